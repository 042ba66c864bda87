"""Which incidents refuse a load, how often, and what a person's word ends."""

import pytest

from include.quality.history.rules import NEW_SOURCE
from tests.quality.history.month_faults import (
    add_odd_source,
    change_template,
    halve_volume,
    lose_mentions,
    stop_bulletin,
    stop_courier,
)
from tests.quality.history.months import SOURCES, Month


def test_small_source_that_stops_is_missed_as_soon_as_it_tells_and_refuses_once(month):
    days = 0
    while not month.incidents():
        month.pass_days(1, stop_bulletin)
        days += 1

    assert [incident[:2] for incident in month.incidents("opened")] == [
        ("refused_load", month.last_load_id),
        ("source_stopped", "Bulletin"),
    ]
    assert 20 / SOURCES["Bulletin"] <= days <= 3 * 20 / SOURCES["Bulletin"]

    for _ in range(28):
        month.land(stop_bulletin)
        assert month.validate().is_accepted
    assert ("source_stopped", "Bulletin", "still_open") in month.incidents()
    assert len(month.incidents()) == 2

    month.pass_days(1)
    assert ("source_stopped", "Bulletin", "resolved") in month.incidents()


def test_source_without_enough_history_refuses_nothing(month):
    month.pass_days(6, add_odd_source)
    month.pass_days(10)

    assert {kind for kind, *_ in month.incidents()} == {NEW_SOURCE.kind}


def test_pages_that_fit_nothing_and_name_no_source_refuse(connection):
    month = Month(connection, seed=1)

    def usual(habits):
        habits.source_counts["(unknown)"] = 60
        habits.plain_share["(unknown)"] = 0.3

    def recognise_nothing(habits):
        habits.source_counts = {"(unknown)": 265}
        habits.plain_share["(unknown)"] = 0.95

    month.pass_days(28, usual)
    month.land(recognise_nothing)

    assert not month.validate().is_accepted
    assert ("layout_drift", "all", "opened") in month.incidents()


@pytest.mark.parametrize("source", ["Gazette", "(unknown)"], ids=["few articles", "no one source"])
def test_drift_that_proves_little_is_told_and_refuses_nothing(connection, source):
    month = Month(connection, seed=1)

    def usual(habits):
        habits.source_counts["(unknown)"] = 60

    def drifted(habits):
        usual(habits)
        habits.headline_null_share[source] = 1.0

    month.pass_days(28, usual)
    month.land(drifted)

    assert month.validate().is_accepted
    assert month.incidents() == [("layout_drift", f"{source} / press_page", "opened")]
    assert month.severities() == ["warning"]


def test_released_load_vouches_for_its_incident_while_that_stays_open(month):
    for _ in range(2):
        month.land(change_template)
        assert not month.validate().is_accepted, "each load is refused, until somebody has looked"
    month.release()
    audit = month.validate()
    assert audit.is_accepted
    assert "warned" in {result.status for result in audit.results}

    for _ in range(3):
        month.land(change_template)
        assert month.validate().is_accepted
    assert ("layout_drift", "Herald / press_page", "still_open") in month.incidents()

    month.land(lose_mentions)
    assert not month.validate().is_accepted, "for another fault, nobody has vouched"

    month.pass_days(1)
    month.land(change_template)
    assert not month.validate().is_accepted, "what comes back is another incident"


def test_release_counts_before_the_released_load_is_judged(month):
    first = month.land(change_template)
    month.validate()
    month.release()
    month.land(change_template)
    month.wait_again(first)

    assert month.validate().is_accepted


def test_released_load_that_is_older_than_a_judged_one_is_not_compared(month):
    first = month.land(halve_volume)
    month.validate()
    month.pass_days(3, stop_courier)
    month.release(first)
    before = month.incidents()
    audit = month.validate()

    assert (audit.is_accepted, audit.results) == (True, ())
    assert [incident for incident in month.incidents() if incident[0] != "refused_load"] == [
        incident for incident in before if incident[0] != "refused_load"
    ]


def test_refused_load_that_is_released_is_vouched_for(month):
    month.land(halve_volume)
    assert not month.validate().is_accepted
    month.release()
    audit = month.validate()

    assert audit.is_accepted
    assert ("volume", "all", "opened") in month.incidents()
    assert "warned" in {result.status for result in audit.results}


def test_rule_that_finds_faults_in_several_places_is_one_result(month):
    def change_two_templates(habits):
        habits.headline_null_share["Herald"] = habits.headline_null_share["Ledger"] = 0.9

    month.land(change_two_templates)
    (headlines,) = [
        result for result in month.validate().results if result.check_name == "headline_null_pct_like_history"
    ]
    assert (headlines.status, headlines.unexpected_count) == ("failed", 2)
    assert [
        place in failure.row_values
        for place, failure in zip(
            ("Herald / press_page", "Ledger / press_page"), headlines.failures, strict=True
        )
    ] == [True, True]


def test_request_to_read_again_is_not_compared(month):
    month.connection.execute(
        "insert into raw.load select 'request', max(landed_at) + interval 5 day, 0, 0, 0, 0 from raw.load"
    )
    month.connection.execute("delete from staging.stg_pending_load")
    month.wait_again("request")

    assert (month.validate().results, month.incidents()) == ((), [])
