"""What the published tables and columns say of themselves: the same as in the warehouse."""

import duckdb

from include.lake.views import views
from include.publication.tables import FRESH
from include.warehouse import CATALOG, literal

_COMMENTS = """
    select false, schema_name || '.' || table_name, comment
    from duckdb_tables()
    where database_name = $catalog and list_contains($tables, schema_name || '.' || table_name)
    union all
    select false, schema_name || '.' || view_name, comment
    from duckdb_views()
    where database_name = $catalog and list_contains($tables, schema_name || '.' || view_name)
    union all
    select true, schema_name || '.' || table_name || '.' || column_name, comment
    from duckdb_columns()
    where database_name = $catalog and list_contains($tables, schema_name || '.' || table_name)
"""


def describe_alike(connection: duckdb.DuckDBPyConnection, tables: list[str]) -> None:
    """Give the tables of the attached file the comments of the warehouse; only what differs is written."""
    wanted, held = (
        set(connection.execute(_COMMENTS, {"catalog": catalog, "tables": tables}).fetchall())
        for catalog in (CATALOG, FRESH)
    )
    shown = views(connection, FRESH)
    statements = [
        f"comment on {'column' if is_column else 'view' if name in shown else 'table'} {FRESH}.{name}"
        f" is {literal(comment) if comment else 'null'};"
        for is_column, name, comment in sorted(wanted - held, key=str)
    ]
    if statements:
        connection.execute("\n".join(statements))
