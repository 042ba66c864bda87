"""From text to the entities that it speaks of."""
