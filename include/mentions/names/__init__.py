"""What entities are called: the lists in `seeds/`, their spellings, and words that are no names."""
