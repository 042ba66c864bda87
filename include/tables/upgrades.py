"""The table that tells which versions have written a home."""

from include.tables.declaration import Column, Table

UPGRADE = Table(
    name="quality.upgrade",
    description=(
        "A numbered step by which an upgrade changed the home; the highest number is the home's format. "
        "A new home begins with one row. Grain: one row a step."
    ),
    columns=(
        Column("step_no", "integer", "The number of the step, from 1; of a new home, its format."),
        Column("name", "varchar", "What the step did."),
        Column("version", "varchar", "The version of Pressmark that did it."),
        Column("applied_at", "timestamp with time zone", "When, UTC."),
    ),
    primary_key=("step_no",),
)

TABLES = (UPGRADE,)
"""The tables of this module."""
