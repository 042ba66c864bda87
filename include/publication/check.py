"""Holds the published file against the warehouse: rows and their hash, table by table."""

import duckdb

from include.lake.views import shown_build_no, views
from include.publication.folder import check_folder, published_build_no
from include.publication.tables import FRESH, OF_NO_LOAD, published_rows, published_tables
from include.settings import Settings
from include.warehouse import literal, writer


class DifferenceError(RuntimeError):
    """The published file does not hold what the warehouse holds; the message names the tables."""


def check_publication(settings: Settings) -> int | None:
    """Hold the published file against the warehouse, and return how many tables were compared.

    What is measured and noted between publications (`quality`, polls) may be ahead of the published file, so
    it is not compared here. None is: nothing is published yet, or the warehouse is ahead of it, as it is
    between a build and its publication.

    Raises:
        DifferenceError: a table differs.
        FolderError: a file of the tables beside it is missing, or another one.
        WarehouseBusyError: another process holds the warehouse.
    """
    if not settings.published_path.exists():
        return None
    with writer(settings) as connection:
        if _is_ahead(connection):
            return None
        connection.execute(f"attach {literal(str(settings.published_path))} as {FRESH} (read_only)")
        tables = [
            table
            for table in published_tables(connection)
            if not table.startswith("quality.") and table not in OF_NO_LOAD
        ]
        if views(connection, FRESH):
            ((publication_no,),) = connection.execute(
                f"select max(publication_no) from {FRESH}.quality.publication"
            ).fetchall()
            if shown_build_no(connection) != published_build_no(settings, publication_no):
                return None
            check_folder(settings, publication_no)
        return _check_equal(connection, tables)


def check_equal(connection: duckdb.DuckDBPyConnection) -> int:
    """The same for all tables of a file that has just been written, and is attached.

    Raises:
        DifferenceError: a table differs.
    """
    return _check_equal(connection, published_tables(connection))


def _is_ahead(connection: duckdb.DuckDBPyConnection) -> bool:
    ((is_ahead,),) = connection.execute(
        """
        select
            exists (
                select 1
                from staging.stg_pending_load as built
                left join quality.load_verdict as verdict using (load_id)
                where not coalesce(verdict.is_accepted, false)
            )
            or exists (
                select 1
                from staging.unpublished_key
                where publication_no > (select coalesce(max(publication_no), 0) from quality.publication)
            )
        """
    ).fetchall()
    return bool(is_ahead)


def _check_equal(connection: duckdb.DuckDBPyConnection, tables: list[str]) -> int:
    beside = views(connection, FRESH)

    def differs(table: str) -> bool:
        # What lies beside the file are the lake's own files, and too many to be read for this.
        look = _row_count if table in beside else fingerprint
        return look(connection, published_rows(table)) != look(connection, f"select * from {FRESH}.{table}")

    differing = [table for table in tables if differs(table)]
    if differing:
        raise DifferenceError(
            f"The published rows differ from the warehouse in {', '.join(differing)}. "
            "make rebuild writes both anew."
        )
    return len(tables)


def _row_count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    ((row_count,),) = connection.execute(f"select count(*) from ({query})").fetchall()
    return int(row_count)


def fingerprint(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int, int | None]:
    """The number of rows, and a sum over their hashes: the same rows in any order give the same."""
    row_count, hash_sum = connection.execute(
        f"select count(*), sum(cast(hash(found) as hugeint)) from ({query}) as found"
    ).fetchall()[0]
    return row_count, hash_sum
