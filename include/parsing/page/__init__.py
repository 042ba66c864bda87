"""What of a document is its article: found before any layout looks at it."""
