"""Showing: what the quality page and the terminal say."""
