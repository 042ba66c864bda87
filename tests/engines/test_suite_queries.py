"""Queries of suites are written for DuckDB; Spark is asked the same in its own words."""

import re
from importlib import import_module
from string import Formatter

import pytest

import expectations
from expectations.declared import columns
from include.quality.audit.spark_dialect import duckdb_type, spark_query

pytestmark = pytest.mark.usefixtures("spark_is_there")

LAKE_TABLES = {"core.article", "marts.story"}


def turned(condition: str) -> str:
    """A condition on the batch in Spark's words, on one line."""
    query = spark_query(f"select a from {{batch}} where {condition}", LAKE_TABLES)
    return re.sub(r"\s+", " ", query).partition(" WHERE ")[2]


@pytest.mark.parametrize("module_name", expectations.MODULE_NAMES)
def test_every_query_of_every_suite_can_be_turned(module_name: str) -> None:
    table = import_module(f"expectations.{module_name}")
    assert "rowid" not in spark_query(table.BATCH_QUERY, LAKE_TABLES)
    queries = [getattr(check, "unexpected_rows_query", None) for check in table.suite().expectations]
    assert any(queries)
    for query in filter(None, queries):
        answer = spark_query(query, LAKE_TABLES, columns(table.TABLE))
        assert {name for _, name, _, _ in Formatter().parse(answer)} - {None} == {"batch"}, answer
        for word in ("DESCRIBE", "REGEXP_FULL_MATCH", "UNIX_TIMESTAMP", "DAYOFWEEK"):
            assert word not in answer
        # Spark would send every machine the whole list: the segments of 300,000 documents did not fit.
        assert not re.search(r"NOT \S+ IN \(\s*SELECT\s+\S+\s+FROM \{batch\}", answer), answer


def test_what_says_which_build_wrote_a_row_is_no_part_of_it() -> None:
    query = spark_query("select article.* from core.article inner join raw.load on true", LAKE_TABLES)
    assert re.sub(r"\s+", " ", query) == (
        "SELECT article.* FROM ( SELECT * EXCEPT (_build_no) FROM core.article ) AS article"
        " INNER JOIN raw.load ON TRUE"
    )


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("regexp_full_match(a, '[0-9]{{32}}')", r"a RLIKE '(?d)\\A(?:[0-9]{{32}})\\z'"),
        ("regexp_matches(lower(a), '^x.')", "LOWER(TRANSLATE(a, 'İΣ', 'iσ')) RLIKE '(?d)^x.'"),
        ("a > 1 / 4", "a > CAST(1 AS DOUBLE) / CAST(4 AS DOUBLE)"),
        ("isodow(a) = 1", "( WEEKDAY(a) + 1 ) = 1"),
        ("contains(a, chr(65533))", "CONTAINS(a, '\ufffd')"),
        ("a = chr(0)", "a = CHR( 0)"),
        ("epoch(a) > 0", "( UNIX_MICROS(CAST(a AS TIMESTAMP)) / 1e6 ) > 0"),
        ("(a, b) in (select (a, b) from t)", "ARRAY(STRUCT(a, b)) IN (SELECT ARRAY(STRUCT(a, b)) FROM t)"),
        ("a in (select a from t)", "a IN (SELECT a FROM t)"),
        ("rowid in (select rowid from t where b = 1)", "b = 1"),
    ],
)
def test_what_engines_say_differently_is_put_right(condition: str, expected: str) -> None:
    assert re.sub(r"\( (SELECT .*) \)", r"(\1)", turned(condition)) == expected


def test_a_quotient_of_nothing_is_infinite_as_in_duckdb() -> None:
    assert "'Infinity'" in turned("a / b > 1")


@pytest.mark.parametrize(
    ("data_type", "expected"),
    [
        ("string", "VARCHAR"),
        ("integer", "INTEGER"),
        ("decimal(38,18)", "DECIMAL(38,18)"),
        ("timestamp", "TIMESTAMP WITH TIME ZONE"),
        ({"type": "array", "elementType": "string", "containsNull": True}, "VARCHAR[]"),
        (
            {
                "type": "array",
                "elementType": {
                    "type": "struct",
                    "fields": [{"name": "kind", "type": "string"}, {"name": "char_start", "type": "integer"}],
                },
            },
            "STRUCT(kind VARCHAR, char_start INTEGER)[]",
        ),
        ({"type": "map"}, "MAP"),
    ],
)
def test_types_have_duckdbs_names(data_type: object, expected: str) -> None:
    assert duckdb_type(data_type) == expected  # type: ignore[arg-type]
