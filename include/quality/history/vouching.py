"""What people have vouched for: loads that they released, and the incidents that these had shown."""

import duckdb

from include.quality.model import FaultKey

RELEASED_LOADS = """
    select dimension
    from quality.incident
    where
        kind = 'refused_load'
        and dimension not in (select load_id from quality.load_verdict where not is_accepted)
"""
"""The loads that were refused once and do not stand refused now."""


def vouched_faults(connection: duckdb.DuckDBPyConnection) -> set[FaultKey]:
    """The open incidents that a released load has shown.

    Nobody can mend a source that has changed for good, and nobody is asked twice about the same incident.
    """
    return _keys(
        connection,
        f"""
        select distinct incident.kind, incident.dimension
        from quality.incident
        inner join quality.metric_result as seen
            on incident.kind = seen.kind and incident.dimension = seen.dimension_value
        inner join quality.validation_run as run
            on seen.validation_run_id = run.validation_run_id and incident.opened_at <= run.finished_at
        where
            incident.state != 'resolved'
            and seen.state = 'deviates'
            and list_has_any(run.load_ids, (select coalesce(list(dimension), []) from ({RELEASED_LOADS})))
        """,
        [],
    )


def earlier_faults(connection: duckdb.DuckDBPyConnection, run_id: str) -> set[FaultKey]:
    """The open incidents that another run has opened."""
    return _keys(
        connection,
        "select kind, dimension from quality.incident where state != 'resolved' and opened_run_id != ?",
        [run_id],
    )


def _keys(connection: duckdb.DuckDBPyConnection, query: str, parameters: list[str]) -> set[FaultKey]:
    return {FaultKey(*row) for row in connection.execute(query, parameters).fetchall()}
