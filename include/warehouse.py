"""The two files: the warehouse, which one process writes, and the published file, which everybody reads.

This module is the only caller of `duckdb.connect`.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from include.places import STORE_PREFIX, is_remote, let_read_stores
from include.settings import PUBLISHED_TABLES, Settings

CATALOG = "pressmark"
"""The warehouse's name in SQL, here and in the dbt profile."""

PUBLISHED = "published"
"""The name under which `published_copier` attaches the published file."""

TRANSIENT = "transient"
"""The name of the database of one build."""

ROW_GROUP_SIZE_ROWS = 6144
"""DuckDB parallelises by row group; articles are fat rows, so its default of 122,880 would use one core."""

STORAGE_VERSION = "v1.2.0"
"""The oldest DuckDB that can read the files. It is the first with Zstandard, which halves text on disk."""

FORMAT_NO = 1
"""How many steps of upgrades a home of this version has gone through: see `include.maintenance.steps`."""

MEMORY_LIMIT = "1300MB"
"""What a load needs beyond it is spilled to disk; `docs/benchmarks.md` has what processes take in all."""

MAX_SPILLED_SHARE = 0.5
"""Of the room that is free on the disk, so much may be taken by what does not fit into memory."""


NO_FILES = "No files found that match the pattern"
"""What DuckDB says of a view whose files are not there."""


class DatabaseFileError(RuntimeError):
    """A database file cannot be used: it is damaged, or DuckDB cannot read or write it."""


class WarehouseBusyError(DatabaseFileError):
    """Another process holds the warehouse for longer than the lock timeout."""


class NewerHomeError(DatabaseFileError):
    """A later version of Pressmark wrote the home."""


class OlderHomeError(DatabaseFileError):
    """An earlier version of Pressmark wrote the home, and nothing has upgraded it yet."""


@contextmanager
def writer(settings: Settings, *, any_older_format: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse for writing, waiting while another process holds it.

    The connection's default catalogue is the warehouse. What is not committed is rolled back at exit. Only
    an upgrade opens a home of any older format.

    Raises:
        WarehouseBusyError: the lock was not to be had within `settings.lock_timeout_seconds`.
        NewerHomeError: a later version wrote the home.
        OlderHomeError: an earlier version did.
        DatabaseFileError: the file is damaged, or the disk is full.
    """
    settings.warehouse_path.parent.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(":memory:", config=connection_limits(settings))
    reads_stores = False
    try:
        connection.execute("set timezone = 'UTC'")
        attach(connection, settings, any_older_format=any_older_format)
        is_lake_remote = settings.is_built_on_spark and is_remote(settings.lake)
        reads_stores = is_lake_remote or _has_views_of_stores(connection)
        if reads_stores:
            let_read_stores(connection)
        connection.execute(f"use {CATALOG}")
        yield connection
    except duckdb.IOException as error:
        if NO_FILES in str(error):
            raise DatabaseFileError(
                f"Tables of the lake {settings.lake} are missing. If its disk is not mounted, mount it; else "
                f"make rebuild makes them anew of the documents in the warehouse. DuckDB says: {error}"
            ) from error
        raise DatabaseFileError(
            f"The warehouse {settings.warehouse_path} cannot be used. If the disk is full, make room; if the "
            "file is damaged, restore it from a backup (make restore FROM=latest), or move it away, and the "
            f"next `make run` loads the whole inbox anew. DuckDB says: {error}"
        ) from error
    except duckdb.Error as error:
        # What the client of an object store raises is of no kind of its own.
        if not reads_stores or type(error) is not duckdb.Error:
            raise
        raise DatabaseFileError(
            "The lake, or a file of it, cannot be read. Look at the credentials (AWS_ACCESS_KEY_ID, "
            f"AWS_SECRET_ACCESS_KEY) and at the endpoint (AWS_ENDPOINT_URL). The store says: {error}"
        ) from error
    finally:
        connection.close()


def _has_views_of_stores(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the warehouse shows a lake in an object store, wherever the settings look for one by now."""
    ((count,),) = connection.execute(
        "select count(*) from duckdb_views() where database_name = ? and contains(sql, ?)",
        [CATALOG, STORE_PREFIX],
    ).fetchall()
    return bool(count)


def format_no(connection: duckdb.DuckDBPyConnection) -> int:
    """How many steps of upgrades the attached warehouse has gone through; of an empty one, all."""
    names = {
        name
        for (name,) in connection.execute(
            """
            select schema_name || '.' || table_name
            from duckdb_tables()
            where database_name = ? and schema_name in ('raw', 'quality')
            """,
            [CATALOG],
        ).fetchall()
    }
    if "quality.upgrade" not in names:
        return 0 if "raw.load" in names else FORMAT_NO
    ((number,),) = connection.execute(
        f"select coalesce(max(step_no), 0) from {CATALOG}.quality.upgrade"
    ).fetchall()
    return int(number)


def _check_format(
    connection: duckdb.DuckDBPyConnection, settings: Settings, *, any_older_format: bool
) -> None:
    found = format_no(connection)
    if found > FORMAT_NO:
        raise NewerHomeError(
            f"A later version of Pressmark has written the home {settings.home} (format {found}, and this "
            f"version knows {FORMAT_NO}): install that version again, or restore a backup from before."
        )
    if found < FORMAT_NO and not any_older_format:
        raise OlderHomeError(
            f"An earlier version of Pressmark has written the home {settings.home}: make upgrade brings it "
            "to this one, after a backup. make run and make up do so by themselves."
        )


@contextmanager
def reader(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a published file read-only, unable to reach any other file of the machine.

    Raises:
        DatabaseFileError: the file is damaged or missing.
    """
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            connection.execute(";".join(confinement(path)))
            yield connection
    except duckdb.IOException as error:
        raise DatabaseFileError(f"{path} cannot be read. DuckDB says: {error}") from error


def confinement(path: Path) -> list[str]:
    """The statements after which who reads a published file reaches it alone, and the tables beside it."""
    return [
        f"set allowed_directories = [{literal(str(path.with_name(PUBLISHED_TABLES)))}]",
        "set enable_external_access = false",
        "set lock_configuration = true",
    ]


@contextmanager
def published_copier(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Attach the published file as `PUBLISHED`, read-only, where its rows can be copied to other files.

    Raises:
        DatabaseFileError: the file is damaged or missing.
    """
    connection = duckdb.connect(":memory:", config=connection_limits(settings))
    try:
        connection.execute("set timezone = 'UTC'")
        try:
            connection.execute(f"attach {literal(str(settings.published_path))} as {PUBLISHED} (read_only)")
        except duckdb.IOException as error:
            raise DatabaseFileError(
                f"{settings.published_path} cannot be read. DuckDB says: {error}"
            ) from error
        yield connection
    finally:
        connection.close()


def connection_limits(settings: Settings) -> dict[str, str | bool | int | float | list[str]]:
    """The configuration within which every connection works that writes to the warehouse."""
    free_megabytes = shutil.disk_usage(settings.home).free // 1_000_000
    return {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(settings.warehouse_path.parent / "spill"),
        # A query that goes astray fails by itself before everybody else lacks room.
        "max_temp_directory_size": f"{max(1, int(free_megabytes * MAX_SPILLED_SHARE))}MB",
    }


def attach(
    connection: duckdb.DuckDBPyConnection, settings: Settings, *, any_older_format: bool = False
) -> None:
    """Attach the warehouse as `CATALOG` for writing, waiting while another process holds it.

    Raises:
        WarehouseBusyError: the lock was not to be had within `settings.lock_timeout_seconds`.
        NewerHomeError: a later version wrote the home.
        OlderHomeError: an earlier version did, and only an upgrade opens that.
        duckdb.IOException: the file cannot be used.
    """
    statement = (
        f"attach {literal(str(settings.warehouse_path))} as {CATALOG}"
        f" (row_group_size {ROW_GROUP_SIZE_ROWS}, storage_version {literal(STORAGE_VERSION)})"
    )
    deadline = time.monotonic() + settings.lock_timeout_seconds
    pause_seconds = 0.05
    while True:
        try:
            connection.execute(statement)
            break
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
    _check_format(connection, settings, any_older_format=any_older_format)


def attach_transient(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Attach an empty file as `TRANSIENT`, for what is needed no longer than one build."""
    remove_transient(settings)
    path = literal(str(settings.transient_path))
    connection.execute(f"attach {path} as {TRANSIENT} (row_group_size {ROW_GROUP_SIZE_ROWS})")


def remove_transient(settings: Settings) -> None:
    """Remove what a build has left that has ended or was killed."""
    path = settings.transient_path
    for leftover in (path, path.with_name(f"{path.name}.wal")):
        leftover.unlink(missing_ok=True)


def columns(connection: duckdb.DuckDBPyConnection, catalog: str, table: str) -> dict[str, str]:
    """The columns of a table or view of a file, with their types, in their order; empty where there is none.

    A view remembers its own, whether what it shows is there or not.
    """
    rows = connection.execute(
        """
        select column_name, data_type
        from duckdb_columns()
        where database_name = ? and schema_name || '.' || table_name = ?
        order by column_index
        """,
        [catalog, table],
    ).fetchall()
    return dict(rows)


def quoted(name: str) -> str:
    """A name as SQL takes it, whatever it holds."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as a literal of SQL, for the statements that take no parameters."""
    return "'" + text.replace("'", "''") + "'"
