"""A home whose tables lie in a lake, made without Spark: of a home that DuckDB has built."""

import re
from dataclasses import replace
from pathlib import Path

import duckdb

from include.lake.ledger import write_ledger
from include.lake.state import LakeState, TableState, generation_dir, write_state
from include.lake.views import show_tables
from include.settings import Settings
from include.tables.create import TABLES
from include.warehouse import CATALOG, writer

SPARKS_WORDS = {
    "VARCHAR": "string",
    "INTEGER": "int",
    "TIMESTAMP WITH TIME ZONE": "timestamp",
    "HUGEINT": "decimal(38,0)",
}


def put_into_lake(settings: Settings, build_no: int = 1) -> Settings:
    """The same home with its tables as files, as a build on Spark leaves them, shown by the warehouse."""
    on_spark = replace(settings, engine="spark")
    write_ledger(on_spark, on_spark.lake)
    with writer(settings) as connection:
        tables = {name: _write(connection, on_spark.lake, name, build_no) for name in _built(connection)}
    write_state(on_spark.lake, LakeState(build_no, tables))
    show_tables(on_spark, manifest(on_spark))
    return on_spark


def manifest(settings: Settings) -> Path:
    return settings.dbt_dir / "target" / "manifest.json"


def _built(connection: duckdb.DuckDBPyConnection) -> list[str]:
    found = connection.execute(
        """
        select schema_name || '.' || table_name
        from duckdb_tables()
        where database_name = ? and schema_name not in ('raw', 'reference')
        order by all
        """,
        [CATALOG],
    ).fetchall()
    by_python = {table.name for table in TABLES}
    return [name for (name,) in found if name not in by_python]


def _write(connection: duckdb.DuckDBPyConnection, lake: Path, name: str, build_no: int) -> TableState:
    columns = connection.execute(f"select column_name, column_type from (describe {name})").fetchall()
    ((row_count,),) = connection.execute(f"select count(*) from {name}").fetchall()
    if row_count:
        folder = generation_dir(lake, name, build_no)
        folder.mkdir(parents=True)
        connection.execute(f"copy {name} to '{folder / 'part-0.parquet'}' (format parquet)")
    declared = ", ".join(f"{column} {_sparks_word(data_type)}" for column, data_type in columns)
    return TableState(declared, (build_no,) if row_count else ())


def _sparks_word(data_type: str) -> str:
    if data_type.endswith("[]"):
        return f"array<{_sparks_word(data_type[:-2])}>"
    if match := re.fullmatch(r"STRUCT\((.*)\)", data_type):
        fields = re.findall(r'"?(\w+)"? (\w+(?:\([^)]*\))?(?:\[\])*)(?:, |$)', match[1])
        return f"struct<{','.join(f'{name}:{_sparks_word(kind)}' for name, kind in fields)}>"
    return SPARKS_WORDS.get(data_type, data_type.lower())
