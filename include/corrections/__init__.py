"""What a person asks for when something was wrong: documents read again, and refused loads let in."""
