"""The published file as plain files: Parquet for programs, CSV for spreadsheets."""
