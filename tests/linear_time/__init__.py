"""Work counted over texts of generated units: `python -m tests.linear_time --help`."""
