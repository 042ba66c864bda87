"""Which columns a table has: read from where they are declared, so that a new column is one edit.

Tables that dbt makes are declared by the contract beside their model, tables that Python writes in
`include/tables`.
"""

from collections.abc import Mapping
from functools import cache

import yaml

from include.settings import PROJECT_ROOT
from include.tables.create import TABLES

MODELS_DIR = PROJECT_ROOT / "dbt_project" / "models"


@cache
def columns(table_name: str) -> Mapping[str, str]:
    """The types of a table's columns, in DuckDB's own words, by name and in their order.

    Raises:
        KeyError: the table is declared nowhere.
    """
    for table in TABLES:
        if table.name == table_name:
            return {column.name: _spelt(column.data_type) for column in table.columns}
    return {column["name"]: _spelt(column["data_type"]) for column in _contract(table_name)}


def _spelt(data_type: str) -> str:
    """A type as DuckDB spells it; one with names within is declared so."""
    return data_type if data_type.startswith("STRUCT") else data_type.upper()


def _contract(table_name: str) -> list[dict[str, str]]:
    schema, _, name = table_name.partition(".")
    path = MODELS_DIR / schema / f"{name}.yml"
    if not path.exists():
        raise KeyError(f"{table_name} is declared neither in include/tables nor in {path.name}")
    (model,) = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)["models"]
    found: list[dict[str, str]] = model["columns"]
    return found
