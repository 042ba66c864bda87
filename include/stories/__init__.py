"""Articles of several outlets about one event: how they come together."""
