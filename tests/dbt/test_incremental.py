"""Every incremental model says what of it a build writes anew, and the drawing beside the macros shows it."""

import re
from typing import Any

import pytest

from include.settings import PROJECT_ROOT

Node = dict[str, Any]

MACROS = PROJECT_ROOT / "dbt_project" / "macros" / "incremental.sql"
EXPLANATION = MACROS.read_text("utf-8").partition("-#}")[0]


@pytest.fixture
def incremental(models: dict[str, Node]) -> list[Node]:
    return [node for node in models.values() if node["config"]["materialized"] == "incremental"]


def touched_by(node: Node) -> dict[str, tuple[str, str]]:
    """Table of keys and column, by the key."""
    touched = {}
    for key, place in node["config"]["meta"]["touched"].items():
        table, _, column = place.partition(".")
        touched[key] = (table, column or key)
    return touched


def test_an_incremental_model_is_rewritten_by_what_is_touched(incremental: list[Node]) -> None:
    assert len(incremental) >= 10
    for node in incremental:
        assert node["config"]["incremental_strategy"] == "replace_touched", node["name"]
        assert touched_by(node), f"{node['name']}: name in meta what of it is touched"


def test_a_key_is_a_column_on_both_sides(incremental: list[Node], models: dict[str, Node]) -> None:
    by_name = {node["name"]: node for node in models.values()}
    for node in incremental:
        for key, (table, column) in touched_by(node).items():
            keys = by_name[table]
            assert keys["unique_id"] in node["depends_on"]["nodes"], f"{node['name']} is built before {table}"
            assert keys["config"]["materialized"] == "table", f"{table} is made anew by each build"
            assert column in keys["columns"], f"{table}: describe {column}"
            if node["columns"]:
                assert key in node["columns"], f"{node['name']} has no {key}"


def test_the_explanation_names_every_model_and_every_table_of_keys(
    incremental: list[Node], models: dict[str, Node]
) -> None:
    named = set(re.findall(r"[a-z_]+", EXPLANATION))
    rewritten = {node["name"] for node in incremental}
    keys = {table for node in incremental for table, _ in touched_by(node).values()}
    assert (rewritten | keys) - named == set(), f"Draw them in {MACROS.name}"
    known = {node["name"] for node in models.values()}
    drawn = {name for name in named if name.startswith(("stg_", "int_"))}
    assert drawn - known == set(), f"Take them out of the drawing in {MACROS.name}"
