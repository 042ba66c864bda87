"""The Compose file, tried for real: an engine, base images, and what an operator does: `make test-compose`."""
