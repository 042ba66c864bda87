"""Holds the published file against the warehouse: rows and their hash, table by table."""

import duckdb

from include.publication.tables import FRESH, published_rows, published_tables
from include.settings import Settings
from include.warehouse import literal, writer


class DifferenceError(RuntimeError):
    """The published file does not hold what the warehouse holds; the message names the tables."""


def check_publication(settings: Settings) -> int:
    """Hold the published file against the warehouse, and return how many tables were compared.

    Raises:
        DifferenceError: a table differs.
        WarehouseBusyError: another process holds the warehouse.
    """
    with writer(settings) as connection:
        connection.execute(f"attach {literal(str(settings.published_path))} as {FRESH} (read_only)")
        return check_equal(connection)


def check_equal(connection: duckdb.DuckDBPyConnection) -> int:
    """The same for a file that is attached already.

    Raises:
        DifferenceError: a table differs.
    """
    tables = published_tables(connection)
    differing = [
        table
        for table in tables
        if _fingerprint(connection, published_rows(table))
        != _fingerprint(connection, f"select * from {FRESH}.{table}")
    ]
    if differing:
        raise DifferenceError(
            f"The file to be published differs from the warehouse in {', '.join(differing)}. "
            "make rebuild writes both anew."
        )
    return len(tables)


def _fingerprint(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int, int | None]:
    """Rows, and a sum over their hashes: the same rows in any order give the same."""
    row_count, hash_sum = connection.execute(
        f"select count(*), sum(cast(hash(found) as hugeint)) from ({query}) as found"
    ).fetchall()[0]
    return row_count, hash_sum
