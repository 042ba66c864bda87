"""What is compared is what the tables of figures say, and it is read in bounded size."""

from datetime import UTC, datetime

import pytest

from include.quality import gate
from include.quality.audit.suites import Audit
from include.quality.history.observations import WINDOW_COUNT, observations, volumes, waiting_loads
from include.quality.history.rules import METRIC_RULES
from include.warehouse import writer


@pytest.fixture
def validated(waiting, monkeypatch):
    """The samples, accepted without looking at them, which takes seconds."""

    def run_suites(warehouse_path, batch, data_docs_dir):
        return Audit(batch, datetime.now(UTC), datetime.now(UTC), ())

    monkeypatch.setattr(gate, "run_suites", run_suites)
    return gate.validate(waiting)


def test_figures_of_a_load_are_those_of_its_day(waiting):
    with writer(waiting) as connection:
        waiting = waiting_loads(connection)
        figures = {
            (one.metric, one.dimension, one.dimension_value): (one.value, one.sample_count)
            for one in observations(connection, waiting, zero_when_absent=())
        }
        daily = connection.execute(
            """
            select metric, dimension, dimension_value, metric_value, sample_count
            from quality.metric_daily
            where dimension != 'source_hour_of_week'
            """
        ).fetchall()
    assert figures == {tuple(key): (pytest.approx(value), count) for *key, value, count in daily}


def test_every_rule_watches_a_figure_that_is_measured(waiting, query):
    measured = set(query("select distinct metric, dimension from quality.metric_load"))
    assert {(rule.metric, rule.dimension) for rule in METRIC_RULES} <= measured


def test_first_load_has_not_enough_history_and_says_so(validated, query):
    assert validated.is_accepted
    assert query("select distinct state from quality.metric_result") == [("not_enough_history",)]
    assert query("select count(*) from quality.incident") == [(0,)]


def test_figures_of_the_distant_past_are_not_read(waiting, spoil):
    spoil(
        """
        insert into raw.load
        select 'old ' || day, load.landed_at - to_days(cast(day as integer)), 1, 1, 0, 0
        from raw.load, range(1, 1000) as days (day)
        where load_id in (from staging.stg_pending_load select load_id)
        """
    )
    with writer(waiting) as connection:
        last_landed_at = waiting_loads(connection).last_landed_at
        assert len(volumes(connection, last_landed_at).hours) == WINDOW_COUNT
