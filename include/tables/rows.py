"""Writes rows that Python holds."""

from typing import Any

import duckdb
import pyarrow as pa


def insert_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    """All rows in one statement: one a row would take seconds."""
    if rows:
        connection.register("rows_to_insert", pa.Table.from_pylist(rows))
        connection.execute(f"insert into {table} by name select * from rows_to_insert")
        connection.unregister("rows_to_insert")
