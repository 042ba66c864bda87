"""The tables that lie beside the published file: a folder a publication, of Parquet, with a manifest.

Files of a lake never change, so a publication links those of the lake's state, and copies none where the lake
is on the same disk. What the lake no longer needs stays as long as a publication shows it.
"""

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from include.lake.ledger import document_columns_path, documents_dir
from include.lake.state import TableState, generation_dir
from include.lake.views import rows_of_files, shown_state
from include.publication.spare import flush_to_disk
from include.publication.tables import DOCUMENTS, PENDING_LEFT_OUT, published_rows
from include.settings import Settings
from include.warehouse import literal

MANIFEST_NAME = "manifest.json"

KEPT_FOLDER_COUNT = 3
"""Publications whose folders are kept: the last one, and those that somebody may still be reading."""

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

    The folder is there whole or not at all; one of the same number, which was never published, is replaced.
    """
    folder = folder_of(settings, publication_no)
    draft = folder.with_name(f".{folder.name}")
    for leftover in (*folder.parent.glob(".*"), folder):
        _remove(leftover)
    draft.mkdir(parents=True)
    state = shown_state(connection, settings.lake)
    written = {}
    for table in tables:
        if table == DOCUMENTS:
            written[table] = _bring_documents(connection, settings.lake, draft, folder)
        else:
            written[table] = _bring_table(settings.lake, table, state.tables[table], draft, folder)
    manifest = {
        "publication_no": publication_no,
        "build_no": state.build_no,
        "tables": {table: asdict(files) for table, files in written.items()},
    }
    (draft / MANIFEST_NAME).write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    flush_to_disk(draft / MANIFEST_NAME)
    _protect(draft)
    draft.rename(folder)
    flush_to_disk(folder.parent)
    return {table: files.query for table, files in written.items()}


def folder_of(settings: Settings, publication_no: int) -> Path:
    """Where the tables of a publication lie."""
    return settings.published_tables_dir / f"{publication_no:06}"


def remove_outdated(settings: Settings, publication_no: int) -> None:
    """Remove what earlier publications have left that nobody should be reading any more."""
    kept = {folder_of(settings, publication_no - age) for age in range(KEPT_FOLDER_COUNT)}
    for folder in settings.published_tables_dir.glob("*/"):
        if folder not in kept:
            _remove(folder)


def check_folder(settings: Settings, publication_no: int) -> None:
    """Look whether every file of a publication is there, in its size.

    Raises:
        FolderError: one is not.
    """
    folder = folder_of(settings, publication_no)
    manifest = json.loads((folder / MANIFEST_NAME).read_text("utf-8"))
    for table in manifest["tables"].values():
        for name, byte_count in table["byte_count_by_file"].items():
            path = folder / name
            if not path.exists() or path.stat().st_size != byte_count:
                raise FolderError(
                    f"{path} is missing, or has another size than when it was published: "
                    "make rebuild writes it anew"
                )


def _bring_table(lake: Path, table: str, state: TableState, draft: Path, folder: Path) -> TableFiles:
    target = _table_dir(draft, table)
    for build_no in state.generations:
        for path in sorted(generation_dir(lake, table, build_no).glob("*.parquet")):
            _bring(path, target / f"{build_no:06}-{path.name}")
    found = _byte_counts(draft, target)
    globs = [str(_table_dir(folder, table) / "*.parquet")] if found else []
    return TableFiles(found, rows_of_files(state.columns, globs))


def _bring_documents(
    connection: duckdb.DuckDBPyConnection, lake: Path, draft: Path, folder: Path
) -> TableFiles:
    """The documents of accepted loads; a load of which some are left out is written without them."""
    target = _table_dir(draft, DOCUMENTS)
    _bring(document_columns_path(lake), target / document_columns_path(lake).name)
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
        else:
            _bring(documents_dir(lake) / path.name, path)
    files = literal(str(_table_dir(folder, DOCUMENTS) / "*.parquet"))
    query = f"select * from read_parquet({files}, union_by_name = true, hive_partitioning = false)"
    return TableFiles(_byte_counts(draft, target), query)


def _table_dir(folder: Path, table: str) -> Path:
    return folder.joinpath(*table.split("."))


def _bring(source: Path, target: Path) -> None:
    """Give a file a second name, or copy it to another disk."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)


def _byte_counts(draft: Path, target: Path) -> dict[str, int]:
    return {str(path.relative_to(draft)): path.stat().st_size for path in sorted(target.glob("*.parquet"))}


def _protect(draft: Path) -> None:
    """Nobody who may read the published file is to write here, as the engine itself would let them."""
    for parent, _, names in os.walk(draft, topdown=False):
        for name in names:
            (Path(parent) / name).chmod(_READ_ONLY_FILE)
        Path(parent).chmod(_READ_ONLY_FOLDER)


def _remove(folder: Path) -> None:
    if not folder.exists():
        return
    for parent, _, _ in os.walk(folder):
        Path(parent).chmod(_FOLDER)
    shutil.rmtree(folder)
