"""Text that stands in many articles of one source: how it is told apart, and how it is left out."""
