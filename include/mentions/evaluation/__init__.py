"""How good the mentions are: labelled texts, and precision and recall on them."""
