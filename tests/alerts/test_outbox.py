"""What is told: each refusal, each incident when it opens and when it is resolved, and each once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from include.alerts import outbox
from include.alerts.model import Alert
from include.quality.model import HISTORY_CHECK
from include.settings import Settings
from include.tables.create import create_tables
from include.warehouse import writer
from tests.alerts.conftest import NOW, Query


def waiting(settings: Settings, channel_name: str = "log") -> list[Alert]:
    """What is to be told after a build."""
    with writer(settings) as connection:
        create_tables(connection)
        outbox.record(connection, [channel_name])
        return outbox.due(connection, channel_name)


def test_a_warehouse_without_runs_has_nothing_to_tell(settings: Settings) -> None:
    assert waiting(settings) == []


def test_a_refused_load_is_told_with_its_counts(settings: Settings, decide: Callable[..., None]) -> None:
    decide("good", is_accepted=True)
    decide("bad", is_accepted=False, load_ids=("a", "b", "c", "d", "e"))
    assert waiting(settings) == [
        Alert(
            "load_refused",
            "bad",
            "bad",
            "load a, b, c and 2 more",
            "3 critical expectations failed, 12 documents, run bad; "
            'mended, or right as it is: make release LOADS="a b c …"',
        )
    ]


@pytest.mark.parametrize(
    ("expectation_type", "advice"),
    [("expect_no_rows", "once mended"), (HISTORY_CHECK, "mended, or right as it is")],
    ids=["an expectation", "history"],
)
def test_only_what_history_refused_may_be_right_as_it_is(
    settings: Settings, decide: Callable[..., None], query: Query, expectation_type: str, advice: str
) -> None:
    decide("bad", is_accepted=False)
    query(
        "insert into quality.validation_result by name select 'bad' as validation_run_id, 'core.article' as"
        " table_name, 'a_check' as check_name, 1 as check_no, ? as expectation_type, 'critical' as severity,"
        " 'failed' as status, false as is_success, 'A reason.' as reason",
        expectation_type,
    )
    (alert,) = waiting(settings)
    assert alert.facts.endswith(f'run bad; {advice}: make release LOADS="load of bad"')


def test_an_incident_is_told_when_it_opens_and_when_it_is_resolved(
    settings: Settings, decide: Callable[..., None], open_incident: Callable[..., None], query: Query
) -> None:
    decide("run", is_accepted=True)
    open_incident("i1")
    facts = "volume, warning, observed 3, expected at least 40.5, expected at most 60, incident i1"
    opened = Alert("incident_opened", "i1", "run", "document_count Cointelegraph", facts)
    assert waiting(settings) == [opened]
    query("update quality.incident set state = 'still_open', last_seen_run_id = 'next'")
    assert waiting(settings) == [opened]
    query(
        "update quality.incident set state = 'resolved', resolved_at = ?, resolved_run_id = 'next'",
        NOW + timedelta(hours=1),
    )
    resolved = Alert("incident_resolved", "i1", "next", "document_count Cointelegraph", facts)
    assert waiting(settings) == [opened, resolved]


def test_a_feed_that_fails_before_there_was_any_run_is_told(
    settings: Settings, open_incident: Callable[..., None]
) -> None:
    open_incident("i1", kind="feed_failing", dimension="https://news.example/feed")
    (alert,) = waiting(settings)
    assert alert.subject == "document_count https://news.example/feed"


def test_what_is_not_known_of_an_incident_is_left_out(
    settings: Settings, decide: Callable[..., None], open_incident: Callable[..., None]
) -> None:
    decide("run", is_accepted=True)
    open_incident("i1", observed_value=None, expected_low=None)
    (alert,) = waiting(settings)
    assert alert.facts == "volume, warning, expected at most 60, incident i1"


def test_an_expectation_is_named_by_its_table_and_its_check(
    settings: Settings, decide: Callable[..., None], open_incident: Callable[..., None]
) -> None:
    decide("run", is_accepted=False)
    open_incident("i1", kind="expectation", metric_or_check="id_unique", dimension="core.article.id_unique")
    assert waiting(settings)[1].subject == "core.article.id_unique"


def test_a_refused_load_that_is_an_incident_too_opens_once(
    settings: Settings, decide: Callable[..., None], open_incident: Callable[..., None]
) -> None:
    decide("run", is_accepted=False)
    open_incident("i1", kind="refused_load")
    assert [alert.event for alert in waiting(settings)] == ["load_refused"]


def test_an_incident_that_opens_again_is_told_again(
    settings: Settings, decide: Callable[..., None], open_incident: Callable[..., None], query: Query
) -> None:
    decide("run", is_accepted=True)
    open_incident("i1")
    waiting(settings)
    query("update quality.incident set opened_run_id = 'later'")
    assert [alert.validation_run_id for alert in waiting(settings)] == ["later", "run"]


@pytest.mark.parametrize(("days_ago", "told_count"), [(7, 1), (8, 0)])
def test_a_new_channel_is_told_of_the_last_days(
    settings: Settings, decide: Callable[..., None], days_ago: int, told_count: int
) -> None:
    decide("newest", is_accepted=True)
    decide("old", is_accepted=False, days_ago=days_ago)
    assert len(waiting(settings, "webhook")) == told_count


def test_a_name_from_a_document_is_one_short_line_and_its_text_is_not_told(
    settings: Settings, decide: Callable[..., None], open_incident: Callable[..., None]
) -> None:
    decide("run", is_accepted=True)
    open_incident("i1", dimension="Coin\r\n\x1b[31mpress\u202e " + "word " * 100)
    (alert,) = waiting(settings)
    assert alert.subject.startswith("document_count Coin [31mpress word word")
    assert len(alert.subject) == outbox.MAX_NAME_CHARS
    assert "text of an article" not in str(alert)
