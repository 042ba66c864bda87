"""The dbt project keeps its promises: tests pass, layers are kept apart, everything is described."""

import json
from collections import Counter
from typing import Any

import pytest

from include.settings import Settings

Node = dict[str, Any]

UPSTREAM_LAYERS = {
    "staging": {"source", "seed", "staging"},
    "core": {"source", "seed", "staging", "core"},
    "intermediate": {"core", "staging", "intermediate"},
    "marts": {"core", "marts", "intermediate"},
    "quality": {"source", "core", "marts", "quality", "staging"},
}
ENGINE_ONLY_SQL = (
    "unnest(", "list_transform(", "arg_max(", "arg_min(", "try_cast(", "epoch(", "regexp_", "timezone(",
)  # fmt: skip


@pytest.fixture
def nodes(manifest: dict[str, Any]) -> dict[str, Node]:
    """Models, seeds and sources."""
    found = {**manifest["nodes"], **manifest["sources"]}
    return {
        name: node for name, node in found.items() if node["resource_type"] in {"model", "seed", "source"}
    }


def layer(node: Node) -> str:
    return node["fqn"][1] if node["resource_type"] == "model" else node["resource_type"]


def test_every_data_test_and_every_unit_test_passes(tested: Settings) -> None:
    results = json.loads((tested.dbt_dir / "target" / "run_results.json").read_text())["results"]
    statuses = Counter((result["unique_id"].split(".")[0], result["status"]) for result in results)
    assert set(statuses) == {("operation", "success"), ("test", "pass"), ("unit_test", "pass")}
    assert statuses["unit_test", "pass"] >= 8
    assert statuses["test", "pass"] >= 70


def test_a_layer_reads_only_what_stands_before_it(nodes: dict[str, Node]) -> None:
    read_backwards = [
        f"{node['name']} reads {nodes[upstream]['name']}"
        for node in nodes.values()
        if node["resource_type"] == "model"
        for upstream in node["depends_on"]["nodes"]
        if layer(nodes[upstream]) not in UPSTREAM_LAYERS[layer(node)]
    ]
    assert not read_backwards, "Data moves one way: take it from core instead"


def test_every_model_says_what_one_row_is(nodes: dict[str, Node]) -> None:
    silent = [node["name"] for node in nodes.values() if "Grain: one row" not in node["description"]]
    assert not silent, "End the description in the model's YAML with «Grain: one row …»"


def test_sql_of_one_engine_stands_in_its_own_file(models: dict[str, Node]) -> None:
    leaked = [
        f"{node['name']}: {word}"
        for node in models.values()
        for word in ENGINE_ONLY_SQL
        if word in node["raw_code"]
    ]
    assert not leaked, "Make it a macro of dbt_project/macros/engine/"
