"""The gate as a detector: faults one by one, after weeks without any, and what it says of each."""
