"""The lake's tables as tables of a session: those that a build reads, and those that builds have written."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

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
from include.places import STORE_PREFIX, Place, files_of, is_remote
from include.spark.session import SparkMissingError, hadoop_version

PARTS = "parts"
"""The schema of what a query makes of itself on the way: nothing that is kept."""

NO_STORE_CLIENT = "S3AFileSystem not found"
"""What Java says where it lacks the class that reads and writes S3."""

SCHEMAS = ("raw", "reference", "staging", "core", "marts", "quality")


@contextmanager
def registered(
    session: SparkSession, lake: Place, state: LakeState, seeds: list[str], schemas_dir: Place
) -> Iterator[None]:
    """Make the tables of a state known to a session for a while, and what a build reads beside them.

    A server of Spark Connect has one catalog for all sessions, and keeps it. So what a session that has died
    left there is forgotten first. No file of the lake is touched by that: schemas lie in a folder of their
    own, in which only tables of `parts` have files.

    Raises:
        LakeError: the server works for another lake, or has schemas of the same names that are not ours.
        SparkMissingError: Spark has no client of the lake's object store.
    """
    _forget(session, lake)
    _create_schemas(session, lake, schemas_dir)
    _register_tables(session, lake, state, seeds)
    try:
        yield
    finally:
        # Whoever comes next forgets it, too; and why a build failed matters more than what follows from that.
        with suppress(Exception):
            _forget(session, lake)


def _create_schemas(session: SparkSession, lake: Place, schemas_dir: Place) -> None:
    try:
        for schema in (*SCHEMAS, PARTS):
            location = escaped(schemas_dir / schema)
            session.sql(f"create schema {schema} comment '{escaped(_owner(lake))}' location '{location}'")
    except Exception as error:
        if NO_STORE_CLIENT not in str(error):
            raise
        raise SparkMissingError(
            f"Spark has no client for {lake}: add spark.jars.packages=org.apache.hadoop:hadoop-aws:"
            f"{hadoop_version()} to PRESSMARK_SPARK_CONF, or start the server with it"
        ) from error


def _owner(lake: Place) -> str:
    return f"Pressmark, for the lake {lake}"


def _forget(session: SparkSession, lake: Place) -> None:
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


def _register_tables(session: SparkSession, lake: Place, state: LakeState, seeds: list[str]) -> None:
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


def escaped(text: "Place | str") -> str:
    """A text, or the address of a place, as it stands in a literal of Spark's SQL."""
    text = text if isinstance(text, str) else spark_address(text)
    return text.replace("\\", "\\\\").replace("'", "\\'")


def spark_address(folder: Place) -> str:
    """What Spark calls a place: Hadoop's client of S3 has a scheme of its own."""
    address = str(folder)
    return f"s3a://{address.removeprefix(STORE_PREFIX)}" if is_remote(folder) else address


def tables_of(session: SparkSession, lake: Place) -> dict[str, TableState]:
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
            generations = (no for no in build_nos if files_of(generation_dir(lake, name, no)))
            tables[name] = TableState(_columns(fields[:-1]), tuple(generations))
    return tables


def _register_files(session: SparkSession, name: str, folder: Place, like: Place) -> None:
    """Files of Parquet as a table that has the columns of one of them."""
    columns = _columns(session.read.parquet(spark_address(like)).schema.fields)
    session.sql(f"create table {name} ({columns}) using parquet location '{escaped(folder)}'")


def _columns(fields: Iterable[StructField]) -> str:
    return ", ".join(f"{field.name} {field.dataType.simpleString()}" for field in fields)
