"""The gate's idea of a table and dbt's contract are the same, seen from either side."""

from pathlib import Path

import pytest
import yaml

import expectations
from include.settings import PROJECT_ROOT

MODELS_DIR = PROJECT_ROOT / "dbt_project" / "models"
PLACE_SUFFIXES = ("_char_start", "_char_end")


def contract(table_name):
    """The columns that dbt promises, by name, in DuckDB's own words."""
    schema, name = table_name.split(".")
    document = yaml.safe_load(Path(MODELS_DIR / schema / f"{name}.yml").read_text(encoding="utf-8"))
    (model,) = [model for model in document["models"] if model["name"] == name]
    return {column["name"]: column["data_type"].upper().replace(", ", ",") for column in model["columns"]}


def modelled():
    return [table for table in expectations.tables() if not table.TABLE.startswith("raw.")]


@pytest.mark.parametrize("table", modelled(), ids=lambda table: table.TABLE)
def test_what_is_expected_is_promised(table):
    promised = contract(table.TABLE)
    assert {name: promised.get(name) for name in table.COLUMNS} == table.COLUMNS


@pytest.mark.parametrize("table", modelled(), ids=lambda table: table.TABLE)
def test_what_is_promised_is_expected(table):
    values = {name for name in contract(table.TABLE) if not name.endswith(PLACE_SUFFIXES)}
    assert values <= set(table.COLUMNS)


def test_every_promised_table_is_checked():
    models = {
        f"{path.parent.name}.{path.stem}"
        for schema in ("core", "marts")
        for path in (MODELS_DIR / schema).glob("*.sql")
    }
    assert models == {table.TABLE for table in modelled()}
