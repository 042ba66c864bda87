"""Brings one published table up to date, by the cheapest way that is known to be right.

What a build has rewritten it has noted in `staging.unpublished_key`; the same rows are replaced here. Of
`raw`, the rows of the documents and loads that were rewritten elsewhere are replaced. Tables without notes
are compared row by row: they are small, or all were made anew.
"""

import duckdb

from include.publication.tables import FRESH, published_rows
from include.tables.publication import EVERY_TABLE
from include.warehouse import CATALOG, columns

KEYS_OF_RAW = {
    "raw.document": ("document_id", "core.article_segment"),
    "raw.landing_event": ("load_id", "quality.metric_load"),
    "raw.load": ("load_id", "quality.metric_load"),
    "raw.reprocess_request": ("load_id", "quality.metric_load"),
}
"""Rows of `raw` come and go with rows of the same key in another table: there is their note."""

RUN_KEY = "validation_run_id"
RESULTS_OF_RUNS = ("quality.validation_result", "quality.validation_failure", "quality.metric_result")
"""Large tables that a run of the gate writes once, and again only when it decides about its batch again."""


def bring_up_to_date(connection: duckdb.DuckDBPyConnection, table: str, since_no: int) -> None:
    """Make a table of the attached file hold what is published of it now.

    Args:
        connection: the warehouse, with the file attached as `FRESH`.
        table: the table, with its schema.
        since_no: the publication whose state the file holds.
    """
    if columns(connection, FRESH, table) != columns(connection, CATALOG, table):
        write_whole(connection, table)
        return
    keys = _noted_keys(connection, table, since_no)
    if keys:
        for key, noted in keys.items():
            connection.execute(f"delete from {FRESH}.{table} where {key} in ({noted})")
        condition = " or ".join(f"{key} in ({noted})" for key, noted in keys.items())
        connection.execute(f"insert into {FRESH}.{table} {published_rows(table, condition)}")
    elif table in RESULTS_OF_RUNS:
        _add_runs(connection, table)
    else:
        _replace_differing(connection, table)


def write_whole(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Write all rows of a table anew."""
    schema = table.partition(".")[0]
    connection.execute(f"create schema if not exists {FRESH}.{schema}")
    connection.execute(f"create or replace table {FRESH}.{table} as {published_rows(table)}")


def write_view(connection: duckdb.DuckDBPyConnection, table: str, query: str) -> None:
    """Let a table of the attached file show rows that lie beside it."""
    schema = table.partition(".")[0]
    connection.execute(f"create schema if not exists {FRESH}.{schema}")
    connection.execute(f"create or replace view {FRESH}.{table} as {query}")


def _noted_keys(connection: duckdb.DuckDBPyConnection, table: str, since_no: int) -> dict[str, str]:
    """Queries of the keys that were rewritten since, by the column that holds them; empty without notes.

    Where all tables were made anew since, no note tells what was there before.
    """
    is_all_new = connection.execute(
        f"select 1 from {CATALOG}.staging.unpublished_key where table_name = ? and publication_no > ?",
        [EVERY_TABLE, since_no],
    ).fetchone()
    if is_all_new:
        return {}
    key, noted_table = KEYS_OF_RAW.get(table, (None, table))
    names = connection.execute(
        f"""
        select distinct key_name
        from {CATALOG}.staging.unpublished_key
        where table_name = ? and publication_no > ?
        order by key_name
        """,
        [noted_table, since_no],
    ).fetchall()
    types = columns(connection, CATALOG, noted_table)
    return {
        name: f"""
            select distinct cast(key_value as {types[name]})
            from {CATALOG}.staging.unpublished_key
            where
                table_name = '{noted_table}' and key_name = '{name}' and publication_no > {since_no}
                and key_value is not null
        """
        for (name,) in names
        if key in {None, name}
    }


def _add_runs(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Write the runs that the file lacks, and those that ended after its last one; drop forgotten ones."""
    changed = connection.execute(
        f"""
        (select {RUN_KEY} from {CATALOG}.{table} except select {RUN_KEY} from {FRESH}.{table})
        union
        (select {RUN_KEY} from {FRESH}.{table} except select {RUN_KEY} from {CATALOG}.{table})
        union
        select {RUN_KEY}
        from {CATALOG}.quality.validation_run
        where finished_at >= (select max(finished_at) from {FRESH}.quality.validation_run)
        """
    ).fetchall()
    run_ids = [run_id for (run_id,) in changed]
    connection.execute(f"delete from {FRESH}.{table} where list_contains(?, {RUN_KEY})", [run_ids])
    connection.execute(
        f"insert into {FRESH}.{table} from {CATALOG}.{table} where list_contains(?, {RUN_KEY})", [run_ids]
    )


def _replace_differing(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Delete the rows that are no more, and insert those that are new; no table has two rows alike."""
    connection.execute(
        f"""
        delete from {FRESH}.{table} as held
        where hash(held) not in (select hash(wanted) from ({published_rows(table)}) as wanted)
        """
    )
    connection.execute(
        f"""
        insert into {FRESH}.{table}
        select * from ({published_rows(table)}) as wanted
        where hash(wanted) not in (select hash(held) from {FRESH}.{table} as held)
        """
    )
