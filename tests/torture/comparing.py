"""Holds one home against another: the rows and their hash, of every table of warehouse and published file."""

from pathlib import Path

import duckdb

from include.publication.check import fingerprint
from include.settings import Settings
from include.warehouse import reader, writer

OF_THE_RUN = frozenset(
    {
        "load_id", "load_ids", "validation_run_id", "landed_at", "found_at", "quarantined_at", "as_of_max",
        "bytes_removed_at", "known_from", "known_until", "median_landing_delay_seconds",
        "p90_landing_delay_seconds", "decided_at", "started_at", "finished_at", "applied_at",
    }
)  # fmt: skip
"""Columns that are times or ids of runs, or follow from them."""

OF_THE_RUN_ALONE = ("quality.publication", "staging.unpublished_key")
"""Tables that say nothing but how often something was published, and what is to be."""

OF_ONE_BUILD = tuple(
    f"staging.{name}"
    for name in (
        "int_affected_", "stg_former_", "stg_due_", "stg_pending_", "stg_touched_", "stg_link_candidate",
    )
)  # fmt: skip
"""How the tables begin that say what the latest build had to do: a second one finds less."""

ROWS_OF_THE_RUN = {
    "quality.metric_daily": "metric = 'freshness_seconds' or dimension = 'source_hour_of_week'",
    "quality.metric_result": "kind = 'freshness'",
}
"""Figures that are measured from the moment of the run, or by its hour."""

OF_THE_POLL = frozenset(
    {
        "source_uri", "captured_at", "first_captured_at", "last_captured_at", "fingerprint", "poll_id",
    }
)  # fmt: skip
"""Columns that are times of a poll, or follow from them."""

Content = dict[str, tuple[int, int | None]]


def content_of(
    settings: Settings,
    left_out_columns: frozenset[str] = frozenset(),
    left_out_tables: tuple[str, ...] = (),
) -> Content:
    """Rows and hash by table, of both files; no file, no table.

    Left out is, beside what is of the run alone, what is named here: tables by how their names begin.
    """
    left_out = (OF_THE_RUN | left_out_columns, (*OF_THE_RUN_ALONE, *OF_ONE_BUILD, *left_out_tables))
    content: Content = {}
    if settings.warehouse_path.exists():
        with writer(settings) as connection:
            content |= _tables("warehouse", connection, *left_out)
    if settings.published_path.exists():
        with reader(settings.published_path) as connection:
            content |= _tables("published", connection, *left_out)
    return content


def content_of_file(path: Path) -> Content:
    """The same of one file that is no home's, under the name of the warehouse."""
    with reader(path) as connection:
        return _tables("warehouse", connection, OF_THE_RUN, OF_THE_RUN_ALONE)


def differing(one: Content, other: Content) -> list[str]:
    """The tables that are not the same in both, or in one of them only."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def _tables(
    kind: str,
    connection: duckdb.DuckDBPyConnection,
    left_out_columns: frozenset[str],
    left_out_tables: tuple[str, ...],
) -> Content:
    found = connection.execute(
        """
        select schema_name || '.' || table_name, list(column_name order by column_index)
        from duckdb_columns()
        inner join duckdb_tables() using (database_oid, schema_name, table_name)
        where duckdb_columns.database_name = current_database()
        group by all
        """
    ).fetchall()
    content: Content = {}
    for table, names in found:
        if table.startswith(left_out_tables):
            continue
        columns = ", ".join(f'"{name}"' for name in names if name not in left_out_columns)
        left_out_rows = ROWS_OF_THE_RUN.get(table, "false")
        content[f"{kind} {table}"] = fingerprint(
            connection, f"select {columns or '1'} from {table} where not coalesce({left_out_rows}, false)"
        )
    return content
