"""What a build reads: documents, each load's once and for good, and the small tables, as they are now."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import yaml

from include.places import Place, files_of, whole_file
from include.settings import Settings
from include.tables.create import create_tables
from include.warehouse import literal, writer

DOCUMENT = "raw.document"

TABLES = (
    "raw.load",
    "raw.landing_event",
    "raw.quarantine",
    "raw.reprocess_request",
    "quality.load_verdict",
    "quality.set_aside_document",
)
"""What else models and the gate read of the warehouse; rows of these change, and there are few beside the
documents."""

DOCUMENTS_A_ROW_GROUP = 2048
"""Files are read by row group, so a load is read by as many cores as it has of them; DuckDB's least."""


def documents_dir(lake: Place) -> Place:
    """A file a load, and one without rows that has the columns of the present version."""
    return lake / "documents"


def document_columns_path(lake: Place) -> Place:
    """The file that has the columns alone: an earlier version may have written loads with fewer."""
    return documents_dir(lake) / "columns.parquet"


def ledger_dir(lake: Place, name: str) -> Place:
    """A small table, or a reference table, as the present build finds it."""
    return lake / "ledger" / name


def write_ledger(settings: Settings) -> None:
    """Bring what was landed into the lake, and the small tables as they are. Repeating it changes nothing.

    Documents never change, so others may use the warehouse between two of their files.

    Raises:
        WarehouseBusyError: another process holds the warehouse.
    """
    lake = settings.lake
    with _copies(settings) as copy:
        create_tables(copy.connection)
        copy.write("select * from raw.document where false", document_columns_path(lake))
        missing = _missing_documents(copy.connection, lake)
    for load_id, path in missing.items():
        with _copies(settings) as copy:
            copy.write(_documents_of(load_id), path)
    with _copies(settings) as copy:
        # The tables name what was landed meanwhile, too.
        for load_id, path in _missing_documents(copy.connection, lake).items():
            copy.write(_documents_of(load_id), path)
        for name in TABLES:
            copy.write(f"select * from {name}", ledger_dir(lake, name) / "all.parquet")
        for name, columns in seed_columns(settings.seeds_dir).items():
            query = _typed_csv(settings.seeds_dir / f"{name}.csv", columns)
            copy.write(query, ledger_dir(lake, f"reference.{name}") / "all.parquet")


def seed_columns(seeds_dir: Path) -> dict[str, dict[str, str]]:
    """The columns of each reference table with their types, as dbt is told them."""
    declared = yaml.safe_load((seeds_dir / "_seeds.yml").read_text("utf-8"))["seeds"]
    return {seed["name"]: seed["config"]["column_types"] for seed in declared}


def _missing_documents(connection: duckdb.DuckDBPyConnection, lake: Place) -> dict[str, Place]:
    """The files of documents that the lake lacks, by load; files of loads that are unknown are removed."""
    folder = documents_dir(lake)
    loads = connection.execute("select distinct load_id from raw.document order by all").fetchall()
    paths = {load_id: folder / f"{load_id}.parquet" for (load_id,) in loads}
    found = {file.place for file in files_of(folder).values()}
    for unknown in found - {*paths.values(), document_columns_path(lake)}:
        unknown.unlink()
    return {load_id: path for load_id, path in paths.items() if path not in found}


def _documents_of(load_id: str) -> str:
    return f"select * from raw.document where load_id = {literal(load_id)}"


def _typed_csv(path: Path, columns: dict[str, str]) -> str:
    types = ", ".join(f"{literal(name)}: {literal(data_type)}" for name, data_type in columns.items())
    return f"select * from read_csv({literal(str(path))}, header = true, columns = {{{types}}})"


@dataclass(frozen=True, slots=True)
class _Copies:
    """Answers of the warehouse as files of Parquet, each under its name only when it is whole."""

    connection: duckdb.DuckDBPyConnection
    scratch: Path
    files: ExitStack

    def write(self, query: str, path: Place) -> None:
        draft = self.files.enter_context(whole_file(path, self.scratch))
        self.connection.execute(
            f"copy ({query}) to {literal(str(draft))}"
            f" (format parquet, compression zstd, row_group_size {DOCUMENTS_A_ROW_GROUP})"
        )


@contextmanager
def _copies(settings: Settings) -> Iterator[_Copies]:
    """Write some; the warehouse is others' again before they are on their way to a store."""
    with ExitStack() as files, writer(settings) as connection:
        yield _Copies(connection, settings.spark_dir, files)
