"""What the Makefile calls: one module a target."""
