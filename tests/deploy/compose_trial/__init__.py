"""`make test-compose`: the Compose file tried for real, with an engine, images, and an operator's steps."""
