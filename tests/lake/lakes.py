"""A home whose tables lie in a lake, made without Spark: of a home that DuckDB has built."""

import re
from dataclasses import replace
from pathlib import Path

import duckdb

from include.lake.ledger import write_ledger
from include.lake.state import LakeState, TableState, generation_dir, write_state
from include.lake.views import show_tables
from include.places import Place, whole_file
from include.settings import Settings
from include.tables.create import TABLES
from include.warehouse import CATALOG, writer

SPARKS_WORDS = {
    "VARCHAR": "string",
    "INTEGER": "int",
    "TIMESTAMP WITH TIME ZONE": "timestamp",
    "HUGEINT": "decimal(38,0)",
}


GENERATIONS = (1, 2)
"""Each table is of two builds, as tables of further loads are."""


def put_into_lake(settings: Settings, address: str = "") -> Settings:
    """The same home with its tables as files, as builds on Spark leave them, shown by the warehouse.

    The lake is the home's own folder, unless an address says otherwise.
    """
    on_spark = replace(settings, engine="spark", spark=replace(settings.spark, lake=address))
    write_lake(on_spark)
    show_tables(on_spark, manifest(on_spark))
    return on_spark


def write_lake(settings: Settings) -> None:
    """Write what was landed, and every table that a build has written, into the home's lake."""
    write_ledger(settings)
    with writer(settings) as connection:
        tables = {name: _write(connection, settings.lake, name) for name in _built(connection)}
    write_state(settings.lake, LakeState(max(GENERATIONS), tables))


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


def _write(connection: duckdb.DuckDBPyConnection, lake: Place, name: str) -> TableState:
    columns = connection.execute(f"select column_name, column_type from (describe {name})").fetchall()
    declared = ", ".join(f"{column} {_sparks_word(data_type)}" for column, data_type in columns)
    return TableState(
        declared, tuple(no for no in GENERATIONS if _write_generation(connection, lake, name, no))
    )


def _write_generation(connection: duckdb.DuckDBPyConnection, lake: Place, name: str, build_no: int) -> bool:
    """Write the rows of one build, if there are any."""
    rows = f"select * from {name} where rowid % {len(GENERATIONS)} + 1 = {build_no}"
    ((row_count,),) = connection.execute(f"select count(*) from ({rows})").fetchall()
    if row_count:
        with whole_file(generation_dir(lake, name, build_no) / "part-0.parquet") as draft:
            connection.execute(f"copy ({rows}) to '{draft}' (format parquet)")
    return bool(row_count)


def _sparks_word(data_type: str) -> str:
    if data_type.endswith("[]"):
        return f"array<{_sparks_word(data_type[:-2])}>"
    if match := re.fullmatch(r"STRUCT\((.*)\)", data_type):
        fields = re.findall(r'"?(\w+)"? (\w+(?:\([^)]*\))?(?:\[\])*)(?:, |$)', match[1])
        return f"struct<{','.join(f'{name}:{_sparks_word(kind)}' for name, kind in fields)}>"
    return SPARKS_WORDS.get(data_type, data_type.lower())
