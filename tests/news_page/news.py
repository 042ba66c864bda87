"""News to be shown: of some months, of next to nothing, and of names full of hostile text."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from include.news_page.model import (
    COIN_DAYS,
    AsOf,
    Coin,
    CoinDay,
    News,
    Pair,
    Rise,
    SourceTiming,
    Story,
    Telling,
)

LATEST_DAY = date(2026, 3, 15)
NOON = datetime(2026, 3, 15, 12, 0, tzinfo=UTC)
HOSTILE = "</title></svg><script>document.title = 'owned'</script><img src=x onerror=alert(1)> =1+1 \"'&amp;"

NOTHING_YET = News(
    as_of=AsOf(None, None, 0, 0, 0, 0),
    stories=[],
    risen=[],
    from_silence=[],
    coins=[],
    coin_query=None,
    pairs=[],
    timings=[],
    small_source_count=0,
)


def story(headline, *tellings, day=LATEST_DAY, article_count=None, slugs=("bitcoin",)):
    return Story(
        day,
        datetime(day.year, day.month, day.day, 6, 12, tzinfo=UTC),
        headline,
        article_count or len(tellings),
        len({telling.source_name for telling in tellings}),
        list(slugs),
        list(tellings),
    )


def coin(slug, name, symbol=None, price=None):
    """A coin with a week without any article, and with prices where there is one to begin with."""
    days = [
        CoinDay(
            LATEST_DAY - timedelta(days=age),
            None if 30 <= age < 37 else age % 7,
            0 if 30 <= age < 37 else age % 3,
            Decimal(price) + age if price and age % 4 else None,
        )
        for age in reversed(range(COIN_DAYS))
    ]
    return Coin(slug, name, symbol, days)


def rise(slug, name, robust_z=3.25):
    return Rise(
        slug, name, slug[:3].upper(), LATEST_DAY, 41, 12.0, 5.0, robust_z, 9, 6, Decimal("12.5000"), 4.25, 1
    )


def pair(slug_a, slug_b, article_count=7):
    return Pair(slug_a, slug_a.title(), "asset", slug_b, slug_b.title(), "person", article_count, 9, 2.5)


MONTHS = News(
    as_of=AsOf(NOON, LATEST_DAY, 181, 12, 28, 83),
    stories=[
        story(
            "A lighthouse takes Dogecoin",
            Telling("Coin Gazette", "A lighthouse takes Dogecoin", 0, "https://gazette.example/lighthouse"),
            Telling("Ledger Post", "The lamp stays lit", 1500, "https://post.example/lamp?a=1&b=2"),
            Telling("Node Weekly", None, None, None),
            Telling("Ledger Post", "Once more", 9000, None),
            article_count=9,
            slugs=["dogecoin"],
        ),
        story(
            None,
            Telling("Herald", None, 0, None),
            Telling("Wire", "Rules by summer", 60, None),
            day=LATEST_DAY - timedelta(days=1),
            slugs=[],
        ),
    ],
    risen=[rise("solana", "Solana"), rise("xrp", "XRP", 2.0)],
    from_silence=[rise("algorand", "Algorand", None)],
    coins=[
        coin("bitcoin", "Bitcoin", "BTC", price="70000.25"),
        coin("solana", "Solana", "SOL"),
        coin("xrp", "XRP", "XRP"),
        coin("algorand", "Algorand", "ALGO"),
    ],
    coin_query="select 1 as these_coins",
    pairs=[pair("bitcoin", f"person-{n}", 3 + n) for n in range(12)],
    timings=[
        SourceTiming("Ledger Post", 240, 60, 420.0, 5400.0, [10] * 24),
        SourceTiming("Coin Gazette", 24, 0, None, None, [0] * 23 + [24]),
    ],
    small_source_count=3,
)

LITTLE = replace(
    MONTHS,
    as_of=AsOf(NOON, LATEST_DAY, 9, 4, 1, 6),
    stories=[],
    risen=[],
    from_silence=[],
    pairs=MONTHS.pairs[:1],
    timings=[],
    small_source_count=1,
)  # fmt: skip

OF_HOSTILE_TEXT = replace(
    MONTHS,
    stories=[
        story(
            HOSTILE,
            Telling(HOSTILE, HOSTILE, 0, "https://e.example/'onclick='x"),
            Telling("Wire", HOSTILE, 60, None),
            slugs=[HOSTILE],
        )
    ],
    risen=[rise("solana", HOSTILE)],
    from_silence=[rise("algorand", HOSTILE, None)],
    coins=[coin("solana", HOSTILE, HOSTILE, price="1"), coin("algorand", HOSTILE)],
    coin_query=f"select '{HOSTILE}'",
    pairs=[replace(pair("a", f"b{n}"), name_a=HOSTILE, entity_type_b="new type") for n in range(5)],
    timings=[replace(MONTHS.timings[0], source_name=HOSTILE)],
)
