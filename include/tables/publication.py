"""The tables of publication: what was published, and what waits to be."""

from include.tables.declaration import Column, Table

KEPT_PUBLICATION_COUNT = 8
"""How far behind a published file may be to be brought up to date: so long the notes of builds are kept."""

EVERY_TABLE = "*"
"""Stands for the name of a table where a build made all of them anew."""

PUBLICATION = Table(
    name="quality.publication",
    description=(
        "One state that was published; the last one is the state of the file that holds it. "
        "Grain: one row a publication."
    ),
    columns=(
        Column("publication_no", "bigint", "The place among the publications of this home, from 1."),
        Column("published_at", "timestamp with time zone", "When it was written, UTC."),
        Column("is_full", "boolean", "Whether all rows were written, and not only those that had changed."),
        Column("row_count", "bigint", "Rows of all published tables."),
        Column("full_row_count", "bigint", "Rows in the file when all were last written anew."),
        Column("full_byte_count", "bigint", "Bytes of the file when all rows were last written anew."),
    ),
    primary_key=("publication_no",),
)

UNPUBLISHED_KEY = Table(
    name="staging.unpublished_key",
    description=(
        "What a build has written anew in a published table, for publication to do the same. The key is null "
        "where a build went over the table. Grain: one row a publication, table, key and build."
    ),
    columns=(
        Column("publication_no", "bigint", "The publication that comes after the build."),
        Column("table_name", "varchar", "The table, with its schema; * where all were made anew."),
        Column("key_name", "varchar", "The column that holds the key."),
        Column("key_value", "varchar", "The key, as text.", is_nullable=True),
    ),
)

TABLES = (PUBLICATION, UNPUBLISHED_KEY)
