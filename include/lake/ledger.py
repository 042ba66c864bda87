"""What a build reads: documents, each load's once and for good, and the small tables, as they are now."""

from pathlib import Path

import duckdb
import yaml

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


def documents_dir(lake: Path) -> Path:
    """A file a load, and one without rows that has the columns of the present version."""
    return lake / "documents"


def document_columns_path(lake: Path) -> Path:
    """The file that has the columns alone: an earlier version may have written loads with fewer."""
    return documents_dir(lake) / "columns.parquet"


def ledger_dir(lake: Path, name: str) -> Path:
    """A small table, or a reference table, as the present build finds it."""
    return lake / "ledger" / name


def write_ledger(settings: Settings, lake: Path) -> None:
    """Bring what was landed into the lake, and the small tables as they are. Repeating it changes nothing.

    Raises:
        WarehouseBusyError: another process holds the warehouse.
    """
    with writer(settings) as connection:
        create_tables(connection)
        _write_documents(connection, lake)
        for name in TABLES:
            _copy(connection, f"select * from {name}", ledger_dir(lake, name) / "all.parquet")
        for name, columns in seed_columns(settings.seeds_dir).items():
            query = _typed_csv(settings.seeds_dir / f"{name}.csv", columns)
            _copy(connection, query, ledger_dir(lake, f"reference.{name}") / "all.parquet")


def seed_columns(seeds_dir: Path) -> dict[str, dict[str, str]]:
    """The columns of each reference table with their types, as dbt is told them."""
    declared = yaml.safe_load((seeds_dir / "_seeds.yml").read_text("utf-8"))["seeds"]
    return {seed["name"]: seed["config"]["column_types"] for seed in declared}


def _write_documents(connection: duckdb.DuckDBPyConnection, lake: Path) -> None:
    """A load never changes once it has landed, so its file is written when it is missing.

    A file of another load is one that a restored warehouse has never seen.
    """
    columns = document_columns_path(lake)
    _copy(connection, "select * from raw.document where false", columns)
    loads = connection.execute("select distinct load_id from raw.document order by all").fetchall()
    paths = {load_id: documents_dir(lake) / f"{load_id}.parquet" for (load_id,) in loads}
    for load_id, path in paths.items():
        if not path.exists():
            _copy(connection, f"select * from raw.document where load_id = {literal(load_id)}", path)
    for unknown in {*documents_dir(lake).glob("*.parquet")} - {*paths.values(), columns}:
        unknown.unlink()


def _typed_csv(path: Path, columns: dict[str, str]) -> str:
    types = ", ".join(f"{literal(name)}: {literal(data_type)}" for name, data_type in columns.items())
    return f"select * from read_csv({literal(str(path))}, header = true, columns = {{{types}}})"


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """Write an answer as Parquet, under its name only when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"_{path.name}.draft")
    connection.execute(
        f"copy ({query}) to {literal(str(draft))}"
        f" (format parquet, compression zstd, row_group_size {DOCUMENTS_A_ROW_GROUP})"
    )
    draft.replace(path)
