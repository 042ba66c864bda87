"""Publish: bring the spare file to the warehouse's accepted state, and swap it in."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from include.lake.views import views
from include.publication import folder, spare
from include.publication.changes import bring_up_to_date, write_view, write_whole
from include.publication.check import check_equal
from include.publication.comments import describe_alike
from include.publication.tables import FRESH, published_tables, tables_beside
from include.settings import Settings
from include.tables.create import create_tables
from include.tables.publication import KEPT_PUBLICATION_COUNT
from include.tables.rows import insert_rows
from include.warehouse import STORAGE_VERSION, literal, writer

logger = logging.getLogger(__name__)

MAX_GROWTH = 2.0
"""A file so many times as large as its rows were when all were written holds more dead space than live."""


class NotAcceptedError(RuntimeError):
    """The present build holds a load that validation has not accepted."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What one publication wrote: rows by `schema.table`. `is_full` says that all were written anew."""

    path: Path
    row_count_by_table: dict[str, int]
    is_full: bool


@dataclass(frozen=True, slots=True)
class _Held:
    """The state that a file holds, and what its own rows took when all were written."""

    publication_no: int
    full_row_count: int
    full_byte_count: int


def publish(settings: Settings, *, is_full: bool = False) -> Publication:
    """Write the warehouse's accepted state to the published file; readers are left alone.

    The rows that changed are brought up to date in the spare file, which then takes the place of the
    published one. All rows are written where there is no file to begin with, where it is too old or holds
    more dead space than live, and on request; then the result is held against the warehouse. Large tables of
    a lake are not in the file, but beside it, in a folder of this publication. Killed at any point, this
    leaves the previous publication in place, and the next one repairs what else is left.

    Raises:
        NotAcceptedError: the tables were built from a load that was refused, or not validated yet.
        DifferenceError: what was written is not what the warehouse holds; nothing is published.
        WarehouseBusyError: another process holds the warehouse.
    """
    path = spare.take_spare(settings)
    with writer(settings) as connection:
        _check_accepted(connection)
        create_tables(connection)
        ((last_no,),) = connection.execute(
            "select coalesce(max(publication_no), 0) from quality.publication"
        ).fetchall()
        publication_no = max(last_no, folder.last_number(settings)) + 1
        beside = tables_beside(connection)
        held = None if is_full else _open_spare(connection, settings, last_no, beside)
        if held is None:
            spare.discard_spare(settings)
            connection.execute(
                f"attach {literal(str(path))} as {FRESH} (storage_version {literal(STORAGE_VERSION)})"
            )
        queries = folder.write_folder(connection, settings, publication_no, beside) if beside else {}
        tables = _write(connection, held, queries)
        row_counts = {table: _row_count(connection, table) for table in tables}
        connection.execute(f"checkpoint {FRESH}")
        row_count = sum(row_counts.values())
        own_row_count = row_count - sum(row_counts[table] for table in beside)
        # Known to the warehouse before it is seen: whoever is killed in between finds a file that is ahead of
        # the published one, and never one whose number was given twice.
        insert_rows(
            connection,
            "quality.publication",
            [
                {
                    "publication_no": publication_no,
                    "published_at": datetime.now(UTC),
                    "is_full": held is None,
                    "row_count": row_count,
                    "full_row_count": held.full_row_count if held else own_row_count,
                    "full_byte_count": held.full_byte_count if held else path.stat().st_size,
                }
            ],
        )
        bring_up_to_date(connection, "quality.publication", last_no)
        if held is None:
            check_equal(connection)
        connection.execute(f"detach {FRESH}")
        numbers = connection.execute("select publication_no from quality.publication").fetchall()
        spare.swap_in(settings)
    if settings.published_tables_dir.exists():
        folder.remove_outdated(settings, [number for (number,) in numbers])
    logger.info(
        "Publication %d: %d rows, %s", publication_no, row_count, "changes" if held else "all written"
    )
    return Publication(settings.published_path, row_counts, held is None)


def _write(connection: duckdb.DuckDBPyConnection, held: _Held | None, queries: dict[str, str]) -> list[str]:
    """Bring all tables up to date, all of them or none; return their names.

    `queries` are those of the tables that lie beside the file.
    """
    tables = published_tables(connection)
    own_tables = [table for table in tables if table not in queries]
    if held is None:
        for table in own_tables:
            write_whole(connection, table)
    connection.begin()
    for table, query in queries.items():
        write_view(connection, table, query)
    if held is not None:
        for table in own_tables:
            bring_up_to_date(connection, table, held.publication_no)
    connection.commit()
    describe_alike(connection, tables)
    return tables


def _open_spare(
    connection: duckdb.DuckDBPyConnection, settings: Settings, last_no: int, beside: list[str]
) -> _Held | None:
    """Attach a file that can be brought up to date, and say what it holds; None where there is none."""
    path = spare.spare_path(settings)
    if not _attach_existing(connection, path):
        # It is missing, damaged, or somebody reads it still: a copy of the published one takes its place.
        spare.discard_spare(settings)
        if not settings.published_path.exists():
            return None
        spare.copy_published(settings)
        if not _attach_existing(connection, path):
            return None
    held = _held(connection)
    is_known = held is not None and last_no - KEPT_PUBLICATION_COUNT <= held.publication_no <= last_no
    is_alike = views(connection, FRESH) == set(beside)
    if held is None or not is_known or not is_alike or _is_mostly_dead(connection, path, held, beside):
        connection.execute(f"detach {FRESH}")
        return None
    return held


def _attach_existing(connection: duckdb.DuckDBPyConnection, path: Path) -> bool:
    if not path.exists():
        return False
    try:
        connection.execute(f"attach {literal(str(path))} as {FRESH}")
    except duckdb.Error as error:
        logger.info("The spare file is not used: %s", error)
        return False
    return True


def _held(connection: duckdb.DuckDBPyConnection) -> _Held | None:
    try:
        row = connection.execute(
            f"""
            select publication_no, full_row_count, full_byte_count
            from {FRESH}.quality.publication
            order by publication_no desc
            limit 1
            """
        ).fetchone()
    except duckdb.Error:
        return None  # written by a version that kept no account, or damaged
    return None if row is None else _Held(*row)


def _is_mostly_dead(
    connection: duckdb.DuckDBPyConnection, path: Path, held: _Held, beside: list[str]
) -> bool:
    own_tables = set(published_tables(connection)) - set(beside)
    row_count = sum(_row_count(connection, table) for table in own_tables)
    live_byte_count = held.full_byte_count * max(1.0, row_count / max(held.full_row_count, 1))
    return path.stat().st_size > MAX_GROWTH * live_byte_count


def _row_count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    try:
        ((row_count,),) = connection.execute(f"select count(*) from {FRESH}.{table}").fetchall()
    except duckdb.CatalogException:
        return 0  # a table that came with a new version
    return int(row_count)


def _check_accepted(connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.execute(
        """
        select built.load_id, verdict.is_accepted
        from staging.stg_pending_load as built
        left join quality.load_verdict as verdict using (load_id)
        where not coalesce(verdict.is_accepted, false)
        """
    ).fetchall()
    if rows:
        states = ", ".join(
            f"{load_id} ({'not validated' if ok is None else 'refused'})" for load_id, ok in rows
        )
        raise NotAcceptedError(
            f"Nothing is published: the tables hold the load {states}. Run build_warehouse."
        )
