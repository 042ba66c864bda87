"""Reading documents again: only what differs changes, and every change is told field by field."""

from datetime import UTC, datetime, timedelta

from include.reprocessing.changes import report_changes
from include.reprocessing.request import request_reprocessing
from include.settings import Settings
from include.transform import normalise
from include.warehouse import writer
from tests.pipeline.conftest import build, decide, record, rows, tables, write_feed


def test_nothing_to_read_again_in_an_empty_home(settings: Settings) -> None:
    assert request_reprocessing(settings).load_id is None


def test_documents_are_read_again_without_being_landed_again(settings: Settings) -> None:
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
    request = request_reprocessing(settings, layout="record", landed_to=tomorrow)
    assert request.load_id is not None
    assert request.document_count == 2
    normalise(settings)
    changes = report_changes(settings, request.load_id)

    told = {(change.table_name, change.change, change.column_name): change.change_count for change in changes}
    assert told == {("article", "changed", "headline"): 1, ("mention", "added", None): 1}
    assert rows(settings, "select count(*) from quality.reprocess_change") == [(2,)]
    decide(settings, is_accepted=True)
    assert tables(settings) == as_read_now
    assert rows(settings, "select count(*) from raw.document") == [(2,)]
    assert request_reprocessing(settings, layout="record", landed_to=tomorrow).load_id is None
