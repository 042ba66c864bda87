"""The lake's tables as tables of a session: those that a build reads, and those that builds have written."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pyspark.sql import SparkSession
from pyspark.sql.types import StructField

from include.lake import ledger
from include.lake.state import (
    GENERATION_COLUMN,
    LakeError,
    LakeState,
    TableState,
    generation_dir,
    table_dir,
)

PARTS = "parts"
"""The schema of what a query makes of itself on the way: nothing that is kept."""

SCHEMAS = ("raw", "reference", "staging", "core", "marts", "quality")


@contextmanager
def registered(
    session: SparkSession, lake: Path, state: LakeState, seeds: list[str], schemas_dir: Path
) -> Iterator[None]:
    """Make the tables of a state known to a session for a while, and what a build reads beside them.

    A server of Spark Connect has one catalog for all sessions, and keeps it. So what a session that has died
    left there is forgotten first. No file of the lake is touched by that: schemas lie in a folder of their
    own, in which only tables of `parts` have files.

    Raises:
        LakeError: the server works for another lake, or has schemas of the same names that are not ours.
    """
    _forget(session, lake)
    for schema in (*SCHEMAS, PARTS):
        location = escaped(schemas_dir / schema)
        session.sql(f"create schema {schema} comment '{escaped(_owner(lake))}' location '{location}'")
    _register_tables(session, lake, state, seeds)
    try:
        yield
    finally:
        # Whoever comes next forgets it, too; and why a build failed matters more than what follows from that.
        with suppress(Exception):
            _forget(session, lake)


def _owner(lake: Path) -> str:
    return f"Pressmark, for the lake {lake}"


def _forget(session: SparkSession, lake: Path) -> None:
    """Drop our schemas. Files stay of tables whose location was given: of all but those of `parts`."""
    for database in session.catalog.listDatabases():
        if database.name not in {*SCHEMAS, PARTS}:
            continue
        if database.description != _owner(lake):
            raise LakeError(
                f"Spark has a schema {database.name} already ({database.description or 'not ours'}): let"
                " each lake have a server of its own; or drop it, if a build that died has left it"
            )
        session.sql(f"drop schema {database.name} cascade")


def _register_tables(session: SparkSession, lake: Path, state: LakeState, seeds: list[str]) -> None:
    _register_files(session, ledger.DOCUMENT, ledger.documents_dir(lake), ledger.document_columns_path(lake))
    for name in (*ledger.TABLES, *(f"reference.{seed}" for seed in seeds)):
        folder = ledger.ledger_dir(lake, name)
        _register_files(session, name, folder, folder)
    for name, table in state.tables.items():
        session.sql(
            f"create table {name} ({table.columns}, {GENERATION_COLUMN} bigint) using parquet"
            f" partitioned by ({GENERATION_COLUMN}) location '{escaped(table_dir(lake, name))}'"
        )
        if table.generations:
            partitions = " ".join(f"partition ({GENERATION_COLUMN} = {no})" for no in table.generations)
            session.sql(f"alter table {name} add {partitions}")


def escaped(path: Path | str) -> str:
    """A path, or another text, as it stands in a literal of Spark's SQL."""
    return str(path).replace("\\", "\\\\").replace("'", "\\'")


def tables_of(session: SparkSession, lake: Path) -> dict[str, TableState]:
    """What the tables of a session are made of that a build has written, or has left as they were.

    A generation without rows has no file, and is none.
    """
    tables = {}
    for schema in SCHEMAS:
        for table in session.catalog.listTables(schema):
            if table.tableType == "VIEW" or table.isTemporary:
                continue
            name = f"{schema}.{table.name}"
            fields = session.table(name).schema.fields
            if fields[-1].name != GENERATION_COLUMN:
                continue
            partitions = session.sql(f"show partitions {name}").collect()
            build_nos = sorted(int(row.partition.partition("=")[2]) for row in partitions)
            generations = (no for no in build_nos if any(generation_dir(lake, name, no).glob("*.parquet")))
            tables[name] = TableState(_columns(fields[:-1]), tuple(generations))
    return tables


def _register_files(session: SparkSession, name: str, folder: Path, like: Path) -> None:
    """Files of Parquet as a table that has the columns of one of them."""
    columns = _columns(session.read.parquet(str(like)).schema.fields)
    session.sql(f"create table {name} ({columns}) using parquet location '{escaped(folder)}'")


def _columns(fields: Iterable[StructField]) -> str:
    return ", ".join(f"{field.name} {field.dataType.simpleString()}" for field in fields)
