"""Which documents are to be read again, what they looked like before, and what changed."""

from typing import NamedTuple

import duckdb


class Compared(NamedTuple):
    """A table whose rows are compared before and after, by their key."""

    name: str
    key: tuple[str, ...]


COMPARED_TABLES = (
    Compared("article", ("document_id",)),
    Compared("article_segment", ("document_id", "segment_no")),
    Compared("mention", ("document_id", "mention_id")),
    Compared("related_link", ("document_id", "position")),
    Compared("price_snapshot", ("document_id", "price_snapshot_id")),
)

_TABLES = """
create table if not exists quality.reprocess_change (
    load_id varchar not null,
    table_name varchar not null,
    change varchar not null,
    column_name varchar,
    change_count bigint not null,
    sample_document_ids varchar[] not null
);

create schema if not exists staging;

create table if not exists staging.before_request (
    load_id varchar not null,
    is_compared boolean not null
);
"""

_COMMENTS = {
    "quality.reprocess_change": (
        "What reading documents again changed. Grain: one row a load, table, change and column; "
        "the column is null where whole rows came (added) or went (removed)."
    ),
    "staging.before_request": (
        "The request whose documents the tables staging.before_* remember, and whether they were compared. "
        "Grain: one row at most."
    ),
}


def create_reprocessing_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create what is missing; what is there stays as it is."""
    connection.execute(_TABLES)
    for table, comment in _COMMENTS.items():
        connection.execute(f"comment on table {table} is '{comment}'")
