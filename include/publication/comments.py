"""What the published tables and columns say of themselves: the same as in the warehouse."""

import duckdb

from include.publication.tables import FRESH
from include.warehouse import CATALOG, literal

_COMMENTS = """
    select 'table', schema_name || '.' || table_name, comment
    from duckdb_tables()
    where database_name = $catalog and list_contains($tables, schema_name || '.' || table_name)
    union all
    select 'column', schema_name || '.' || table_name || '.' || column_name, comment
    from duckdb_columns()
    where database_name = $catalog and list_contains($tables, schema_name || '.' || table_name)
"""


def describe_alike(connection: duckdb.DuckDBPyConnection, tables: list[str]) -> None:
    """Give the tables of the attached file the comments of the warehouse; only what differs is written."""
    wanted, held = (
        set(connection.execute(_COMMENTS, {"catalog": catalog, "tables": tables}).fetchall())
        for catalog in (CATALOG, FRESH)
    )
    statements = [
        f"comment on {kind} {FRESH}.{name} is {literal(comment) if comment else 'null'};"
        for kind, name, comment in sorted(wanted - held, key=str)
    ]
    if statements:
        connection.execute("\n".join(statements))
