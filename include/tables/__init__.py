"""The tables that Python writes, each declared once: its columns, their types, and what they hold."""
