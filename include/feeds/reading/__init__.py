"""From the bytes of a feed of any usual kind to its items."""
