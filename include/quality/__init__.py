"""Decide whether a load may be published, keep the history of decisions, and show it."""
