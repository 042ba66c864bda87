"""What a page itself says a name means: brackets behind a name, and price widgets."""
