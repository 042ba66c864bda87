"""What is asked for most."""
