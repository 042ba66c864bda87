"""The lake: what was landed and what was built, as files of Parquet that are never changed."""
