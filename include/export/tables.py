"""Which tables are exported, and in which month each of their rows lies."""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from include.warehouse import PUBLISHED

SCHEMAS = ("core", "marts")

DAY = "export_day"
"""The column that a query adds: the day for which a row counts."""


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """A table, its columns with their types, and a query of its rows.

    `is_dated` says that the query has the column `DAY`, by which rows are parted into months.
    """

    schema: str
    name: str
    types: Mapping[str, str]
    query: str
    is_dated: bool


def exported_tables(connection: duckdb.DuckDBPyConnection) -> list[ExportedTable]:
    """The tables of the attached published file, in the order in which data flows."""
    rows = connection.execute(
        """
        select schema_name, table_name, map_from_entries(list((column_name, data_type) order by column_index))
        from duckdb_columns()
        where database_name = ? and list_contains(?, schema_name)
        group by schema_name, table_name
        order by list_position(?, schema_name), table_name
        """,
        [PUBLISHED, SCHEMAS, SCHEMAS],
    ).fetchall()
    return [_exported(schema, name, types) for schema, name, types in rows]


def _exported(schema: str, name: str, types: Mapping[str, str]) -> ExportedTable:
    day = _own_day(types)
    if day is not None:
        query = f"select *, {day} as {DAY} from {PUBLISHED}.{schema}.{name}"
    elif "article_id" in types:
        query = f"""
            select exported.*, overview.date_day as {DAY}
            from {PUBLISHED}.{schema}.{name} as exported
            left join {PUBLISHED}.marts.article_overview as overview using (article_id)
        """
    elif "document_id" in types:
        # What is no article has no day of its own; it counts for the day of its landing.
        query = f"""
            select exported.*, coalesce(overview.date_day, cast(document.landed_at as date)) as {DAY}
            from {PUBLISHED}.{schema}.{name} as exported
            left join {PUBLISHED}.raw.document as document using (document_id)
            left join {PUBLISHED}.core.article as article using (document_id)
            left join {PUBLISHED}.marts.article_overview as overview
                on article.article_id = overview.article_id
        """
    else:
        return ExportedTable(schema, name, types, f"select * from {PUBLISHED}.{schema}.{name}", False)
    return ExportedTable(schema, name, types, query, True)


def _own_day(types: Mapping[str, str]) -> str | None:
    """The day that a mart's grain names: its only key in time is its first column."""
    first, data_type = next(iter(types.items()))
    if data_type == "DATE":
        return first
    if data_type == "TIMESTAMP WITH TIME ZONE":
        return f"cast({first} as date)"
    return None
