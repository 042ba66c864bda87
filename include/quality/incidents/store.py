"""From what a run found to the incidents that are kept."""

from collections.abc import Callable
from typing import Any

import duckdb

from include.quality.history import comparison
from include.quality.history.deviations import Finding
from include.quality.incidents import feed_watch, samples, schema_watch
from include.quality.incidents.lifecycle import Fault, Incident, merged, track
from include.quality.model import HISTORY_CHECK, Audit, CheckResult, FaultKey
from include.quality.refusals import FAILED_AN_EXPECTATION, MEND, MEND_OR_VOUCH
from include.tables.rows import insert_rows

MAX_SAMPLE_DOCUMENTS = 3

COLUMNS = (
    "incident_id", "kind", "metric_or_check", "dimension", "severity", "state", "opened_at", "opened_run_id",
    "last_seen_at", "last_seen_run_id", "resolved_at", "resolved_run_id", "observed_value", "expected_low",
    "expected_high", "detail", "sample_document_ids",
)  # fmt: skip


def record(connection: duckdb.DuckDBPyConnection, audit: Audit, found: list[Finding]) -> None:
    """Open, keep open and resolve incidents, after the verdict and inside its transaction.

    Writing the same run again changes nothing.
    """
    run_id = audit.batch.validation_run_id
    comparison.record(connection, run_id, found)
    faults = [
        *_deviations(connection, found),
        *_failed_expectations(audit.results),
        *_refused_loads(connection),
        *schema_watch.faults(connection),
    ]
    known = _known(connection, run_id)
    incidents = track(known, merged(faults), _is_cleared(audit, found), run_id, audit.finished_at)
    connection.execute(
        "delete from quality.incident where state != 'resolved' or resolved_run_id = ?", [run_id]
    )
    insert_rows(connection, "quality.incident", list(map(_row, incidents)))
    if audit.is_accepted:
        schema_watch.remember(connection, run_id)


def record_feeds(connection: duckdb.DuckDBPyConnection) -> bool:
    """Open, keep open and resolve the incidents of feeds, in one transaction; tell whether any came or went.

    The latest poll stands for the run. Doing it again without another poll changes nothing.
    """
    latest = feed_watch.latest_poll(connection)
    if latest is None:
        return False
    poll_id, finished_at = latest
    connection.begin()
    known = [
        incident for incident in _known(connection, poll_id) if incident.fault.key.kind == feed_watch.KIND
    ]
    faults = feed_watch.faults(connection, finished_at)
    incidents = track(known, merged(faults), lambda key: True, poll_id, finished_at)
    connection.execute(
        "delete from quality.incident where kind = ? and (state != 'resolved' or resolved_run_id = ?)",
        [feed_watch.KIND, poll_id],
    )
    insert_rows(connection, "quality.incident", list(map(_row, incidents)))
    connection.commit()
    open_before = {incident.incident_id for incident in known if incident.state != "resolved"}
    return open_before != {incident.incident_id for incident in incidents if incident.state != "resolved"}


def _deviations(connection: duckdb.DuckDBPyConnection, found: list[Finding]) -> list[Fault]:
    return [
        Fault(
            key=FaultKey(finding.rule.kind, finding.dimension_value),
            metric_or_check=finding.rule.metric,
            severity=finding.severity,
            observed_value=finding.value,
            expected_low=finding.judgement.expected_low,
            expected_high=finding.judgement.expected_high,
            detail=_detail(connection, finding),
            sample_document_ids=samples.documents_of(connection, finding),
        )
        for finding in found
        if finding.judgement.state == "deviates" and not finding.is_part_of_other
    ]


def _detail(connection: duckdb.DuckDBPyConnection, finding: Finding) -> str:
    """What deviates and what to do; where a source brings less, also how its feeds are doing."""
    detail = f"{comparison.describe(finding)}. {finding.rule.reason}"
    is_of_feeds = finding.rule.kind in {"freshness", "source_stopped", "source_volume"}
    feeds = feed_watch.feeds_of(connection, finding.dimension_value) if is_of_feeds else ""
    return f"{detail}\n{feeds}" if feeds else detail


def _failed_expectations(results: tuple[CheckResult, ...]) -> list[Fault]:
    """Critical expectations of the suites; what a rule found is an incident of its own kind.

    Where columns are missing, what could not be evaluated for that is no fault of its own.
    """
    changed_tables = {
        result.table_name
        for result in results
        if result.check_name == "columns_and_types" and result.status == "failed"
    }
    return [
        Fault(
            key=_expectation_key(result),
            metric_or_check=result.check_name,
            severity="critical",
            observed_value=result.unexpected_count,
            expected_low=None,
            expected_high=0,
            detail=result.reason,
            sample_document_ids=_first_documents(result),
        )
        for result in results
        if result.status == "failed"
        and result.expectation_type != HISTORY_CHECK
        and not (result.unexpected_count is None and result.table_name in changed_tables)
    ]


def _first_documents(result: CheckResult) -> tuple[str, ...]:
    ids = dict.fromkeys(failure.document_id for failure in result.failures if failure.document_id)
    return tuple(ids)[:MAX_SAMPLE_DOCUMENTS]


def _refused_loads(connection: duckdb.DuckDBPyConnection) -> list[Fault]:
    """Every load that stands refused, whichever run refused it."""
    refused = connection.execute(
        f"""
        select load_id, validation_run_id, {FAILED_AN_EXPECTATION} as has_failed_expectation
        from quality.load_verdict
        where not is_accepted
        order by load_id
        """
    ).fetchall()
    return [
        Fault(
            key=FaultKey("refused_load", load_id),
            metric_or_check="load_verdict",
            severity="critical",
            observed_value=None,
            expected_low=None,
            expected_high=None,
            detail=(
                f"Refused by the run {run_id}: nothing of the load is published. "
                f"{MEND if has_failed_expectation else MEND_OR_VOUCH}; "
                f'then have it judged anew: make release LOADS="{load_id}"'
            ),
            sample_document_ids=samples.documents_of_load(connection, load_id),
        )
        for load_id, run_id, has_failed_expectation in refused
    ]


def _is_cleared(audit: Audit, found: list[Finding]) -> Callable[[FaultKey], bool]:
    """Says whether a run looked for a fault and did not find it."""
    states: dict[FaultKey, set[str]] = {}
    for finding in found:
        key = FaultKey(finding.rule.kind, finding.dimension_value)
        states.setdefault(key, set()).add(finding.judgement.state)
    for result in audit.results:
        states.setdefault(_expectation_key(result), set()).add(
            "deviates" if result.status == "failed" else "ok"
        )

    def is_cleared(key: FaultKey) -> bool:
        if key.kind in {"refused_load", schema_watch.KIND}:
            return True
        return "ok" in states.get(key, set()) and "deviates" not in states[key]

    return is_cleared


def _expectation_key(result: CheckResult) -> FaultKey:
    return FaultKey("expectation", f"{result.table_name}.{result.check_name}")


def _known(connection: duckdb.DuckDBPyConnection, run_id: str) -> list[Incident]:
    rows = connection.execute(
        f"""
        select {", ".join(COLUMNS)}
        from quality.incident
        where state != 'resolved' or resolved_run_id = ?
        order by opened_at, incident_id
        """,
        [run_id],
    ).fetchall()
    return [_incident(dict(zip(COLUMNS, row, strict=True))) for row in rows]


def _incident(row: dict[str, Any]) -> Incident:
    fault = Fault(
        key=FaultKey(row["kind"], row["dimension"]),
        metric_or_check=row["metric_or_check"],
        severity=row["severity"],
        observed_value=row["observed_value"],
        expected_low=row["expected_low"],
        expected_high=row["expected_high"],
        detail=row["detail"],
        sample_document_ids=tuple(row["sample_document_ids"]),
    )
    return Incident(
        incident_id=row["incident_id"],
        fault=fault,
        state=row["state"],
        opened_at=row["opened_at"],
        opened_run_id=row["opened_run_id"],
        last_seen_at=row["last_seen_at"],
        last_seen_run_id=row["last_seen_run_id"],
        resolved_at=row["resolved_at"],
        resolved_run_id=row["resolved_run_id"],
    )


def _row(incident: Incident) -> dict[str, Any]:
    fault = incident.fault
    return {name: getattr(incident, name, getattr(fault, name, None)) for name in COLUMNS} | {
        "kind": fault.key.kind,
        "dimension": fault.key.dimension,
        "sample_document_ids": list(fault.sample_document_ids),
    }
