"""How incidents open, last and end, whatever the fault."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from include.quality.incidents.lifecycle import FORGOTTEN_AFTER, Fault, merged, track
from include.quality.model import FaultKey

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def fault(dimension="all", severity="warning", detail="Detail.", metric="metric"):
    return Fault(FaultKey("volume", dimension), metric, severity, 1.0, 2.0, None, detail)


def after(known, faults, run_no, is_cleared=lambda key: True):
    at = NOON + timedelta(days=run_no)
    return track(known, faults, is_cleared, f"run {run_no}", at)


@given(st.lists(st.sets(st.sampled_from("abc")), min_size=1))
def test_open_incidents_are_exactly_the_faults_that_are_seen(runs):
    known, opened_ids = [], set()
    for run_no, dimensions in enumerate(runs):
        was_open = {incident.fault.key.dimension for incident in known}
        incidents = after(known, list(map(fault, sorted(dimensions))), run_no)
        known = [incident for incident in incidents if incident.state != "resolved"]
        opened = [incident for incident in incidents if incident.state == "opened"]

        assert {incident.fault.key.dimension for incident in known} == dimensions
        assert {incident.fault.key.dimension for incident in opened} == dimensions - was_open
        assert opened_ids.isdisjoint(incident.incident_id for incident in opened), "opened only once"
        opened_ids |= {incident.incident_id for incident in opened}


def test_the_same_run_written_again_is_the_same():
    faults = [fault("a")]
    opened = after([], faults, 1)
    assert after(opened, faults, 1) == opened

    still_open = after(opened, faults, 2)
    assert after(still_open, faults, 2) == still_open

    resolved = after(still_open, [], 3)
    assert after(resolved, [], 3) == resolved
    assert after(resolved, faults, 3) == after(still_open, faults, 3)


def test_incident_keeps_when_it_was_opened_and_last_seen():
    (incident,) = after(after([], [fault()], 1), [fault()], 2)
    (incident,) = after([incident], [], 3)
    assert (incident.opened_run_id, incident.last_seen_run_id, incident.resolved_run_id) == (
        "run 1",
        "run 2",
        "run 3",
    )
    assert incident.opened_at < incident.last_seen_at < incident.resolved_at


def test_what_could_not_be_judged_stays_open_until_it_is_forgotten():
    opened = after([], [fault()], 0)
    assert after(opened, [], FORGOTTEN_AFTER.days, is_cleared=lambda key: False) == opened

    (forgotten,) = after(opened, [], FORGOTTEN_AFTER.days + 1, is_cleared=lambda key: False)
    assert forgotten.state == "resolved"


def test_faults_of_one_place_are_one_and_the_gravest_speaks():
    (one, other) = merged(
        [
            fault(detail="Less.", metric="mild"),
            fault(detail="None.", metric="grave", severity="critical"),
            fault("elsewhere"),
        ]
    )
    assert (one.metric_or_check, one.severity, one.detail) == ("grave", "critical", "None.\nLess.")
    assert other.key.dimension == "elsewhere"
