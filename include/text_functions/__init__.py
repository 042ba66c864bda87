"""The text functions as Arrow-vectorised functions, and their registration with an engine.

`parsing/` and `mentions/` know nothing of Arrow or of an engine; a second engine registers the same batches.
"""
