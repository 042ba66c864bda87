"""The lake's tables as views of the warehouse: who reads the warehouse need not know of the lake."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from include.lake.state import LakeState, TableState, generation_dir, read_state
from include.places import Place
from include.settings import Settings
from include.warehouse import CATALOG, columns, literal, quoted, writer

MARKER_TABLE = "core.article"
"""Every build makes it: without it, nothing is built yet."""

STATE_VIEW = "staging.lake_state"
"""Says which state of the lake the views show: the newest one may not be shown yet."""

FORGOTTEN_BUILD_NO = 0
"""Where the views show nothing: builds are numbered from 1."""

_TYPES = {
    "string": "varchar",
    "int": "integer",
    "timestamp": "timestamp with time zone",
    "timestamp_ntz": "timestamp",
    "binary": "blob",
}
"""Types that Spark and DuckDB call by other names; https://spark.apache.org/docs/latest/sql-ref-datatypes.html"""


def show_tables(settings: Settings, manifest: Path) -> int:
    """Make the tables of the lake's newest state the warehouse's, all at once; say how many they are.

    Tables of the same names, which another engine has built there, are dropped. `manifest` is what dbt knows
    of its models: what they say of themselves, the views say, too.

    Raises:
        LakeError: the lake's state is damaged.
        WarehouseBusyError: another process holds the warehouse.
    """
    state = read_state(settings.lake)
    comments = _comments(manifest)
    with writer(settings) as connection:
        connection.begin()
        _drop(connection, _built_tables(connection) & set(state.tables), "table")
        _drop(connection, views(connection) - set(state.tables) - {STATE_VIEW}, "view")
        for name, table in state.tables.items():
            connection.execute(f"create schema if not exists {name.partition('.')[0]}")
            connection.execute(f"create or replace view {name} as {rows(settings.lake, name, table)}")
            for statement in comments.get(name, ()):
                connection.execute(statement)
        connection.execute(f"create or replace view {STATE_VIEW} as select {state.build_no} as build_no")
        connection.commit()
    return len(state.tables)


def shown_state(connection: duckdb.DuckDBPyConnection, lake: Place) -> LakeState:
    """The state of the lake that the views of the warehouse show.

    Raises:
        LakeError: it is damaged, or kept no longer.
    """
    return read_state(lake, shown_build_no(connection))


def shown_build_no(connection: duckdb.DuckDBPyConnection) -> int | None:
    """The build whose state the views show; None where the warehouse has tables of its own."""
    if not shown_tables(connection):
        return None
    ((build_no,),) = connection.execute(f"select build_no from {STATE_VIEW}").fetchall()
    return int(build_no)


def drop_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Forget the lake's tables, so that another engine can build tables of the same names."""
    connection.begin()
    _drop(connection, views(connection), "view")
    connection.commit()


def forget_tables(settings: Settings) -> bool:
    """Where views show a lake, let them show nothing; say whether they did.

    For a warehouse that has come from elsewhere: its lake is another one by now, and all is to be built anew.

    Raises:
        WarehouseBusyError: another process holds the warehouse.
    """
    with writer(settings) as connection:
        return _forget(connection)


def forget_lost_tables(settings: Settings) -> bool:
    """The same where files that the views show are gone, as when a disk was lost.

    Raises:
        WarehouseBusyError: another process holds the warehouse.
    """
    with writer(settings) as connection:
        try:
            for name in sorted(shown_tables(connection)):
                connection.execute(f"from {name} limit 0")
        except duckdb.IOException:
            return _forget(connection)
    return False


def _forget(connection: duckdb.DuckDBPyConnection) -> bool:
    names = shown_tables(connection)
    if not names:
        return False
    connection.begin()
    for name in sorted(names):
        connection.execute(f"create or replace view {name} as {_no_rows(columns(connection, CATALOG, name))}")
    connection.execute(f"create or replace view {STATE_VIEW} as select {FORGOTTEN_BUILD_NO} as build_no")
    connection.commit()
    return True


def shown_tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The tables of the lake that the warehouse shows, with their schemas; none where it has its own."""
    found = views(connection)
    return found - {STATE_VIEW} if STATE_VIEW in found else set()


def views(connection: duckdb.DuckDBPyConnection, catalog: str = CATALOG) -> set[str]:
    """The views of the warehouse, or of another attached file, with their schemas."""
    found = connection.execute(
        """
        select schema_name || '.' || view_name
        from duckdb_views()
        where database_name = ? and not internal
        """,
        [catalog],
    ).fetchall()
    return {name for (name,) in found}


def builder(connection: duckdb.DuckDBPyConnection) -> str | None:
    """Which engine has built the warehouse's tables; None where nothing is built yet."""
    if shown_tables(connection):
        return "spark"
    return "duckdb" if MARKER_TABLE in _built_tables(connection) else None


def rows(lake: Place, name: str, table: TableState) -> str:
    """A query in DuckDB's words for the rows of a table, with all its columns in their order."""
    folders = [str(generation_dir(lake, name, build_no)) for build_no in table.generations]
    return rows_of_files(table.columns, [f"{folder}/*.parquet" for folder in folders])


def rows_of_files(declared: str, globs: Iterable[str]) -> str:
    """The same of files of Parquet, of which older ones may lack columns that came later.

    `declared` are the columns in Spark's words.
    """
    types, files = duckdb_columns(declared), ", ".join(map(literal, globs))
    if not files:
        return _no_rows(types)
    selected = ", ".join(f"cast({quoted(name)} as {kind}) as {quoted(name)}" for name, kind in types.items())
    return f"select {selected} from read_parquet([{files}], union_by_name = true, hive_partitioning = false)"


def duckdb_columns(declared: str) -> dict[str, str]:
    """Columns as Spark declares them, `name type, name type`, with the types that DuckDB has for these."""
    parted = (column.strip().partition(" ") for column in _split(declared))
    return {name: _duckdb_type(data_type) for name, _, data_type in parted}


def _duckdb_type(data_type: str) -> str:
    """A type of Spark's as DuckDB calls it; lists and structures may lie in each other."""
    data_type = data_type.strip()
    if match := re.fullmatch(r"array<(.*)>", data_type):
        return f"{_duckdb_type(match[1])}[]"
    if match := re.fullmatch(r"struct<(.*)>", data_type):
        fields = (field.strip().partition(":") for field in _split(match[1]))
        return f"struct({', '.join(f'{quoted(name)} {_duckdb_type(kind)}' for name, _, kind in fields)})"
    return _TYPES.get(data_type, data_type)


def _split(text: str) -> Iterator[str]:
    """The parts between commas that lie in no brackets."""
    depth = start = 0
    for place, character in enumerate(text):
        depth += (character in "<(") - (character in ">)")
        if character == "," and not depth:
            yield text[start:place]
            start = place + 1
    yield text[start:]


def _no_rows(types: dict[str, str]) -> str:
    nulls = ", ".join(f"cast(null as {kind}) as {quoted(name)}" for name, kind in types.items())
    return f"select {nulls} where false"


def _built_tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    found = connection.execute(
        "select schema_name || '.' || table_name from duckdb_tables() where database_name = ?", [CATALOG]
    ).fetchall()
    return {name for (name,) in found}


def _drop(connection: duckdb.DuckDBPyConnection, names: set[str], kind: str) -> None:
    for name in sorted(names):
        connection.execute(f"drop {kind} {name}")


def _comments(manifest: Path) -> dict[str, list[str]]:
    """Statements that say of views what dbt's models say of themselves, by the name of the table."""
    nodes = json.loads(manifest.read_text("utf-8"))["nodes"].values()
    models = [node for node in nodes if node["resource_type"] == "model"]
    return {name: list(_said(name, node)) for node in models for name in [f"{node['schema']}.{node['name']}"]}


def _said(name: str, node: dict[str, object]) -> Iterator[str]:
    if node["description"]:
        yield f"comment on view {name} is {literal(str(node['description']))}"
    columns = node["columns"]
    assert isinstance(columns, dict)
    for column in columns.values():
        if column["description"]:
            place = f"{name}.{quoted(column['name'])}"
            yield f"comment on column {place} is {literal(str(column['description']))}"
