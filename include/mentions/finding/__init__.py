"""Where a text may name an entity: places, their boundaries, sentences and typography."""
