"""Gives back what deleted rows have left of the warehouse's file, by writing it anew."""

import logging
from dataclasses import dataclass
from pathlib import Path

import duckdb

from include.files import flush_to_disk
from include.publication.check import DifferenceError, fingerprint
from include.settings import Settings
from include.warehouse import CATALOG, ROW_GROUP_SIZE_ROWS, STORAGE_VERSION, literal, quoted, writer

logger = logging.getLogger(__name__)

MIN_FREE_SHARE = 0.25
MIN_FREE_BYTES = 64 * 1024 * 1024
"""Free blocks are used again by later loads, so few of them are no waste: a file is written anew only where
a quarter of it, and enough to be noticed, is free."""

_COMPACTED = "compacted"


@dataclass(frozen=True, slots=True)
class Compaction:
    """Bytes of the warehouse's file before and after; the same where it was left as it is."""

    byte_count_before: int
    byte_count_after: int


def compact(settings: Settings) -> Compaction:
    """Write the warehouse anew where enough of it is free; killed, it leaves the former one in place.

    Raises:
        DifferenceError: the new file does not hold what the former holds; that stays.
        WarehouseBusyError: another process holds the warehouse.
    """
    path = settings.warehouse_path
    draft = path.with_name(f".{path.name}.{_COMPACTED}")
    with writer(settings) as connection:
        connection.execute("checkpoint")
        byte_count_before = path.stat().st_size
        free_bytes = _free_bytes(connection)
        if free_bytes < max(MIN_FREE_BYTES, MIN_FREE_SHARE * byte_count_before):
            return Compaction(byte_count_before, byte_count_before)
        for leftover in (draft, draft.with_name(f"{draft.name}.wal")):
            leftover.unlink(missing_ok=True)
        _write_anew(connection, draft)
        flush_to_disk(draft)
        # The former file is held until the new one has its name, so nobody can write to it in between.
        draft.replace(path)
        flush_to_disk(path.parent)
        byte_count_after = path.stat().st_size
    logger.info("The warehouse was %d bytes and is %d", byte_count_before, byte_count_after)
    return Compaction(byte_count_before, byte_count_after)


def _free_bytes(connection: duckdb.DuckDBPyConnection) -> int:
    ((free_bytes,),) = connection.execute(
        "select free_blocks * block_size from pragma_database_size() where database_name = ?", [CATALOG]
    ).fetchall()
    return int(free_bytes)


def _write_anew(connection: duckdb.DuckDBPyConnection, draft: Path) -> None:
    connection.execute(
        f"attach {literal(str(draft))} as {_COMPACTED}"
        f" (row_group_size {ROW_GROUP_SIZE_ROWS}, storage_version {literal(STORAGE_VERSION)})"
    )
    connection.execute(f"copy from database {CATALOG} to {_COMPACTED}")
    for statement in _comments(connection):
        connection.execute(statement)
    differing = [
        table
        for table in _tables(connection)
        if len({fingerprint(connection, f"from {catalog}.{table}") for catalog in (CATALOG, _COMPACTED)}) > 1
    ]
    if differing:
        raise DifferenceError(
            f"The warehouse was to be compacted, and the new file differs in {', '.join(differing)}: the "
            "former one stays. Look at the disk, and report this."
        )
    connection.execute(f"checkpoint {_COMPACTED}")
    connection.execute(f"detach {_COMPACTED}")


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        """
        select schema_name || '."' || replace(table_name, '"', '""') || '"'
        from duckdb_tables()
        where database_name = ?
        order by all
        """,
        [CATALOG],
    ).fetchall()
    return [name for (name,) in rows]


def _comments(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Statements that say of the new tables and columns what is said of the former; no copy does."""
    rows = connection.execute(
        """
        select 'table', schema_name, table_name, null, comment
        from duckdb_tables()
        where database_name = $catalog and comment is not null
        union all
        select 'column', schema_name, table_name, column_name, comment
        from duckdb_columns()
        where
            database_name = $catalog and comment is not null
            and (schema_name, table_name) in (
                select (schema_name, table_name) from duckdb_tables() where database_name = $catalog
            )
        """,
        {"catalog": CATALOG},
    ).fetchall()
    places = [".".join([_COMPACTED, *map(quoted, filter(None, row[1:4]))]) for row in rows]
    return [
        f"comment on {kind} {place} is {literal(comment)}"
        for place, (kind, *_, comment) in zip(places, rows, strict=True)
    ]
