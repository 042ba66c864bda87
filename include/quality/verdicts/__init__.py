"""Deciding, and remembering: runs of the gate, their verdicts, and documents set aside."""
