"""Compares the waiting loads with history, for the verdict and for the record."""

from dataclasses import replace

import duckdb

from include.quality.deviations import Finding, findings
from include.quality.model import Audit, CheckResult, Status
from include.quality.observations import observations, volumes, waiting_since
from include.quality.rules import METRIC_RULES
from include.quality.tables import insert_rows

EXPECTATION_TYPE = "compare_with_history"
"""What stands in quality.validation_result where no expectation of a suite speaks, but a rule."""


def compare(connection: duckdb.DuckDBPyConnection, audit: Audit) -> list[Finding]:
    """What deviates from history, and what does not.

    A deviation may be the truth (a quiet holiday), which only a person knows. Who withdraws the verdict of a
    refused load vouches for it: it is judged again, and not refused for its history again.

    Documents that are read again belong to days long past: only new loads are compared. What the audit found
    unreadable is not measured.
    """
    since = waiting_since(connection)
    if since is None or any(map(_is_unreadable, audit.results)):
        return []
    zero_when_absent = [rule.metric for rule in METRIC_RULES if rule.is_zero_when_absent]
    found = findings(
        observations(connection, *since, zero_when_absent=zero_when_absent),
        volumes(connection, since[1]),
    )
    is_vouched_for = _is_vouched_for(connection)
    return [replace(finding, is_refusing=finding.is_refusing and not is_vouched_for) for finding in found]


def check_results(found: list[Finding]) -> tuple[CheckResult, ...]:
    """The rules that may refuse, as results of the run; a rule that could not judge has not passed."""
    return tuple(
        CheckResult(
            table_name=finding.rule.refused_table,
            check_name=f"{finding.rule.metric}_like_history",
            expectation_type=EXPECTATION_TYPE,
            column_name=None,
            severity="critical",
            status=_status(finding),
            element_count=None,
            unexpected_count=None,
            unexpected_pct=None,
            observed_value=describe(finding),
            reason=finding.rule.reason,
        )
        for finding in found
        if finding.rule.refused_table is not None and finding.judgement.state in {"ok", "deviates"}
    )


def describe(finding: Finding) -> str:
    """The figure beside what was expected, in one line."""
    low, high = finding.judgement.expected_low, finding.judgement.expected_high
    bounds = [f"at least {low:,.1f}"] if low is not None else []
    bounds += [f"at most {high:,.1f}"] if high is not None else []
    expected = f", expected {' and '.join(bounds)}" if bounds else ""
    return f"{finding.rule.metric} {finding.value:,.1f}{expected}"


def record(connection: duckdb.DuckDBPyConnection, run_id: str, found: list[Finding]) -> None:
    """Write every judgement of the run, in place of what the same run wrote before."""
    connection.execute("delete from quality.metric_result where validation_run_id = ?", [run_id])
    insert_rows(
        connection,
        "quality.metric_result",
        [
            {
                "validation_run_id": run_id,
                "metric": finding.rule.metric,
                "dimension": finding.rule.dimension,
                "dimension_value": finding.dimension_value,
                "kind": finding.rule.kind,
                "observed_value": float(finding.value),
                **finding.judgement._asdict(),
            }
            for finding in found
        ],
    )


def _is_vouched_for(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether every waiting load was refused before: it waits only because its verdict was withdrawn."""
    row = connection.execute(
        """
        select bool_and(load_id in (select dimension from quality.incident where kind = 'refused_load'))
        from staging.stg_pending_load
        """
    ).fetchone()
    return row is not None and row[0] is True


def _is_unreadable(result: CheckResult) -> bool:
    return result.status == "failed" and result.check_name in {"readable", "columns_and_types"}


def _status(finding: Finding) -> Status:
    if finding.judgement.state == "ok":
        return "passed"
    return "failed" if finding.is_refusing else "warned"
