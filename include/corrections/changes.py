"""Compare documents with what they looked like before they were read again, field by field."""

import logging
from dataclasses import dataclass

import duckdb

from include.corrections.compared import COMPARED_TABLES, Compared
from include.settings import Settings
from include.warehouse import writer

logger = logging.getLogger(__name__)

SAMPLE_DOCUMENT_COUNT = 5
_NOT_COMPARED = frozenset({"load_id", "landed_at", "parser_version"})
"""What says when and by what a row was made, and not what it says."""


@dataclass(frozen=True, slots=True)
class Change:
    """How often a column changed; `column_name` is None where whole rows were `added` or `removed`."""

    table_name: str
    change: str
    column_name: str | None
    change_count: int
    sample_document_ids: list[str]


def report_changes(settings: Settings, load_id: str) -> list[Change]:
    """Compare what the request remembered with what the build made of it, and keep the result.

    Running it again gives the same rows.
    """
    with writer(settings) as connection:
        changes = [change for table in COMPARED_TABLES for change in _changes(connection, load_id, table)]
        connection.begin()
        connection.execute("delete from quality.reprocess_change where load_id = ?", [load_id])
        for change in changes:
            connection.execute(
                "insert into quality.reprocess_change values (?, ?, ?, ?, ?, ?)",
                [
                    load_id,
                    change.table_name,
                    change.change,
                    change.column_name,
                    change.change_count,
                    change.sample_document_ids,
                ],
            )
        connection.execute(
            "update staging.before_request set is_compared = true where load_id = ?", [load_id]
        )
        connection.commit()
    for change in changes:
        place = f"{change.table_name}.{change.column_name}" if change.column_name else change.table_name
        logger.info("%s: %d %s", place, change.change_count, change.change)
    return changes


def _changes(connection: duckdb.DuckDBPyConnection, load_id: str, table: Compared) -> list[Change]:
    columns = [
        name
        for name in _column_names(connection, "core", table.name)
        if name not in _NOT_COMPARED and name not in table.key
    ]
    known_before = set(_column_names(connection, "staging", f"before_{table.name}"))
    requested = f"select document_id from raw.reprocess_request where load_id = '{load_id}'"
    before = f"staging.before_{table.name}"
    after = f"(select * from core.{table.name} where document_id in ({requested}))"
    key = ", ".join(table.key)
    changes: list[tuple[str, str | None, str]] = []
    for change, one, other in (("added", after, before), ("removed", before, after)):
        changes.append((change, None, f"select document_id from {one} anti join {other} using ({key})"))
    for column in columns:
        # A column that came with a new version said nothing before.
        former = f"before.{column}" if column in known_before else "null"
        query = (
            f"select document_id from {before} as before inner join {after} as after using ({key})"
            f" where {former} is distinct from after.{column}"
        )
        changes.append(("changed", column, query))
    found = [
        Change(table.name, change, column, *_count_and_sample(connection, query))
        for change, column, query in changes
    ]
    return [change for change in found if change.change_count]


def _column_names(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> list[str]:
    rows = connection.execute(
        """
        select column_name
        from duckdb_columns()
        where database_name = current_database() and schema_name = ? and table_name = ?
        order by column_index
        """,
        [schema, table],
    ).fetchall()
    return [name for (name,) in rows]


def _count_and_sample(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int, list[str]]:
    count, sample = connection.execute(
        f"""
        select
            count(*),
            coalesce(list_sort(list(distinct document_id))[1:{SAMPLE_DOCUMENT_COUNT}], [])
        from ({query})
        """
    ).fetchall()[0]
    return count, sample
