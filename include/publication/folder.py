"""The tables that lie beside the published file: a folder a publication, of Parquet, with a manifest.

Files of a lake never change, so a publication links those of the lake's state, and copies none where the lake
is on the same disk. What the lake no longer needs stays as long as a publication shows it.
"""

import json
import logging
import os
import shutil
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from include.files import flush_to_disk
from include.lake.ledger import document_columns_path, documents_dir
from include.lake.state import TableState, generation_dir
from include.lake.views import rows_of_files, shown_state
from include.places import FoundFile, Place, files_of
from include.publication.tables import DOCUMENTS, PENDING_LEFT_OUT, published_rows
from include.settings import Settings
from include.warehouse import literal

logger = logging.getLogger(__name__)

MANIFEST_NAME = "manifest.json"

KEPT_FOLDER_COUNT = 3
"""Publications whose folders are kept: the last one, and those that somebody may still be reading."""

_DRAFTS, _FOLDERS = ".[0-9]*", "[0-9]*"

_READ_ONLY_FILE, _READ_ONLY_FOLDER, _FOLDER = 0o444, 0o555, 0o755


class FolderError(RuntimeError):
    """The tables beside the published file are not what was written; the message names a file."""


@dataclass(frozen=True, slots=True)
class TableFiles:
    """The files of one table, relative to the folder, with their bytes, and a query of their rows."""

    byte_count_by_file: dict[str, int]
    query: str


def write_folder(
    connection: duckdb.DuckDBPyConnection, settings: Settings, publication_no: int, tables: list[str]
) -> dict[str, str]:
    """Bring the files of tables into the folder of a publication; return queries of their rows, by table.

    The folder is there whole or not at all. Its number is nobody else's: see `last_number`.
    """
    folder = folder_of(settings, publication_no)
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.parent.chmod(_FOLDER)
    draft = folder.with_name(f".{folder.name}")
    for leftover in folder.parent.glob(_DRAFTS):
        _remove(leftover)
    draft.mkdir()
    former = folder_of(settings, last_number(settings))
    state = shown_state(connection, settings.lake)
    written = {}
    for table in tables:
        if table == DOCUMENTS:
            written[table] = _bring_documents(connection, settings.lake, draft, folder, former)
        else:
            written[table] = _bring_table(settings.lake, table, state.tables[table], draft, folder, former)
    manifest = {
        "publication_no": publication_no,
        "build_no": state.build_no,
        "tables": {table: asdict(files) for table, files in written.items()},
    }
    (draft / MANIFEST_NAME).write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    flush_to_disk(draft / MANIFEST_NAME)
    _protect(draft)
    draft.rename(folder)
    folder.parent.chmod(_READ_ONLY_FOLDER)
    flush_to_disk(folder.parent)
    return {table: files.query for table, files in written.items()}


def folder_of(settings: Settings, publication_no: int) -> Path:
    """Where the tables of a publication lie."""
    return settings.published_tables_dir / f"{publication_no:06}"


def last_number(settings: Settings) -> int:
    """The number of the newest folder that is there, 0 where none is: a restored warehouse counts from less.

    Nobody may be given it again, since the published file may be reading it.
    """
    return max((int(path.name) for path in settings.published_tables_dir.glob(_FOLDERS)), default=0)


def remove_outdated(settings: Settings, published_numbers: Collection[int]) -> None:
    """Remove what earlier publications have left that nobody should be reading any more.

    That is all that is older than the last few that the warehouse knows of. What was killed, or published by
    a warehouse that another one took the place of, grows old with them.
    """
    if len(published_numbers) < KEPT_FOLDER_COUNT:
        return
    oldest_kept = sorted(published_numbers)[-KEPT_FOLDER_COUNT]
    settings.published_tables_dir.chmod(_FOLDER)
    for folder in settings.published_tables_dir.glob(_FOLDERS):
        if int(folder.name) < oldest_kept:
            try:
                _remove(folder)
            except OSError as error:
                logger.warning("%s stays for now: %s", folder, error)
    settings.published_tables_dir.chmod(_READ_ONLY_FOLDER)


def published_build_no(settings: Settings, publication_no: int) -> int:
    """The build whose tables a publication holds.

    Raises:
        FolderError: its folder is gone.
    """
    return int(_manifest(folder_of(settings, publication_no))["build_no"])


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST_NAME
    if not path.exists():
        raise FolderError(f"{path} is missing, with what it listed: make rebuild writes it anew")
    manifest: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return manifest


def check_folder(settings: Settings, publication_no: int) -> None:
    """Look whether every file of a publication is there, in its size.

    Raises:
        FolderError: one is not.
    """
    folder = folder_of(settings, publication_no)
    for table in _manifest(folder)["tables"].values():
        for name, byte_count in table["byte_count_by_file"].items():
            path = folder / name
            if not path.exists() or path.stat().st_size != byte_count:
                raise FolderError(
                    f"{path} is missing, or has another size than when it was published: "
                    "make rebuild writes it anew"
                )


def _bring_table(
    lake: Place, table: str, state: TableState, draft: Path, folder: Path, former: Path
) -> TableFiles:
    target = _table_dir(draft, table)
    for build_no in state.generations:
        for file_name, file in files_of(generation_dir(lake, table, build_no)).items():
            name = f"{build_no:06}-{file_name}"
            _bring(file, target / name, _table_dir(former, table) / name)
    found = _byte_counts(draft, target)
    globs = [str(_table_dir(folder, table) / "*.parquet")] if found else []
    return TableFiles(found, rows_of_files(state.columns, globs))


def _bring_documents(
    connection: duckdb.DuckDBPyConnection, lake: Place, draft: Path, folder: Path, former: Path
) -> TableFiles:
    """The documents of accepted loads; a load of which some are left out is written without them."""
    target, files = _table_dir(draft, DOCUMENTS), files_of(documents_dir(lake))
    name = document_columns_path(lake).name
    _bring(_file(files, lake, name), target / name, _table_dir(former, DOCUMENTS) / name)
    loads = connection.execute(
        f"""
        select load_id, bool_or(document_id in {PENDING_LEFT_OUT})
        from raw.document
        semi join (from quality.load_verdict where is_accepted) using (load_id)
        group by load_id
        order by load_id
        """
    ).fetchall()
    for load_id, is_partly_left_out in loads:
        path = target / f"{load_id}.parquet"
        if is_partly_left_out:
            query = f"{published_rows(DOCUMENTS)} and load_id = {literal(load_id)}"
            connection.execute(f"copy ({query}) to {literal(str(path))} (format parquet, compression zstd)")
            flush_to_disk(path)
        else:
            _bring(_file(files, lake, path.name), path, _table_dir(former, DOCUMENTS) / path.name)
    published = literal(str(_table_dir(folder, DOCUMENTS) / "*.parquet"))
    query = f"select * from read_parquet({published}, union_by_name = true, hive_partitioning = false)"
    return TableFiles(_byte_counts(draft, target), query)


def _file(files: dict[str, FoundFile], lake: Place, name: str) -> FoundFile:
    if name not in files:
        raise FolderError(f"{documents_dir(lake) / name} is missing: the next build writes it anew")
    return files[name]


def _table_dir(folder: Path, table: str) -> Path:
    return folder.joinpath(*table.split("."))


def _bring(source: FoundFile, target: Path, former: Path) -> None:
    """Give a file a second name; one from elsewhere is copied once, and the copy is given further names."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(source.place, Path) and _is_linked(source.place, target):
        return
    if source.is_copied_as(former):
        target.hardlink_to(former)
    else:
        source.copy_to(target)


def _is_linked(source: Path, target: Path) -> bool:
    """Try it; a file of another disk cannot be."""
    try:
        target.hardlink_to(source)
    except OSError:
        return False
    return True


def _byte_counts(draft: Path, target: Path) -> dict[str, int]:
    return {str(path.relative_to(draft)): path.stat().st_size for path in sorted(target.glob("*.parquet"))}


def _protect(draft: Path) -> None:
    """Nobody who may read the published file is to write here, as the engine itself would let them."""
    for parent, _, names in os.walk(draft, topdown=False):
        for name in names:
            (Path(parent) / name).chmod(_READ_ONLY_FILE)
        Path(parent).chmod(_READ_ONLY_FOLDER)


def _remove(folder: Path) -> None:
    for parent, _, _ in os.walk(folder):
        Path(parent).chmod(_FOLDER)
    shutil.rmtree(folder)
