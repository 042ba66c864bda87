"""Faults of a feed, a page or our own code: each is caught by name, refused, reported and alerted once."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from include.alerts.deliver import deliver
from include.landing.land import land_inbox
from include.operations.commands import release
from include.operations.errors import EXIT_UNUSABLE
from include.operations.tasks.validation import decide
from include.publication.publish import NotAcceptedError, publish
from include.quality import gate
from include.quality.incidents.store import MEND, MEND_OR_VOUCH
from include.settings import Settings
from include.transform import normalise
from include.warehouse import reader, writer
from tests.conftest import copied
from tests.quality.history.feeds import ARTICLE_COUNT, PAGE_SOURCE, RECORD_SOURCES, write_feed

HISTORY_DAYS = 35

HISTORY = f"""
    create temp table earlier as select unnest(range(1, {HISTORY_DAYS})) as days;

    insert into raw.load
    select load.* replace (md5(load_id || days) as load_id, landed_at - to_days(days) as landed_at)
    from raw.load, earlier;

    insert into quality.load_verdict select load_id, 'earlier', true, landed_at from raw.load;

    insert into quality.metric_load
    select metric_load.* replace (
        md5(load_id || days) as load_id,
        landed_at - to_days(days) as landed_at,
        newest_published_at - to_days(days) as newest_published_at
    )
    from quality.metric_load, earlier;

    insert into quality.metric_daily
    select metric_daily.* replace (date_day - cast(days as integer) as date_day)
    from quality.metric_daily, earlier;
"""
"""Five weeks in which each day was like the one that was really landed and built."""

OF_YESTERDAY = """
    update raw.load set landed_at = landed_at - interval 1 day;
    update raw.document set landed_at = landed_at - interval 1 day;
"""

PENDING = "document_id in (select document_id from staging.stg_pending_document)"
EARLIER = "load_id not in (select load_id from staging.stg_pending_load)"


@dataclass(frozen=True)
class Fault:
    """What is wrong, and the check that says so; `spoil` does to the tables what a faulty build would."""

    name: str
    table_name: str
    check_name: str
    feed: str = "good"
    spoil: str = ""
    incident: tuple[str, str] | None = None

    @property
    def advice(self) -> str:
        is_alone = self.check_name.endswith("_like_history") and self.name not in SHOWN_BY_MARTS
        return MEND_OR_VOUCH if is_alone else MEND

    @property
    def incident_key(self) -> tuple[str, str]:
        return self.incident or ("expectation", f"{self.table_name}.{self.check_name}")


SHOWN_BY_MARTS = {"vanished_mentions"}
"""Marts that were not written anew count what is there no more: that is nothing to vouch for."""

FAULTS = [
    Fault(
        "duplicated_keys",
        "core.related_link",
        "related_link_id_unique",
        spoil=f"""
            create or replace table core.related_link as
            from core.related_link union all from core.related_link where {PENDING};
            update marts.article_overview set related_link_count = 2 * related_link_count where {PENDING};
        """,
    ),
    Fault(
        "headline_and_teaser_swapped",
        "core.article",
        "headline_and_teaser_in_place",
        spoil=f"""
            update core.article set
                headline = teaser,
                headline_char_start = teaser_char_start,
                headline_char_end = teaser_char_end,
                teaser = headline,
                teaser_char_start = headline_char_start,
                teaser_char_end = headline_char_end
            where teaser is not null and {PENDING}
        """,
    ),
    Fault(
        "prices_a_thousand_times_too_high",
        "core.price_snapshot",
        "price_like_last_known_throughout",
        spoil=f"update core.price_snapshot set price = 1000 * price where {PENDING}",
    ),
    Fault(
        "dates_in_the_future",
        "core.article",
        "published_at_possible",
        spoil=f"""
            create temp table moved as
            select distinct cast(published_at as date) as from_day, cast(landed_at as date) as to_day
            from core.article where {PENDING};
            update core.article set published_at = published_at + interval 100 year where {PENDING};
            update marts.source_daily set date_day = to_day from moved where date_day = from_day;
            update marts.asset_daily set date_day = to_day from moved where date_day = from_day;
        """,
    ),
    Fault(
        "half_of_the_volume",
        "raw.load",
        "landed_count_like_history",
        spoil=f"update raw.load set landed_count = 2 * landed_count where {EARLIER}",
        incident=("volume", "all"),
    ),
    Fault(
        "stopped_source",
        "core.article",
        "missed_article_count_like_history",
        spoil=f"""
            insert into quality.metric_load
            select * replace ('The Block' as dimension_value) from quality.metric_load
            where metric = 'article_count' and dimension_value = '{RECORD_SOURCES[0]}' and {EARLIER}
        """,
        incident=("source_stopped", "The Block"),
    ),
    Fault(
        "changed_page_template",
        "core.article_segment",
        "unclassified_article_pct_like_history",
        feed="redesigned",
        incident=("layout_drift", f"{PAGE_SOURCE} / mexc_news"),
    ),
    Fault(
        "vanished_mentions",
        "core.mention",
        "unmentioned_pct_like_history",
        spoil=f"""
            delete from core.mention where {PENDING} and section in ('headline', 'teaser', 'body');
            update marts.article_overview set mention_count = 0 where {PENDING};
            update quality.metric_load set part_count = if(metric = 'unmentioned_pct', whole_count, 0)
            where metric in ('unmentioned_pct', 'mentions_per_1000_words') and not {EARLIER};
        """,
        incident=("mention_rate", "all"),
    ),
    Fault(
        "column_that_disappears",
        "core.mention",
        "columns_and_types",
        spoil="alter table core.mention drop column confidence",
    ),
]


@pytest.fixture(scope="module")
def built(parsed_home: Settings, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Settings]:
    """By feed, a home with five accepted weeks, a published file, and one more load that was built."""
    folder = tmp_path_factory.mktemp("faults")
    base = copied(parsed_home, folder / "base")
    write_feed(base, load_no=1)
    land_inbox(base)
    _execute(base, OF_YESTERDAY)
    normalise(base)
    _execute(base, HISTORY)
    publish(base)

    def build(name: str) -> Settings:
        settings = copied(base, folder / name)
        write_feed(settings, load_no=2, is_redesigned=name == "redesigned")
        land_inbox(settings)
        normalise(settings)
        return settings

    return {name: build(name) for name in ("good", "redesigned")}


@pytest.fixture
def home_of(built: dict[str, Settings], tmp_path: Path) -> Callable[[str], Settings]:
    """Copies a home for one test."""
    return lambda feed_name: copied(built[feed_name], tmp_path / "home")


def _execute(settings: Settings, statements: str) -> None:
    with writer(settings) as connection:
        connection.execute(statements)


def _query(settings: Settings, statement: str) -> list[tuple]:
    with writer(settings) as connection:
        return connection.execute(statement).fetchall()


def test_load_without_a_fault_is_accepted_and_published(home_of):
    settings = home_of("good")
    verdict = decide(settings)
    publish(settings)

    assert (verdict.is_accepted, verdict.warned_count) == (True, 0)
    assert _query(settings, "from quality.incident") == []
    assert deliver(settings) == []
    with reader(settings.published_path) as connection:
        assert connection.execute("select count(*) from core.article").fetchone() == (6 * ARTICLE_COUNT,)


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_fault_is_caught_by_name_refused_reported_and_alerted_once(home_of, fault, caplog):
    settings = home_of(fault.feed)
    _execute(settings, fault.spoil)
    published = settings.published_path.read_bytes()
    with caplog.at_level(logging.INFO, logger="include.alerts"):
        verdict = decide(settings)
        deliver(settings)

    assert (fault.table_name, fault.check_name) in _query(
        settings, "select table_name, check_name from quality.validation_result where status = 'failed'"
    )
    (load_id,) = verdict.load_ids
    assert _query(settings, f"select is_accepted from quality.load_verdict where load_id = '{load_id}'") == [
        (False,)
    ]
    with pytest.raises(NotAcceptedError):
        publish(settings)
    assert settings.published_path.read_bytes() == published

    page = gate.report_path(settings).read_text()
    assert "✗ Refused" in page
    assert fault.check_name in page
    assert f"{fault.advice}; then have it judged anew: make release LOADS=&#34;{load_id}&#34;" in page

    told = [record.getMessage() for record in caplog.records if record.name.startswith("include.alerts")]
    kind, place = fault.incident_key
    opened = [line for line in told if line.startswith("Incident opened")]
    assert [place in line and kind in line for line in opened].count(True) == 1
    assert [load_id in line for line in told if line.startswith("Load refused")] == [True]
    assert len(told) == len(set(told)) == len(opened) + 1
    assert gate.validate(settings) == verdict
    assert deliver(settings) == []


def test_refused_load_is_let_in_by_one_command(home_of, monkeypatch, capsys):
    settings = home_of("redesigned")
    (load_id,) = decide(settings).load_ids
    for name, value in settings.environment.items():
        monkeypatch.setenv(name, value)

    assert release.main(["--loads", load_id]) == 0
    assert release.main(["--loads", load_id]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 load(s) and 0 document(s) released. The next make run takes them in.",
        "0 load(s) and 0 document(s) released.",
    ]
    verdict = decide(settings)
    publish(settings)

    assert (verdict.is_accepted, verdict.warned_count > 0) == (True, True)
    with reader(settings.published_path) as connection:
        assert connection.execute("select count(*) from core.article").fetchone() == (6 * ARTICLE_COUNT,)
    assert release.main(["--loads", load_id]) == EXIT_UNUSABLE
    assert release.main(["--loads", "unknown", load_id]) == EXIT_UNUSABLE
    assert capsys.readouterr().err.splitlines() == [
        f"not refused, but accepted: {load_id}. Nothing is to be done.",
        "no such load: unknown. See quality.load_verdict.",
    ]
