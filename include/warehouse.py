"""The two files: the warehouse, which one process writes, and the published file, which everybody reads.

This module is the only caller of `duckdb.connect`. The published file is written beside the one in use and
swapped in by `os.replace`, so a reader who has the old one open keeps reading it, and nobody waits.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from include.settings import Settings

CATALOG = "pressmark"
"""The warehouse's name in SQL, here and in the dbt profile."""

ROW_GROUP_SIZE_ROWS = 6144
"""DuckDB parallelises by row group; articles are fat rows, so its default of 122,880 would use one core."""

MEMORY_LIMIT = "2GB"
"""A load of any size works within this and spills to disk beyond it."""

PUBLISHED_SCHEMAS = ("raw", "core", "marts", "quality")
UNPUBLISHED_TABLES = ("raw.quarantine", "raw.quarantine_chunk", "raw.inbox_file")
"""Operational state and rejected bytes stay in the warehouse."""


class DatabaseFileError(RuntimeError):
    """A database file cannot be used: it is damaged, or DuckDB cannot read or write it."""


class WarehouseBusyError(DatabaseFileError):
    """Another process holds the warehouse for longer than the lock timeout."""


class NotAcceptedError(RuntimeError):
    """The present build holds a load that validation has not accepted."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What one publication wrote: rows by `schema.table`."""

    path: Path
    row_count_by_table: dict[str, int]


@contextmanager
def writer(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse for writing, waiting while another process holds it.

    The connection's default catalogue is the warehouse. What is not committed is rolled back at exit.

    Raises:
        WarehouseBusyError: the lock was not to be had within `settings.lock_timeout_seconds`.
        DatabaseFileError: the file is damaged, or the disk is full.
    """
    settings.warehouse_path.parent.mkdir(parents=True, exist_ok=True)
    connection = _bounded_connection(settings)
    try:
        _attach_when_free(connection, settings)
        connection.execute(f"use {CATALOG}")
        yield connection
    except duckdb.IOException as error:
        raise DatabaseFileError(
            f"The warehouse {settings.warehouse_path} cannot be used. If the disk is full, make room; if the "
            "file is damaged, restore it from a backup, or move it away, and the next `make run` loads the "
            f"whole inbox anew. DuckDB says: {error}"
        ) from error
    finally:
        connection.close()


@contextmanager
def reader(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a published file read-only, unable to reach any other file of the machine.

    Raises:
        DatabaseFileError: the file is damaged or missing.
    """
    try:
        with duckdb.connect(
            str(path), read_only=True, config={"enable_external_access": False, "lock_configuration": True}
        ) as connection:
            yield connection
    except duckdb.IOException as error:
        raise DatabaseFileError(f"{path} cannot be read. DuckDB says: {error}") from error


def publish(settings: Settings) -> Publication:
    """Write the warehouse's accepted state into a fresh file and swap it in.

    Killed at any point, it leaves the previous publication in place; its leftovers are removed next time.

    Raises:
        NotAcceptedError: the tables were built from a load that was refused, or not validated yet.
        WarehouseBusyError: another process holds the warehouse.
    """
    target = settings.published_path
    target.parent.mkdir(parents=True, exist_ok=True)
    for leftover in target.parent.glob(f".{target.name}.*"):
        leftover.unlink()
    fresh = target.parent / f".{target.name}.{os.getpid()}"
    with writer(settings) as connection:
        _check_accepted(connection)
        connection.execute(f"attach {literal(str(fresh))} as fresh")
        row_count_by_table = {
            f"{schema}.{table}": _copy_table(connection, schema, table)
            for schema, table in _published_tables(connection)
        }
        connection.execute("detach fresh")
    _flush_to_disk(fresh)
    fresh.replace(target)
    _flush_to_disk(target.parent)
    return Publication(target, row_count_by_table)


def _bounded_connection(settings: Settings) -> duckdb.DuckDBPyConnection:
    spill_dir = settings.warehouse_path.parent / "spill"
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(spill_dir),
    }
    connection = duckdb.connect(":memory:", config=config)
    connection.execute("set timezone = 'UTC'")
    return connection


def _attach_when_free(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    statement = (
        f"attach {literal(str(settings.warehouse_path))} as {CATALOG} (row_group_size {ROW_GROUP_SIZE_ROWS})"
    )
    deadline = time.monotonic() + settings.lock_timeout_seconds
    pause_seconds = 0.05
    while True:
        try:
            connection.execute(statement)
            return
        except duckdb.IOException as error:
            if "lock" not in str(error):
                raise
            if time.monotonic() >= deadline:
                raise WarehouseBusyError(
                    f"{settings.warehouse_path} has been in use by another process for "
                    f"{settings.lock_timeout_seconds} s. Users open {settings.published_path} instead; "
                    f"if a run is stuck, end it and try again. DuckDB says: {error}"
                ) from error
        time.sleep(pause_seconds)
        pause_seconds = min(pause_seconds * 2, 1.0)


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


def _published_tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    rows = connection.execute(
        """
        select schema_name, table_name
        from duckdb_tables()
        where database_name = ? and list_contains(?, schema_name)
        order by list_position(?, schema_name), table_name
        """,
        [CATALOG, PUBLISHED_SCHEMAS, PUBLISHED_SCHEMAS],
    ).fetchall()
    return [
        (schema, table) for schema, table in rows
        if f"{schema}.{table}" not in UNPUBLISHED_TABLES and not table.startswith("_")
    ]  # fmt: skip


def _copy_table(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> int:
    """Copy one table with its descriptions; of `raw`, what accepted loads landed and is not set aside."""
    name = f'"{schema}"."{table}"'
    connection.execute(f'create schema if not exists fresh."{schema}"')
    accepted = f"(select load_id from {CATALOG}.quality.load_verdict where is_accepted)"
    condition = f"where load_id in {accepted}" if schema == "raw" else ""
    if (schema, table) == ("raw", "document"):
        # As the build saw it: what is released after it is in none of its other tables.
        condition += (
            f" and document_id not in"
            f" (select document_id from {CATALOG}.staging.stg_pending_document where is_refused)"
        )
    connection.execute(f"create table fresh.{name} as select * from {CATALOG}.{name} {condition}")
    comments = connection.execute(
        """
        select column_name, comment from duckdb_columns()
        where database_name = ? and schema_name = ? and table_name = ? and comment is not null
        """,
        [CATALOG, schema, table],
    ).fetchall()
    for column, comment in comments:
        connection.execute(f'comment on column fresh.{name}."{column}" is {literal(comment)}')
    table_comment = connection.execute(
        "select comment from duckdb_tables() where database_name = ? and schema_name = ? and table_name = ?",
        [CATALOG, schema, table],
    ).fetchone()
    if table_comment and table_comment[0]:
        connection.execute(f"comment on table fresh.{name} is {literal(table_comment[0])}")
    (row_count,) = connection.execute(f"select count(*) from fresh.{name}").fetchone() or (0,)
    return int(row_count)


def literal(text: str) -> str:
    """A text as a literal of SQL, for the statements that take no parameters."""
    return "'" + text.replace("'", "''") + "'"


def _flush_to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
