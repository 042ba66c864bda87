"""The news page: what stands in the published file, to be looked at."""
