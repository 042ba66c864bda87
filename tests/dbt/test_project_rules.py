"""The rules of dbt_project_evaluator, by their names there; its package comes from a hub, and none is needed.

What breaks a rule on purpose stands in `EXCEPTIONS` with its reason, and has to break it: an exception that
is needed no more fails, too. These rules are not held:

- *Model fanout* and *source fanout*: every mart reads `core.article`, as in any star, every stage the text.
- *Staging models dependent on other staging models*: staging knows what a build touches, reads its texts
  once, and parts what was read; each is a table of its own.
- *Rejoining of upstream concepts*: what a build touches is read by each model that it is about.
- *Source freshness*: the gate watches it against history (`quality.metric_daily`, `quality.incident`).
"""

import re
from collections import defaultdict
from pathlib import PurePosixPath
from typing import Any

from include.news_page import queries, stories

Node = dict[str, Any]

PREFIXES = {"staging": "stg_", "intermediate": "int_"}
PUBLIC_LAYERS = {"core", "marts", "quality"}
MAX_PARENT_COUNT = 7

EXCEPTIONS = {
    "marts or intermediate dependent on source": {
        "article": "revisions are ranked by the landing of their documents, which no stage changes",
        "metric_load": "it measures the landing itself, whose ledger no stage changes",
        "post": "it reads what stands beside names, in a text that no stage carries along",
        "repeated_text": "it quotes a document, whose text no stage carries along",
    },
    "direct join to source": {
        "article": "as above",
        "metric_load": "as above",
        "post": "as above",
        "repeated_text": "as above",
        "stg_article_identity": "the URL is declared beside the text, so parsing does not carry it along",
        "stg_document_reading": "it is narrowed to the documents that a build is about",
        "stg_due_document": "it says what a build is about, of all that can ask for it",
        "stg_read_card": "when a document was landed says which dates its cards cannot have",
        "stg_pending_load": "a load waits as long as it has no verdict",
        "stg_relearnt_reading": "as stg_document_reading",
        "stg_told_text": "as stg_document_reading",
        "stg_touched_article": "as stg_due_document",
        "stg_touched_load": "as stg_due_document",
        "stg_capture": "a capture counts unless its load is refused",
    },
    "too many joins": {
        "article": "it is where all that is known about an article comes together",
        "metric_load": "it measures every table of core",
    },
    "missing primary key test": {
        "stg_capture": "the same document may be captured alike by two loads; the ledger has the key",
        "stg_document_reading": "it is gone after the build, when tests run; what is made of it is tested",
        "stg_read_card": "it is no table; stg_related_card has the same rows",
        "stg_relearnt_reading": "as stg_document_reading",
        "stg_repeated_key": "it is no table; stg_repeated_text has the same grain",
        "stg_repeated_stretch": "as stg_document_reading",
        "stg_told_document": "it is no table; core.article has the same grain",
        "stg_told_text": "as stg_document_reading",
    },
}


def assert_only_exceptions(rule: str, breaking: set[str], advice: str) -> None:
    explained = set(EXCEPTIONS.get(rule, {}))
    assert breaking - explained == set(), f"{rule}: {advice}, or explain it in EXCEPTIONS"
    assert explained - breaking == set(), f"{rule}: these keep it by now, take them out of EXCEPTIONS"


def layer(node: Node) -> str:
    return node["fqn"][1]


def parents(node: Node, kind: str = "") -> set[str]:
    return {parent for parent in node["depends_on"]["nodes"] if parent.startswith(kind)}


def test_marts_or_intermediate_dependent_on_source(models: dict[str, Node]) -> None:
    breaking = {
        node["name"] for node in models.values() if layer(node) != "staging" and parents(node, "source.")
    }
    assert_only_exceptions("marts or intermediate dependent on source", breaking, "read a stage instead")


def test_direct_join_to_source(models: dict[str, Node]) -> None:
    breaking = {
        node["name"]
        for node in models.values()
        if parents(node, "source.") and len(parents(node)) > 1
    }  # fmt: skip
    assert_only_exceptions("direct join to source", breaking, "stage the source by itself")


def test_too_many_joins(models: dict[str, Node]) -> None:
    breaking = {node["name"] for node in models.values() if len(parents(node)) > MAX_PARENT_COUNT}
    assert_only_exceptions("too many joins", breaking, "take a step out of it")


def test_root_models(models: dict[str, Node]) -> None:
    assert [node["name"] for node in models.values() if not parents(node)] == [], "They read nothing"


def test_hard_coded_references(models: dict[str, Node]) -> None:
    hard_coded = {
        f"{node['name']}: {found.group()}"
        for node in models.values()
        for found in re.finditer(r"\b(?:from|join)\s+[a-z_\"]+\.[a-z_\".]+", node["raw_code"])
    }
    assert hard_coded == set(), "Name it by ref() or source()"


def test_unused_sources(manifest: dict[str, Any], models: dict[str, Node]) -> None:
    used = set().union(*(parents(node, "source.") for node in models.values()))
    assert set(manifest["sources"]) - used == set(), "Take them out of models/staging/_sources.yml"


def test_duplicate_sources(manifest: dict[str, Any]) -> None:
    names_by_relation = defaultdict(set)
    for source in manifest["sources"].values():
        names_by_relation[source["relation_name"]].add(source["unique_id"])
    assert [names for names in names_by_relation.values() if len(names) > 1] == []


def test_missing_primary_key_tests(manifest: dict[str, Any], models: dict[str, Node]) -> None:
    columns = defaultdict(lambda: defaultdict(set))
    for node in manifest["nodes"].values():
        if node["resource_type"] == "test" and node["attached_node"] in models:
            columns[node["attached_node"]][node["test_metadata"]["name"]].add(node["column_name"])
    breaking = {
        node["name"]
        for name, node in models.items()
        if "unique_together" not in columns[name] and not columns[name]["unique"] & columns[name]["not_null"]
    }
    assert_only_exceptions(
        "missing primary key test", breaking, "test its grain: unique and not_null, or unique_together"
    )


def test_undocumented_sources_and_models(manifest: dict[str, Any], models: dict[str, Node]) -> None:
    nodes = [*models.values(), *manifest["sources"].values(), *manifest["exposures"].values()]
    assert [node["name"] for node in nodes if not node["description"]] == []
    assert [
        source["name"] for source in manifest["sources"].values() if not source["source_description"]
    ] == []


def test_model_naming_conventions_and_directories(models: dict[str, Node]) -> None:
    for node in models.values():
        prefix = PREFIXES.get(layer(node), "")
        other_prefixes = set(PREFIXES.values()) - {prefix}
        assert node["name"].startswith(prefix), f"{node['name']}: call it {prefix}…, or move it"
        assert not node["name"].startswith(tuple(other_prefixes)), f"{node['name']}: move it to its layer"


def test_one_yaml_stands_beside_each_model(manifest: dict[str, Any], models: dict[str, Node]) -> None:
    for node in models.values():
        described_in = node["patch_path"].partition("://")[2]
        expected = PurePosixPath(node["original_file_path"]).with_suffix(".yml")
        assert PurePosixPath(described_in.removeprefix("dbt_project/")) == expected
    declared_in = {source["original_file_path"] for source in manifest["sources"].values()}
    assert declared_in == {"models/staging/_sources.yml"}, "Sources are declared once, by staging"


def test_chained_views(models: dict[str, Node]) -> None:
    views = {name for name, node in models.items() if node["config"]["materialized"] == "view"}
    assert views, "A rule about nothing"
    chained = [node["name"] for name, node in models.items() if name in views and parents(node) & views]
    assert chained == [], "Make the upper one a table: a view over a view is computed again by each reader"


def test_public_models_have_contracts_and_described_columns(models: dict[str, Node]) -> None:
    assert sum(node["access"] == "public" for node in models.values()) >= 14
    for node in models.values():
        assert (node["access"] == "public") == (layer(node) in PUBLIC_LAYERS), node["name"]
        if node["access"] == "public":
            assert node["config"]["contract"]["enforced"], f"{node['name']}: enforce its contract"
            silent = [name for name, column in node["columns"].items() if not column["description"]]
            assert silent == [], f"{node['name']}: describe {silent}"


def test_exposures_depend_on_public_tables_and_on_all_of_them(
    manifest: dict[str, Any], models: dict[str, Node]
) -> None:
    public = {name for name, node in models.items() if node["access"] == "public"}
    assert {exposure["name"] for exposure in manifest["exposures"].values()} == {
        "published_file",
        "quality_page",
        "news_page",
    }
    for exposure in manifest["exposures"].values():
        assert parents(exposure) <= public
        if exposure["name"] == "news_page":
            asked = [query for query in vars(queries).values() if isinstance(query, str)]
            asked += [queries.coin_days([]), stories.STORIES]
            names = {parent.rpartition(".")[2] for parent in parents(exposure)}
            assert names == set(re.findall(r"\b(?:core|marts)\.(\w+)", "\n".join(asked)))
        else:
            assert parents(exposure) == public, f"{exposure['name']}: see models/_exposures.yml"
        stored = {models[name]["config"]["materialized"] for name in parents(exposure)}
        assert stored <= {"table", "incremental"}


def test_unit_tests_are_named_after_a_behaviour(manifest: dict[str, Any]) -> None:
    names = [test["name"] for test in manifest["unit_tests"].values()]
    assert names
    assert [name for name in names if name.startswith("test") or name.count("_") < 4] == [], (
        "Name it by a sentence that says what holds"
    )
