"""`make test-compose`: the Compose file tried for real, with an engine, base images, and an operator's steps."""
