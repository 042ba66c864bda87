"""Whether a place names an entity, and which: its context, and the evidence for each reading."""
