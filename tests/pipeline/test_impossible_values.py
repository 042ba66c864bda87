"""What cannot be true is published nowhere: it costs its value, or the document whose own date it is."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from include import warehouse
from include.corrections.release import release
from include.corrections.request import request_reprocessing
from include.landing.land import land_inbox
from include.operations.tasks.validation import decide
from include.publication.publish import publish
from include.settings import Settings
from include.transform import normalise
from tests.conftest import make_settings
from tests.parsing.builders import PARAGRAPHS, card, page, widget
from tests.pipeline.conftest import record, rows, tables, write_feed

GOOD_COUNT = 4
DAYS_AFTER_LANDING = """
    select date_day from marts.asset_daily
    union all
    select date_day from marts.source_daily
    union all
    select date_day from marts.asset_attention
    union all
    select unnest([date_day, cast(published_hour as date)]) from marts.asset_hourly
    union all
    select date_day from marts.publication_calendar
    union all
    select week_start from marts.entity_cooccurrence
    union all
    select cast(published_at as date) from marts.article_overview
    union all
    select cast(published_at as date) from core.related_link
    union all
    select cast(unnest([first_captured_at, last_captured_at, newest_card_published_at]) as date)
    from core.article
    union all
    select cast(unnest([as_of_min, as_of_max]) as date) from marts.price_history
    union all
    select cast(captured_at as date) from raw.landing_event
"""


def write_page(settings: Settings, name: str, **blocks: Any) -> None:
    """A page of an article of its own, good but for what `blocks` say."""
    body = (f"Bitcoin met {name} this week.", *PARAGRAPHS)
    text = page(**({"headline": f"Bitcoin and {name}", "lead": None, "body": body} | blocks))
    (Path(settings.inbox) / f"{name}.txt").write_text(text)


def run(settings: Settings) -> None:
    land_inbox(settings)
    normalise(settings)
    assert decide(settings).is_accepted
    publish(settings)


def published(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    with warehouse.reader(settings.published_path) as connection:
        return connection.execute(query).fetchall()


def titled(name: str) -> str:
    return f"(select document_id from core.article where headline = 'Bitcoin and {name}')"


@pytest.fixture(scope="module")
def after_run(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home in which one load brought a few good pages, and one page or record of each impossible kind."""
    settings = make_settings(tmp_path_factory.mktemp("run") / "home")
    for number in range(GOOD_COUNT):
        write_page(settings, f"good{number}")
    write_page(settings, "future", date="2093/03/13 23:50")
    write_page(settings, "worthless", widgets=(widget("Bitcoin", "BTC", "$0.00", "-140.00%"),))
    write_page(
        settings,
        "foretold",
        date=None,
        widgets=(widget("Bitcoin", "BTC", "$70,000.00"),),
        cards=(
            card(footer="Quayside News2093/04/02 08:15"),
            card("Harbour fees fall", footer="Quayside News2026/04/03 08:15"),
        ),
    )
    write_feed(
        settings,
        "feed.jsonl",
        [
            record("early", "Bitcoin and early", "Bitcoin rose.", 7),
            record("late", "Bitcoin and late", "Bitcoin fell.", 9, captured="2093-03-02T09:00:00Z"),
            record("ancient", "Bitcoin and ancient", "Bitcoin slept.", 9, datetime="1970-01-01T00:00:00Z"),
        ],
    )
    run(settings)
    return settings


@pytest.fixture
def home(after_run: Settings, tmp_path: Path) -> Settings:
    """A copy of it that belongs to one test."""
    shutil.copytree(after_run.home, tmp_path / "home")
    return replace(after_run, home=tmp_path / "home", inbox=str(tmp_path / "home" / "inbox"))


def test_article_whose_own_date_is_impossible_is_set_aside_and_the_others_are_published(
    after_run: Settings,
) -> None:
    assert published(
        after_run, "select check_name, count(*) from quality.set_aside_document group by all"
    ) == [("published_at_plausible", 2)]
    headlines = [headline for (headline,) in published(after_run, "select headline from core.article")]
    assert sorted(headlines) == sorted(
        f"Bitcoin and {name}"
        for name in (*(f"good{n}" for n in range(GOOD_COUNT)), "worthless", "foretold", "early", "late")
    )


def test_no_published_day_is_after_the_landing_or_before_bitcoin(after_run: Settings) -> None:
    (bounds,) = published(
        after_run, f"select min(date_day), max(date_day), count(date_day) from ({DAYS_AFTER_LANDING})"
    )
    today = datetime.now(UTC).date()
    assert bounds[0].year >= 2009
    assert bounds[1] <= today
    assert bounds[2] > GOOD_COUNT


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            f"select price, price_raw, change_pct, change_raw, impossible_values from core.price_snapshot"
            f" where document_id = {titled('worthless')}",
            [(None, "$0.00", None, "-140.00%", ["price", "change_pct"])],
        ),
        (
            f"select year(published_at), published_at_raw, impossible_values from core.related_link"
            f" where document_id = {titled('foretold')} order by position",
            [(None, "2093/04/02 08:15", ["published_at"]), (2026, "2026/04/03 08:15", [])],
        ),
        (
            f"select cast(as_of_min as varchar) from core.price_snapshot"
            f" where document_id = {titled('foretold')}",
            [("2026-04-03 08:15:00+00",)],
        ),
        (
            "select cast(published_at as varchar), first_captured_at, last_captured_at, impossible_values"
            " from core.article where headline = 'Bitcoin and early'",
            [("2026-03-02 08:00:00+00", None, None, ["first_captured_at", "last_captured_at"])],
        ),
        (
            "select event.captured_at, event.detail, article.first_captured_at, article.impossible_values"
            " from raw.landing_event as event inner join core.article using (document_id)"
            " where headline = 'Bitcoin and late'",
            [(None, "declares a capture that cannot be true: 2093-03-02 09:00:00+00", None, [])],
        ),
        ("select count(*) from marts.asset_daily where price_usd <= 0 or low_price_usd <= 0", [(0,)]),
    ],
    ids=[
        "price and change",
        "card",
        "price dated by the other card",
        "early capture",
        "late capture",
        "mart",
    ],
)
def test_value_alone_is_left_out_its_words_stay_and_its_row_names_it(
    after_run: Settings, query: str, expected: list[tuple[Any, ...]]
) -> None:
    assert published(after_run, query) == expected


def test_what_was_left_out_is_a_warning_of_the_run(after_run: Settings) -> None:
    warned = published(
        after_run,
        "select check_name from quality.validation_result semi join quality.validation_run"
        " using (validation_run_id) where status = 'warned' and check_name like '%plausible' order by all",
    )
    assert [name for (name,) in warned] == [
        "captured_at_plausible", "change_pct_plausible", "price_plausible", "published_at_plausible",
        "published_before_capture_plausible",
    ]  # fmt: skip


def test_who_releases_a_document_vouches_for_the_rest_and_its_date_stays_out(home: Settings) -> None:
    assert release(home, None).document_count == 2
    run(home)

    assert published(
        home,
        "select published_at, published_at_precision, published_at_raw, impossible_values"
        " from core.article where list_contains(impossible_values, 'published_at') order by published_at_raw",
    ) == [
        (None, None, "1970-01-01T00:00:00Z", ["published_at"]),
        (None, None, "2093/03/13 23:50", ["published_at"]),
    ]
    test_no_published_day_is_after_the_landing_or_before_bitcoin(home)


def test_build_anew_gives_the_same_rows(home: Settings) -> None:
    request_reprocessing(home, is_rebuild=True)
    normalise(home)
    built = tables(home)
    normalise(home, is_rebuild=True)
    assert tables(home) == built


def test_impossible_date_of_a_later_capture_costs_no_load(home: Settings) -> None:
    """The earlier capture decides what an article declares; here that comes last, and is of 2093."""
    write_feed(
        home,
        "again.jsonl",
        [
            record("late", "Bitcoin and late", "Bitcoin fell.", 8, datetime="2093-03-02T08:00:00Z"),
            record("new", "Bitcoin and new", "Bitcoin stood still.", 9),
        ],
    )
    run(home)
    assert published(
        home, "select headline, published_at, impossible_values from core.article"
        " where headline in ('Bitcoin and late', 'Bitcoin and new') order by published_at nulls last",
    ) == [
        ("Bitcoin and new", datetime(2026, 3, 2, 8, tzinfo=UTC), []),
        ("Bitcoin and late", None, ["published_at"]),
    ]  # fmt: skip
    assert rows(home, "select count(distinct document_id) from quality.set_aside_document") == [(2,)]


@pytest.mark.parametrize(("bad_count", "is_refused"), [(3, False), (4, True)])
def test_a_number_of_documents_may_always_be_set_aside(
    settings: Settings, bad_count: int, is_refused: bool
) -> None:
    """Also where that is half of the load, or more."""
    write_page(settings, "good")
    for number in range(bad_count):
        write_page(settings, f"future{number}", date="2093/03/13 23:50")
    land_inbox(settings)
    normalise(settings)
    verdict = decide(settings)
    assert (verdict.is_accepted, verdict.set_aside_count) == (not is_refused, 0 if is_refused else bad_count)
