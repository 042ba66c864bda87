"""Comparing with history: what a figure usually is, and whether it is out of line."""
