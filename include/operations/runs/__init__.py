"""The real DAGs run once in this process, and what is said about it."""
