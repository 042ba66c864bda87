"""An incident opens once, stays open while its fault is seen, and is resolved when it is seen no more.

A run that could not judge a fault (the source brought nothing, history is too short) leaves it as it is.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from include.quality.history.rules import HISTORY_DAYS
from include.quality.model import FaultKey, IncidentSeverity

IncidentState = Literal["opened", "still_open", "resolved"]

SEVERITIES: tuple[IncidentSeverity, ...] = ("critical", "warning", "info")
FORGOTTEN_AFTER = timedelta(days=HISTORY_DAYS)
"""A fault that nobody could judge for so long has no history left to be judged by."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in the present run."""

    key: FaultKey
    metric_or_check: str
    severity: IncidentSeverity
    observed_value: float | None
    expected_low: float | None
    expected_high: float | None
    detail: str
    sample_document_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """A fault and its time, from the run that saw it first to the one that saw it no more."""

    incident_id: str
    fault: Fault
    state: IncidentState
    opened_at: datetime
    opened_run_id: str
    last_seen_at: datetime
    last_seen_run_id: str
    resolved_at: datetime | None = None
    resolved_run_id: str | None = None


def merged(faults: Iterable[Fault]) -> list[Fault]:
    """One fault a key: the gravest speaks, and all of them tell."""
    by_key: dict[FaultKey, list[Fault]] = {}
    for fault in faults:
        by_key.setdefault(fault.key, []).append(fault)
    gravest_first = [
        sorted(group, key=lambda fault: SEVERITIES.index(fault.severity)) for group in by_key.values()
    ]
    return [
        replace(first, detail="\n".join(dict.fromkeys(fault.detail for fault in (first, *others))))
        for first, *others in gravest_first
    ]


def track(
    known: Iterable[Incident],
    faults: Iterable[Fault],
    is_cleared: Callable[[FaultKey], bool],
    run_id: str,
    at: datetime,
) -> list[Incident]:
    """The incidents after a run, those known before included.

    `known` are the incidents that are open, and those that the same run resolved when it was looked at
    before; `faults` have one key each.
    """
    incidents = {incident.fault.key: incident for incident in known}
    seen = {fault.key for fault in faults}
    for fault in faults:
        incidents[fault.key] = _seen(incidents.get(fault.key), fault, run_id, at)
    return [
        incident
        if key in seen or not (is_cleared(key) or at - incident.last_seen_at > FORGOTTEN_AFTER)
        else replace(incident, state="resolved", resolved_at=at, resolved_run_id=run_id)
        for key, incident in incidents.items()
    ]


def incident_id(key: FaultKey, opened_run_id: str) -> str:
    """The same fault opened by the same run is the same incident, however often that is written."""
    content = "\x00".join([*key, opened_run_id])
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def _seen(known: Incident | None, fault: Fault, run_id: str, at: datetime) -> Incident:
    if known is None:
        return Incident(incident_id(fault.key, run_id), fault, "opened", at, run_id, at, run_id)
    is_opening = known.opened_run_id == run_id
    return replace(
        known,
        fault=fault,
        state="opened" if is_opening else "still_open",
        opened_at=at if is_opening else known.opened_at,
        last_seen_at=at,
        last_seen_run_id=run_id,
        resolved_at=None,
        resolved_run_id=None,
    )
