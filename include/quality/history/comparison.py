"""Compares the waiting loads with history, for the verdict and for the record."""

import json
from collections import defaultdict
from dataclasses import replace

import duckdb

from include.quality.history.deviations import Finding, findings
from include.quality.history.observations import observations, volumes, waiting_loads
from include.quality.history.rules import METRIC_RULES
from include.quality.history.vouching import earlier_faults, vouched_faults
from include.quality.model import HISTORY_CHECK, MAX_FAILURES_PER_CHECK, Audit, CheckResult, Failure, FaultKey
from include.tables.rows import insert_rows


def compare(connection: duckdb.DuckDBPyConnection, audit: Audit) -> list[Finding]:
    """What deviates from history, and what does not.

    A deviation may be the truth (a quiet holiday), which only a person knows. Who releases a refused load
    vouches for it: neither the load nor what else the same incident shows is refused for its history again.

    Documents that are read again belong to days long past: only new loads are compared. What the audit found
    unreadable is not measured.
    """
    waiting = waiting_loads(connection)
    if waiting is None or any(map(_is_unreadable, audit.results)):
        return []
    zero_when_absent = [rule.metric for rule in METRIC_RULES if rule.is_zero_when_absent]
    found = findings(
        observations(connection, waiting, zero_when_absent),
        volumes(connection, waiting.last_landed_at),
    )
    vouched = vouched_faults(connection)
    known = earlier_faults(connection, audit.batch.validation_run_id)

    def is_excused(finding: Finding) -> bool:
        key = FaultKey(finding.rule.kind, finding.dimension_value)
        is_told_before = finding.rule.is_refused_once and key in known
        return waiting.is_vouched_for or key in vouched or is_told_before

    return [
        replace(finding, is_refusing=finding.is_refusing and not is_excused(finding)) for finding in found
    ]


def check_results(found: list[Finding]) -> tuple[CheckResult, ...]:
    """The rules that may refuse, as results of the run; a rule that could not judge has not passed."""
    judged: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in found:
        if finding.rule.refused_table is not None and finding.judgement.state in {"ok", "deviates"}:
            judged[finding.rule.refused_table, finding.rule.metric].append(finding)
    return tuple(
        _check_result(table_name, metric, of_rule) for (table_name, metric), of_rule in judged.items()
    )


def _check_result(table_name: str, metric: str, judged: list[Finding]) -> CheckResult:
    """One result a rule, wherever it looked: at one place, or at each source."""
    deviating = [finding for finding in judged if finding.judgement.state == "deviates"]
    is_refusing = any(finding.is_refusing for finding in deviating)
    return CheckResult(
        table_name=table_name,
        check_name=f"{metric}_like_history",
        expectation_type=HISTORY_CHECK,
        column_name=None,
        severity="critical",
        status="failed" if is_refusing else "warned" if deviating else "passed",
        element_count=None,
        unexpected_count=len(deviating),
        unexpected_pct=None,
        observed_value=_observed_value(judged, deviating),
        reason=judged[0].rule.reason,
        failures=tuple(map(_failure, deviating[:MAX_FAILURES_PER_CHECK])),
    )


def _observed_value(judged: list[Finding], deviating: list[Finding]) -> str:
    shown = deviating or judged
    others = f", and {len(shown) - 1} more like it" if len(shown) > 1 else ""
    return f"{shown[0].dimension_value}: {describe(shown[0])}{others}"


def _failure(finding: Finding) -> Failure:
    values = {
        finding.rule.dimension: finding.dimension_value,
        finding.rule.metric: round(finding.value, 1),
        "expected_low": finding.judgement.expected_low,
        "expected_high": finding.judgement.expected_high,
    }
    return Failure(None, None, None, json.dumps(values, ensure_ascii=False))


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


def _is_unreadable(result: CheckResult) -> bool:
    return result.status == "failed" and result.check_name in {"readable", "columns_and_types"}
