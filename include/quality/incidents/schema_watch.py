"""Notices when a table has other columns than the last accepted run saw.

A column that a contract promises is a matter of the expectations; this tells of every change, also of those
that a new version brings, to whoever reads the tables.
"""

from collections import defaultdict

import duckdb

from include.quality.incidents.lifecycle import Fault
from include.quality.model import FaultKey

KIND = "schema_change"

PRESENT_COLUMNS = """
    select concat_ws('.', schema_name, table_name) as table_name, column_name, data_type
    from duckdb_columns()
    where database_name = current_database() and schema_name in ('raw', 'core', 'marts')
"""


def faults(connection: duckdb.DuckDBPyConnection) -> list[Fault]:
    """One fault a table whose columns changed; none before any run remembered a schema."""
    rows = connection.execute(
        f"""
        with present as ({PRESENT_COLUMNS}),

        remembered as (
            select table_name, column_name, data_type from quality.observed_column
        )

        select table_name, concat_ws(' ', change, column_name, data_type)
        from (
            select 'gone:' as change, * from (from remembered except from present)
            union all
            select 'new:' as change, * from (from present except from remembered)
        )
        where exists (from remembered)
        order by all
        """
    ).fetchall()
    changes: dict[str, list[str]] = defaultdict(list)
    for table_name, change in rows:
        changes[table_name].append(change)
    return [
        Fault(
            key=FaultKey(KIND, table_name),
            metric_or_check="columns",
            severity="info",
            observed_value=len(changed),
            expected_low=None,
            expected_high=0,
            detail=f"{'; '.join(changed)}. Look whether a query of yours reads it.",
        )
        for table_name, changed in changes.items()
    ]


def remember(connection: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """Keep the present columns, to compare the next run with."""
    connection.execute("delete from quality.observed_column")
    connection.execute(f"insert into quality.observed_column select *, ? from ({PRESENT_COLUMNS})", [run_id])
