"""From the bytes of a file to documents and records, or to the reason why not."""
