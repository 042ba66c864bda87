"""What the page shows, read from the published file in bounded size."""

from datetime import date, timedelta

import duckdb

from include.news_page import queries, stories
from include.news_page.model import (
    COIN_DAYS,
    AsOf,
    Coin,
    CoinDay,
    News,
    Pair,
    Rise,
    SourceTiming,
)

HOURS_A_DAY = 24


def collect(connection: duckdb.DuckDBPyConnection) -> News:
    """Read the page's figures. They are the same until the published file changes."""
    as_of = AsOf(*connection.execute(queries.AS_OF).fetchall()[0])
    risen = [Rise(*row) for row in connection.execute(queries.RISEN).fetchall()]
    from_silence = [Rise(*row) for row in connection.execute(queries.FROM_SILENCE).fetchall()]
    most_mentioned = [slug for (slug,) in connection.execute(queries.MOST_MENTIONED).fetchall()]
    slugs = list(dict.fromkeys([*most_mentioned, *(rise.asset_slug for rise in [*risen, *from_silence])]))
    ((small_source_count,),) = connection.execute(queries.SMALL_SOURCES).fetchall()
    return News(
        as_of=as_of,
        stories=stories.read(connection),
        risen=risen,
        from_silence=from_silence,
        coins=_coins(connection, as_of.latest_day, slugs) if as_of.latest_day and slugs else [],
        coin_query=queries.coin_days(slugs) if slugs else None,
        pairs=[Pair(*row) for row in connection.execute(queries.PAIRS).fetchall()],
        timings=[_timing(*row) for row in connection.execute(queries.TIMINGS).fetchall()],
        small_source_count=small_source_count,
    )


def _coins(connection: duckdb.DuckDBPyConnection, latest_day: date, slugs: list[str]) -> list[Coin]:
    """The coins in the order of their slugs here, each with all of its days."""
    known_days = {day for day, is_known in connection.execute(queries.CALENDAR).fetchall() if is_known}
    names: dict[str, tuple[str, str | None]] = {}
    found: dict[tuple[str, date], CoinDay] = {}
    for slug, name, symbol, day, *figures in connection.execute(queries.coin_days(slugs)).fetchall():
        names[slug] = (name, symbol)
        found[slug, day] = CoinDay(day, *figures)
    days = [latest_day - timedelta(days=age) for age in reversed(range(COIN_DAYS))]

    def coin_day(slug: str, day: date) -> CoinDay:
        there = found.get((slug, day), CoinDay(day, 0, 0, None))
        return there if day in known_days else CoinDay(day, None, 0, there.price_usd)

    return [Coin(slug, *names[slug], [coin_day(slug, day) for day in days]) for slug in slugs]


def _timing(
    source_name: str,
    article_count: int,
    zone_assumed_article_count: int,
    capture_delay_seconds: float | None,
    landing_delay_seconds: float | None,
    hours: list[tuple[int, int]],
) -> SourceTiming:
    hour_counts = [0] * HOURS_A_DAY
    for hour, count in hours:
        hour_counts[hour] += count
    return SourceTiming(
        source_name,
        article_count,
        zone_assumed_article_count,
        capture_delay_seconds,
        landing_delay_seconds,
        hour_counts,
    )
