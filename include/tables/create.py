"""Makes the tables that Python writes; dbt makes all others."""

from collections.abc import Iterable

import duckdb

from include.settings import product_version
from include.tables import alerts, feeds, incidents, publication, quality, raw, reprocessing, upgrades
from include.tables.declaration import Table
from include.warehouse import FORMAT_NO, literal

TABLES: tuple[Table, ...] = (
    *raw.TABLES,
    *feeds.TABLES,
    *quality.TABLES,
    *incidents.TABLES,
    *alerts.TABLES,
    *reprocessing.TABLES,
    *publication.TABLES,
    *upgrades.TABLES,
)

_KNOWN_COLUMNS = """
    select schema_name || '.' || table_name, list(column_name)
    from duckdb_columns()
    where database_name = current_database() and not internal
    group by all
"""
_KNOWN_COMMENTS = """
    select 'table ' || schema_name || '.' || table_name, comment
    from duckdb_tables()
    where database_name = current_database() and comment is not null
    union all
    select 'column ' || schema_name || '.' || table_name || '.' || column_name, comment
    from duckdb_columns()
    where database_name = current_database() and comment is not null
"""


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create what is missing, tables or columns, all of it or nothing; what is there stays as it is.

    Only comments that differ are written: each of them is a change of the file.
    """
    connection.begin()
    try:
        names = dict(connection.execute(_KNOWN_COLUMNS).fetchall())
        additions = [line for table in TABLES for line in table.additions(names.get(table.name, ()))]
        if additions:
            connection.execute("\n".join(additions))
        connection.execute("\n".join(table.creation() for table in TABLES))
        if raw.LOAD.name not in names:
            connection.execute(
                "insert into quality.upgrade values (?, 'a new home', ?, now())",
                [FORMAT_NO, product_version()],
            )
        known = dict(connection.execute(_KNOWN_COMMENTS).fetchall())
        statements = _comment_statements(TABLES, known)
        if statements:
            connection.execute("\n".join(statements))
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def _comment_statements(tables: Iterable[Table], known: dict[str, str]) -> list[str]:
    return [
        f"comment on {place} is {literal(comment)};"
        for table in tables
        for place, comment in table.comments().items()
        if known.get(place) != comment
    ]
