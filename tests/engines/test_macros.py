"""Every macro that engines say in words of their own answers the same on both."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from tests.macros import macro_names, render

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

CASES_PATH = Path(__file__).parent / "macro_cases.sql"


def cases() -> dict[str, str]:
    """The query for each macro, by the macro's name; below the macros that give the queries their rows."""
    values, *named = re.split(r"^-- (\w+)\n", CASES_PATH.read_text("utf-8"), flags=re.MULTILINE)
    return {name: values + query for name, query in zip(named[::2], named[1::2], strict=True)}


CASES = cases()

LOCAL_TYPES = {"duckdb": "timestamp", "spark": "timestamp_ntz"}
"""A time on a clock of the wall; no macro needs its name."""

TRIED_BY_BUILDS = {
    "rows_where",
    "type_instant",
    "reached_by_links",
    "list_of_structs",
    "list_of_spans",
    "spread_of",
    "quartiles",
}
"""What answers no value by itself, or is part of another macro's case."""


def test_both_engines_know_the_same_macros() -> None:
    assert macro_names("duckdb") == macro_names("spark")


def test_every_macro_is_tried() -> None:
    assert macro_names("duckdb") - TRIED_BY_BUILDS <= CASES.keys()


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_macro_answers_the_same_on_both_engines(name: str, spark: "SparkSession") -> None:
    by_duckdb, by_spark = (_rendered(engine, name) for engine in ("duckdb", "spark"))
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        expected = connection.execute(by_duckdb).fetchall()
    found = [tuple(row) for row in spark.sql(by_spark).collect()]
    assert expected
    assert _in_order(found) == _in_order(expected)


def _rendered(engine: str, name: str) -> str:
    sql = CASES[name].replace("{{ type_local() }}", LOCAL_TYPES[engine])
    return render(engine, sql)


def _in_order(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted((tuple(map(_plain, row)) for row in rows), key=repr)


def _plain(value: Any) -> Any:
    """Times without the zone, which is UTC on both sides, and lists and structs as Python's own."""
    if hasattr(value, "tzinfo"):
        return value.replace(tzinfo=None)
    if isinstance(value, dict):
        return tuple(map(_plain, value.values()))
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
