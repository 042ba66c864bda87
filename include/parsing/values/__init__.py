"""Single values: dates, numbers, words, language."""
