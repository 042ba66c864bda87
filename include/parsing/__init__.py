"""From text to segments and values, each with its place in the text."""
