"""Reports to be shown: one of a good run, and one of a bad run full of hostile text."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from include.quality.report.queries import HISTORY_DAYS, volume_and_freshness
from include.quality.report.summary import (
    FeedEntry,
    LoadEntry,
    OpenIncident,
    Problem,
    Report,
    RunSummary,
    SetAsideDocument,
    TableHealth,
)

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HOSTILE = "</pre><script>document.title = 'owned'</script><img src=x onerror=alert(1)> =1+1 \"'&amp;"


def _table(name, row_count, newest, passed_count, checked_counts):
    query = volume_and_freshness(name, set())
    return TableHealth(name, row_count, newest, passed_count, 0, 0, checked_counts, query)


NOTHING_YET = Report(
    run=None,
    refused_load_count=0,
    incidents=[],
    history_states={},
    set_aside=[],
    set_aside_count=0,
    tables=[],
    problems=[],
    loads=[],
    feeds=[],
)

ACCEPTED = replace(
    NOTHING_YET,
    run=RunSummary("4f2a", NOON, True, ["1" * 32], 1200, 275, 0, 0),
    history_states={"ok": 41, "not_enough_history": 3},
    tables=[
        _table("core.article", 1200, NOON - timedelta(hours=3), 38, [*range(HISTORY_DAYS - 1), 1200]),
        _table("core.article_segment", 31000, None, 12, [0] * HISTORY_DAYS),
        _table("marts.source_daily", 7, date(2026, 2, 20), 11, [0] * HISTORY_DAYS),
    ],
    loads=[
        LoadEntry("1" * 32, NOON, 1300, 1200, 90, 10, True),
        LoadEntry("2" * 32, NOON, 1, 1, 0, 0, None),
    ],
    feeds=[FeedEntry("https://news.example/feed", NOON, "read", 48, 31, 0, 900)],
)  # fmt: skip

REFUSED = replace(
    ACCEPTED,
    run=replace(ACCEPTED.run, is_accepted=False, passed_count=273, warned_count=1, failed_count=1),
    refused_load_count=1,
    incidents=[
        OpenIncident(
            "source_volume", "article_count", HOSTILE, "critical", NOON, NOON, f"Ask the sender.\n{HOSTILE}",
            ["d" * 64], [f'{{"value": "{HOSTILE}"}}'],
        ),
        OpenIncident("new_source", "article_count", "Coin Gazette", "info", NOON, NOON, "Look.", [], []),
    ],
    feeds=[FeedEntry(f"https://news.example/{HOSTILE}", NOON, "timed_out", 2, 0, 2, None)],
    set_aside=[SetAsideDocument("e" * 64, NOON, ["core.article headline_reads_back"], "Mend the parser.")],
    set_aside_count=1,
    tables=[
        replace(ACCEPTED.tables[0], failed_count=1),
        replace(ACCEPTED.tables[1], row_count=None, query=None),
    ],
    problems=[
        Problem(
            "core.article", "headline_reads_back", "failed", 2, "2 rows", "Mend the parser.",
            [f'{{"headline": "{HOSTILE}"}}', '{"headline": "\'"}'],
        ),
        Problem("core.article", "language_well_formed", "warned", 1, None, "Map it.", []),
    ],
)  # fmt: skip
