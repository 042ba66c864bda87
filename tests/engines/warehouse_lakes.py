"""A lake that holds what a warehouse holds, wherever its rows came from."""

from pathlib import Path

import duckdb

from include.lake import ledger
from include.lake.state import LakeState, TableState, generation_dir, write_state
from include.settings import Settings
from include.warehouse import writer

PARTS = (1, 2)
"""Each table is of two builds, as tables of further loads are."""

BUILT = """
    select schema_name || '.' || table_name
    from duckdb_tables()
    where
        database_name = current_database()
        and (
            schema_name in ('core', 'marts')
            or starts_with(table_name, 'stg_')
            or starts_with(table_name, 'int_')
            or starts_with(table_name, 'metric_')
        )
    order by all
"""


def write_lake(settings: Settings, lake: Path) -> None:
    """Write the warehouse of a home into a new lake: what was landed, and every table that builds write."""
    with writer(settings) as connection:
        copy(connection, "select * from raw.document", ledger.documents_dir(lake) / "all.parquet")
        copy(connection, "select * from raw.document where false", ledger.document_columns_path(lake))
        for name in ledger.TABLES:
            copy(connection, f"select * from {name}", ledger.ledger_dir(lake, name) / "all.parquet")
        for seed in ledger.seed_columns(settings.seeds_dir):
            rows = f"select * from read_csv('{settings.seeds_dir / seed}.csv', all_varchar = true)"
            copy(connection, rows, ledger.ledger_dir(lake, f"reference.{seed}") / "all.parquet")
        built = [name for (name,) in connection.execute(BUILT).fetchall()]
        tables = {}
        for name in built:
            for part in PARTS:
                path = generation_dir(lake, name, part) / "part.parquet"
                copy(connection, f"select * from {name} where rowid % {len(PARTS)} + 1 = {part}", path)
            tables[name] = TableState(spark_columns(connection, name), PARTS)
    write_state(lake, LakeState(max(PARTS), tables))


def copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection.execute(f"copy ({query}) to '{path}' (format parquet)")


def spark_columns(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """A table's columns as Spark declares them."""
    from sqlglot import exp

    columns = connection.execute(f"describe {name}").fetchall()
    return ", ".join(
        f"{column} {exp.DataType.build(data_type, dialect='duckdb').sql('spark')}"
        for column, data_type, *_ in columns
    )
