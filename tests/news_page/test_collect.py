"""What the page reads of a published file."""

from datetime import date, timedelta

import duckdb
import pytest

from include.news_page import queries, stories
from include.news_page.model import COIN_DAYS, MAX_COINS
from tests.news_page import made

QUERIES = [
    queries.AS_OF, queries.CALENDAR, queries.RISEN, queries.FROM_SILENCE, queries.MOST_MENTIONED,
    stories.STORIES, queries.PAIRS, queries.TIMINGS, queries.SMALL_SOURCES,
    queries.coin_days(["bitcoin", "it's"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def months(tmp_path_factory):
    path = tmp_path_factory.mktemp("months") / "pressmark.duckdb"
    made.write(path)
    return path


@pytest.fixture
def changed(months, tmp_path):
    """What is read of a file after a change."""

    def read(statement):
        path = tmp_path / "pressmark.duckdb"
        path.write_bytes(months.read_bytes())
        with duckdb.connect(str(path)) as connection:
            connection.execute(statement)
        return made.collected(path)

    return read


def test_an_empty_file_has_no_news(tmp_path):
    path = tmp_path / "pressmark.duckdb"
    made.empty(path)
    news = made.collected(path)
    assert news.as_of.latest_day is None
    assert [news.stories, news.risen, news.from_silence, news.coins, news.pairs, news.timings] == [[]] * 6


def test_the_week_is_counted(months):
    as_of = made.collected(months).as_of
    assert as_of.latest_day == made.LATEST_DAY
    assert as_of.week_source_count == len(made.SOURCES)
    assert (as_of.history_day_count, as_of.known_day_count) == (28, COIN_DAYS - 5)
    with duckdb.connect(str(months), read_only=True) as connection:
        ((article_count,),) = connection.execute(
            "select sum(article_count) from marts.publication_calendar where date_day >= '2026-03-09'"
        ).fetchall()
    assert as_of.week_article_count == article_count


def test_an_article_without_a_date_that_landed_later_does_not_move_the_week(changed):
    news = changed(
        "insert into marts.publication_calendar by name "
        "select date '2026-06-01' as date_day, 1 as article_count, 1 as undated_article_count"
    )
    assert news.as_of.latest_day == made.LATEST_DAY


def test_a_rise_is_the_strongest_day_of_the_week_the_furthest_first(months):
    rises = made.collected(months).risen
    assert {rise.asset_slug for rise in rises} >= {"solana", "dogecoin"}
    solana = next(rise for rise in rises if rise.asset_slug == "solana")
    assert solana.date_day == date(2026, 3, 14)
    assert solana.mention_count > 3 * solana.usual_mention_count
    distances = [rise.robust_z for rise in rises]
    assert distances == sorted(distances, reverse=True)
    assert min(distances) >= 2


def test_a_coin_that_was_silent_is_told_apart(months):
    (algorand,) = made.collected(months).from_silence
    assert (algorand.asset_slug, algorand.mention_count, algorand.robust_z) == ("algorand", 9, None)


@pytest.mark.parametrize(
    "statement",
    [
        "update marts.asset_attention set history_day_count = 6",
        "update marts.asset_attention set article_count = 2",
        "update marts.asset_attention set date_day = date_day - 7",
    ],
    ids=["little history", "few articles", "before the week"],
)
def test_noise_is_no_rise(changed, statement):
    news = changed(statement)
    assert "solana" not in {rise.asset_slug for rise in [*news.risen, *news.from_silence]}
    assert news.from_silence == []


def test_coins_are_those_most_is_said_of_and_those_that_rose(months):
    slugs = [coin.asset_slug for coin in made.collected(months).coins]
    assert slugs[:3] == ["bitcoin", "ethereum", "xrp"]
    assert slugs[MAX_COINS:] == ["algorand"]


def test_a_coin_has_all_its_days_and_gaps_are_told_from_silence(months):
    by_slug = {coin.asset_slug: coin for coin in made.collected(months).coins}
    for coin in by_slug.values():
        days = [day.date_day for day in coin.days]
        assert days == [made.LATEST_DAY - timedelta(days=age) for age in reversed(range(COIN_DAYS))]
        assert [day.date_day for day in coin.days if day.mention_count is None] == [
            made.LATEST_DAY - timedelta(days=age) for age in (44, 43, 42, 41, 40)
        ]
    assert by_slug["algorand"].days[-2].mention_count == 0
    assert by_slug["algorand"].priced_days == []
    assert 40 < len(by_slug["bitcoin"].priced_days) < COIN_DAYS - 15


def test_a_price_of_a_day_without_articles_is_kept(changed):
    news = changed(
        "insert into marts.asset_daily by name "
        "select date '2026-02-01' as date_day, 'bitcoin' as asset_slug, 'Bitcoin' as asset_name, "
        "0 as mention_count, 0 as article_count, 70000.5 as price_usd"
    )
    (day,) = [day for day in news.coins[0].days if day.date_day == date(2026, 2, 1)]
    assert (day.mention_count, str(day.price_usd)) == (None, "70000.500000000000000000")


def test_pairs_are_those_above_chance_in_enough_articles(changed):
    news = changed("update marts.entity_cooccurrence set article_count = 2 where slug_a = 'bitcoin'")
    assert "bitcoin" not in {pair.slug_a for pair in news.pairs}
    assert len(news.pairs) == len(made.PAIRS) - 2
    assert min(pair.lift for pair in news.pairs) > 1


def test_weeks_add_up_and_old_ones_are_left_out(changed):
    news = changed(
        """
        insert into marts.entity_cooccurrence
        select * replace (week_start - unnest([7, 28]) as week_start)
        from marts.entity_cooccurrence
        where slug_a = 'monero'
        """
    )
    (monero,) = [pair for pair in news.pairs if pair.slug_a == "monero"]
    assert (monero.article_count, monero.sentence_count) == (6, 10)
    assert monero.lift == pytest.approx(7.5)


def test_a_delay_is_one_that_half_of_the_articles_do_not_exceed(changed):
    news = changed(
        """
        delete from marts.source_timing where source_name <> 'Ledger Post' or hour_of_week > 26;
        update marts.source_timing set
            article_count = 10,
            capture_delay_article_count = case hour_of_week when 1 then 10 when 2 then 5 else 0 end,
            median_capture_delay_seconds = case hour_of_week when 1 then 600 when 2 then 60 end,
            landing_delay_article_count = 0,
            median_landing_delay_seconds = null;
        """
    )
    (timing,) = news.timings
    assert (timing.capture_delay_seconds, timing.landing_delay_seconds) == (600, None)
    assert timing.hour_counts[1] == 20
    assert sum(timing.hour_counts) == timing.article_count


def test_small_sources_are_counted_and_not_shown(changed):
    news = changed("delete from marts.source_timing where source_name = 'Node Weekly' and hour_of_week > 12")
    assert (len(news.timings), news.small_source_count) == (len(made.SOURCES) - 1, 1)


@pytest.mark.parametrize("query", QUERIES)
def test_every_query_runs_as_it_stands(months, query):
    with duckdb.connect(str(months), read_only=True) as connection:
        connection.execute(query).fetchall()
