"""Faults that last: opened by the run that sees them first, resolved by the one that sees them no more."""
