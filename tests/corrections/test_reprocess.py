"""Reading documents again: only what differs changes, and every change is told field by field."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from include.corrections import request
from include.corrections.changes import report_changes
from include.corrections.request import request_reprocessing
from include.settings import Settings
from include.transform import normalise
from include.warehouse import writer
from tests.conftest import copied
from tests.pipeline.conftest import build, decide, record, rows, tables, write_feed


def test_nothing_to_read_again_in_an_empty_home(settings: Settings) -> None:
    assert request_reprocessing(settings).load_id is None


def test_documents_are_read_again_without_being_landed_again(parsed_home: Settings, tmp_path: Path) -> None:
    settings = copied(parsed_home, tmp_path / "home")
    write_feed(
        settings,
        "feed.jsonl",
        [record("a", "Bitcoin rises", "Bitcoin rose.", 9), record("b", "Solana runs", "Solana ran.", 9)],
    )
    build(settings)
    as_read_now = tables(settings)
    with writer(settings) as connection:  # as an earlier parser and matcher might have read them
        connection.execute("update core.article set headline = 'Old' where headline = 'Bitcoin rises'")
        connection.execute("delete from core.mention where surface = 'Solana' and section = 'headline'")

    assert request_reprocessing(settings, layout="mexc_news").document_count == 0
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    assert request_reprocessing(settings, landed_from=tomorrow).document_count == 0
    requested = request_reprocessing(settings, layout="record", landed_to=tomorrow)
    assert requested.load_id is not None
    assert requested.document_count == 2
    normalise(settings)
    changes = report_changes(settings, requested.load_id)

    told = {(change.table_name, change.change, change.column_name): change.change_count for change in changes}
    assert told == {("article", "changed", "headline"): 1, ("mention", "added", None): 1}
    assert rows(settings, "select count(*) from quality.reprocess_change") == [(2,)]
    decide(settings, is_accepted=True)
    assert tables(settings) == as_read_now
    assert rows(settings, "select count(*) from raw.document") == [(2,)]
    assert request_reprocessing(settings, layout="record", landed_to=tomorrow).load_id is None


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Says which parser, matcher and lists there are now."""
    return lambda version: monkeypatch.setattr(request, "reading_version", lambda settings: version)


@pytest.fixture
def built(normalised_samples: Settings, tmp_path: Path) -> Settings:
    """The samples, built and accepted."""
    settings = copied(normalised_samples, tmp_path / "home")
    decide(settings, is_accepted=True)
    return settings


def finish(settings: Settings, load_id: str | None) -> None:
    """What the tasks after the request do, without the build."""
    assert load_id is not None
    report_changes(settings, load_id)
    decide_request(settings, load_id)


def decide_request(settings: Settings, load_id: str) -> None:
    with writer(settings) as connection:
        connection.execute("insert into quality.load_verdict values (?, 'test', true, now())", [load_id])


def test_documents_are_read_again_when_another_reading_was_in_between(
    built: Settings, reading: Callable[[str], None]
) -> None:
    load_ids = []
    for version in ("first", "second", "first"):
        reading(version)
        load_ids.append(request_reprocessing(built).load_id)
        finish(built, load_ids[-1])
        assert request_reprocessing(built).load_id is None, "nothing has changed since"
    assert len(set(load_ids)) == 3


def test_documents_are_read_again_when_some_of_them_were_read_otherwise_in_between(
    built: Settings, reading: Callable[[str], None]
) -> None:
    reading("first")
    finish(built, request_reprocessing(built).load_id)
    reading("second")
    finish(built, request_reprocessing(built, layout="mexc_news").load_id)
    reading("first")
    assert request_reprocessing(built).load_id is not None


def test_column_that_came_with_a_new_version_said_nothing_before(built: Settings) -> None:
    load_id = request_reprocessing(built).load_id
    assert load_id is not None
    with writer(built) as connection:  # as an earlier version has written its table
        connection.execute("alter table staging.before_article drop column word_count")
    changes = report_changes(built, load_id)
    ((told_count,),) = rows(built, "select count(*) from core.article where word_count is not null")
    assert told_count > 0
    assert [(change.column_name, change.change_count) for change in changes] == [("word_count", told_count)]


def test_request_that_was_broken_off_is_taken_up_until_it_is_compared_and_decided(built: Settings) -> None:
    load_id = request_reprocessing(built).load_id
    assert load_id is not None
    assert request_reprocessing(built).load_id == load_id
    decide_request(built, load_id)
    assert request_reprocessing(built).load_id == load_id, "another run built it, and compared nothing"
    report_changes(built, load_id)
    assert request_reprocessing(built).load_id is None


def test_request_that_was_broken_off_is_taken_up_with_what_was_set_aside_before(built: Settings) -> None:
    with writer(built) as connection:
        connection.execute("""
            insert into quality.set_aside_document
            select min(document_id), 'run', 'core.article', 'a_check', 'A reason.', now(), null, null
            from staging.stg_parsed_document;

            delete from staging.stg_parsed_document
            where document_id in (select document_id from quality.set_aside_document);
        """)
    first = request_reprocessing(built)
    assert rows(built, "select closed_as from quality.set_aside_document") == [("reprocessed",)]
    assert request_reprocessing(built) == first


def test_request_that_was_compared_and_not_decided_is_taken_up(built: Settings) -> None:
    load_id = request_reprocessing(built).load_id
    assert load_id is not None
    report_changes(built, load_id)
    assert request_reprocessing(built).load_id == load_id


def test_request_that_was_broken_off_and_is_no_longer_remembered_is_made_anew(built: Settings) -> None:
    load_id = request_reprocessing(built, layout="mexc_news").load_id
    assert request_reprocessing(built, layout="record").load_id is not None
    again = request_reprocessing(built, layout="mexc_news").load_id
    assert again not in {load_id, None}
