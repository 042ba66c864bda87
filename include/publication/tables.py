"""Which tables are published, and which of their rows."""

import duckdb

from include.lake.views import shown_tables
from include.warehouse import CATALOG

FRESH = "fresh"
"""The name under which the file that is being written is attached."""

PUBLISHED_SCHEMAS = ("raw", "core", "marts", "quality")
UNPUBLISHED_TABLES = ("raw.quarantine", "raw.quarantine_chunk", "raw.inbox_file")
"""Operational state and rejected bytes stay in the warehouse."""

OF_NO_LOAD = ("raw.feed_poll",)
"""Tables of `raw` whose rows no load brought, so that no verdict is about them."""

DOCUMENTS = "raw.document"

MAX_COPIED_ROWS = 1_000_000
"""A mart with more rows, if a lake has it, lies beside the published file: there it need not be copied."""

_ACCEPTED_LOADS = f"(select load_id from {CATALOG}.quality.load_verdict where is_accepted)"
PENDING_LEFT_OUT = f"(select document_id from {CATALOG}.staging.stg_pending_document where is_refused)"
"""The documents that the build left out: those of refused loads, and those set aside."""


def tables_beside(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Those of the published tables whose rows lie beside the file, as Parquet; none where there is no lake.

    They are what the warehouse itself has in its lake, but for small marts, and the documents.
    """
    of_lake = shown_tables(connection)
    if not of_lake:
        return []
    return [
        table
        for table in published_tables(connection)
        if table == DOCUMENTS or (table in of_lake and _is_beside(connection, table))
    ]


def _is_beside(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    if table.startswith("core."):
        return True
    ((row_count,),) = connection.execute(f"select count(*) from {CATALOG}.{table}").fetchall()
    return int(row_count) > MAX_COPIED_ROWS


def published_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The tables with their schemas, in the order in which data flows."""
    rows = connection.execute(
        """
        select table_schema || '.' || table_name
        from information_schema.tables
        where table_catalog = ? and list_contains(?, table_schema) and not starts_with(table_name, '_')
        order by list_position(?, table_schema), table_name
        """,
        [CATALOG, PUBLISHED_SCHEMAS, PUBLISHED_SCHEMAS],
    ).fetchall()
    return [name for (name,) in rows if name not in UNPUBLISHED_TABLES]


def published_rows(table: str, of_keys: str | None = None) -> str:
    """The query of a table's published rows: of what loads brought to `raw`, the accepted and not set aside.

    Documents are left out as the build saw it: what is released after it is in none of its other tables.
    With a condition on keys, rows are read by the addresses of those that meet it: else the engine would read
    all texts to find some of them.
    """
    conditions = []
    if of_keys is not None:
        conditions.append(f"rowid in (select rowid from {CATALOG}.{table} where {of_keys})")
    if table.startswith("raw.") and table not in OF_NO_LOAD:
        conditions.append(f"load_id in {_ACCEPTED_LOADS}")
    if table == DOCUMENTS:
        conditions.append(f"document_id not in {PENDING_LEFT_OUT}")
    return f"select * from {CATALOG}.{table} where {' and '.join(conditions) or 'true'}"
