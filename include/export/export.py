"""Writes the published tables as Parquet and CSV into a folder of their own, whole or not at all."""

import fcntl
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from include.export.cells import spreadsheet_columns
from include.export.tables import DAY, ExportedTable, exported_tables
from include.settings import Settings
from include.warehouse import PUBLISHED, literal, published_copier

KEPT_EXPORT_COUNT = 3
LATEST = "latest"
MANIFEST = "export.json"

_DRAFT_PREFIX = ".draft-"


class ExportBusyError(RuntimeError):
    """Another export is being written into the same folder."""


@dataclass(frozen=True, slots=True)
class Export:
    """What was written, or found written already: rows by `schema.table`."""

    path: Path
    row_count_by_table: dict[str, int]
    is_new: bool


def export(
    settings: Settings,
    folder: Path,
    since: date | None = None,
    on_table: Callable[[str, int], None] = lambda table, row_count: None,
) -> Export:
    """Write the tables of `core` and `marts` into a new folder below `folder`.

    It is named after the publication: a second export of the same one writes nothing. Readers open `latest`,
    which always leads to a finished, whole export; an export since a day leaves it alone. The last few
    exports stay, so that nobody loses what he reads.

    Args:
        settings: whose published file.
        folder: where exports are kept; made where it is missing.
        since: write only rows that count for this day or a later one; tables without days are written whole.
        on_table: called with each table's name and row count when it is written.

    Raises:
        ExportBusyError: another export is at work on the folder.
        DatabaseFileError: the published file is damaged or missing.
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone_in(folder), published_copier(settings) as connection:
        target = folder / _name(connection, since)
        is_new = not target.exists()
        if is_new:
            draft = folder / f"{_DRAFT_PREFIX}{target.name}"
            row_counts = _write(connection, draft, since, on_table)
            draft.rename(target)
        else:
            row_counts = json.loads((target / MANIFEST).read_text("utf-8"))["row_count_by_table"]
        if since is None:
            _point_latest_to(target)
        _remove_outdated(folder, target)
    return Export(target, row_counts, is_new)


def _write(
    connection: duckdb.DuckDBPyConnection,
    draft: Path,
    since: date | None,
    on_table: Callable[[str, int], None],
) -> dict[str, int]:
    row_counts = {}
    for table in exported_tables(connection):
        parquet = _write_parquet(connection, table, draft / "parquet" / table.schema, since)
        _write_csv(connection, table, parquet, draft / "csv" / table.schema)
        name = f"{table.schema}.{table.name}"
        row_counts[name] = _row_count(connection, parquet)
        on_table(name, row_counts[name])
    manifest = {
        "exported_at": datetime.now(UTC).isoformat(),
        "since": since.isoformat() if since else None,
        "row_count_by_table": row_counts,
    }
    (draft / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
    return row_counts


def _write_parquet(
    connection: duckdb.DuckDBPyConnection, table: ExportedTable, folder: Path, since: date | None
) -> list[Path]:
    """Write a table, by months where it has days, and return its files."""
    folder.mkdir(parents=True, exist_ok=True)
    if not table.is_dated:
        path = folder / f"{table.name}.parquet"
        connection.execute(f"copy ({table.query}) to {literal(str(path))} (format parquet)")
        return [path]
    condition = f"where {DAY} >= date {literal(since.isoformat())}" if since else ""
    connection.execute(
        f"""
        copy (
            select * exclude ({DAY}), strftime({DAY}, '%Y-%m') as month
            from ({table.query})
            {condition}
        ) to {literal(str(folder / table.name))} (format parquet, partition_by (month))
        """
    )
    return sorted((folder / table.name).glob("month=*/*.parquet"))


def _write_csv(
    connection: duckdb.DuckDBPyConnection, table: ExportedTable, parquet: list[Path], folder: Path
) -> None:
    """Write the same rows for spreadsheets: a file a month, or one."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in dict.fromkeys(path.parent if table.is_dated else path for path in parquet):
        target = folder / f"{table.name}.csv"
        if table.is_dated:
            target = folder / table.name / f"{source.name.removeprefix('month=')}.csv"
            target.parent.mkdir(exist_ok=True)
        files = literal(str(source / "*.parquet" if table.is_dated else source))
        connection.execute(
            f"""
            copy (
                select {spreadsheet_columns(table.types)}
                from read_parquet({files}, hive_partitioning = false)
            ) to {literal(str(target))} (format csv, header)
            """
        )


def _row_count(connection: duckdb.DuckDBPyConnection, parquet: list[Path]) -> int:
    if not parquet:
        return 0
    ((row_count,),) = connection.execute(
        "select count(*) from read_parquet(?)", [[str(path) for path in parquet]]
    ).fetchall()
    return int(row_count)


def _name(connection: duckdb.DuckDBPyConnection, since: date | None) -> str:
    ((publication_no, published_at),) = connection.execute(
        f"""
        select publication_no, published_at from {PUBLISHED}.quality.publication
        order by publication_no desc limit 1
        """
    ).fetchall()
    name = f"{published_at.astimezone(UTC):%Y-%m-%dT%H%M%SZ}-publication-{publication_no}"
    return f"{name}-since-{since.isoformat()}" if since else name


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder alone, and remove what exports have left that were killed."""
    with (folder / ".lock").open("a", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ExportBusyError(
                f"Another export is being written into {folder}: wait for its end."
            ) from error
        for leftover in folder.glob(f"{_DRAFT_PREFIX}*"):
            leftover.unlink() if leftover.is_symlink() else shutil.rmtree(leftover)
        yield


def _point_latest_to(target: Path) -> None:
    """Lead readers to the new export, at once."""
    draft = target.parent / f"{_DRAFT_PREFIX}link"
    draft.symlink_to(target.name)
    draft.replace(target.parent / LATEST)


def _remove_outdated(folder: Path, target: Path) -> None:
    """Remove all but the last exports, the one that `latest` leads to, and the one just asked for."""
    exports = sorted(path.parent for path in folder.glob(f"*/{MANIFEST}") if not path.parent.is_symlink())
    kept = {target, folder / (folder / LATEST).readlink()} if (folder / LATEST).is_symlink() else {target}
    for outdated in exports[:-KEPT_EXPORT_COUNT]:
        if outdated not in kept:
            shutil.rmtree(outdated)
