"""Whether two engines have built the same tables of the same documents, row for row."""

from dataclasses import dataclass

import duckdb

from include.lake.state import LakeState, generation_dir, read_state
from include.places import Place, files_of, is_remote, let_read_stores
from include.settings import Settings

COMPARED_SCHEMAS = ("core", "marts", "quality")
NOT_BUILT = "quality"
"""Most tables of this schema are the gate's own: those that no build writes are not compared."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One table of both: how many rows each has, those that only one of them has, and in which columns."""

    table_name: str
    duckdb_row_count: int
    spark_row_count: int
    only_duckdb_count: int = 0
    only_spark_count: int = 0
    columns: tuple[str, ...] = ()

    @property
    def is_equal(self) -> bool:
        """Whether both hold the same rows, each as often."""
        return not (self.only_duckdb_count or self.only_spark_count)


def compare_tables(settings: Settings, lake: Place) -> list[Comparison]:
    """Compare every table of core and marts, and the metrics that builds write."""
    state = read_state(lake)
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        if is_remote(lake):
            let_read_stores(connection)
        connection.execute(f"attach '{settings.warehouse_path}' as warehouse (read_only)")
        names = connection.execute(
            """
            select schema_name || '.' || table_name
            from duckdb_tables()
            where database_name = 'warehouse' and list_contains(?, schema_name)
            order by all
            """,
            [list(COMPARED_SCHEMAS)],
        ).fetchall()
        return [
            _compare(connection, lake, state, name)
            for (name,) in names
            if name in state.tables or not name.startswith(f"{NOT_BUILT}.")
        ]


def spark_rows(connection: duckdb.DuckDBPyConnection, lake: Place, state: LakeState, name: str) -> str:
    """A query for the rows that Spark has written of a table, with the columns and types of DuckDB's."""
    columns = connection.execute(f"describe warehouse.{name}").fetchall()
    selected = ", ".join(
        f'cast("{column}" as {data_type}) as "{column}"' for column, data_type, *_ in columns
    )
    table = state.tables.get(name)
    folders = [generation_dir(lake, name, build_no) for build_no in table.generations] if table else []
    files = [str(file.place) for folder in folders for file in files_of(folder).values()]
    if not files:
        return f"select * from warehouse.{name} where false"
    return f"select {selected} from read_parquet({files}, union_by_name = true, hive_partitioning = false)"


def _compare(connection: duckdb.DuckDBPyConnection, lake: Place, state: LakeState, name: str) -> Comparison:
    connection.execute(f"create or replace temp view by_duckdb as select * from warehouse.{name}")
    connection.execute(f"create or replace temp view by_spark as {spark_rows(connection, lake, state, name)}")

    def count(query: str) -> int:
        ((row_count,),) = connection.execute(f"select count(*) from ({query})").fetchall()
        return int(row_count)

    def only(columns: str, one: str, other: str) -> int:
        return count(f"select {columns} from {one} except all select {columns} from {other}")

    comparison = Comparison(
        name,
        count("from by_duckdb"),
        count("from by_spark"),
        only("*", "by_duckdb", "by_spark"),
        only("*", "by_spark", "by_duckdb"),
    )
    if comparison.is_equal:
        return comparison
    columns = [column for column, *_ in connection.execute("describe by_duckdb").fetchall()]
    differing = tuple(column for column in columns if only(f'"{column}"', "by_duckdb", "by_spark"))
    return Comparison(
        name,
        comparison.duckdb_row_count,
        comparison.spark_row_count,
        comparison.only_duckdb_count,
        comparison.only_spark_count,
        differing,
    )
