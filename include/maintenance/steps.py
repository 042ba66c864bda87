"""The numbered steps by which homes of earlier versions become homes of this one.

A step is for what nothing else does: missing tables and columns are added wherever the warehouse is opened,
and dbt brings its own tables to their models. Each is safe to repeat. A new one goes to the end, and
`include.warehouse.FORMAT_NO` counts them; a step that was ever released is never changed.
"""

from collections.abc import Callable
from dataclasses import dataclass

import duckdb


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its number, what it does in a few words, and the statements, on the warehouse alone."""

    number: int
    name: str
    apply: Callable[[duckdb.DuckDBPyConnection], None]


def _drop_tables_of_no_model(connection: duckdb.DuckDBPyConnection) -> None:
    """Early versions kept what only one build needs."""
    for table in _TABLES_OF_NO_MODEL:
        connection.execute(f"drop table if exists {table}")


_TABLES_OF_NO_MODEL = ("staging.stg_mention",)

STEPS = (Step(1, "tables that no model makes any more are dropped", _drop_tables_of_no_model),)
"""In the order of their numbers, which begin at 1 and leave none out."""
