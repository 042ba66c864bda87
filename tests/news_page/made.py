"""Published files of made-up figures, in the columns that the marts promise."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb

from expectations.declared import columns
from include.news_page.collect import collect
from include.news_page.model import News
from include.warehouse import reader

LATEST_DAY = date(2026, 3, 15)
GAP_AGES_DAYS = (40, 44)
"""Between these two days before the latest, nothing was landed."""

COINS = [
    ("bitcoin", "Bitcoin", "BTC"), ("ethereum", "Ethereum", "ETH"), ("xrp", "XRP", "XRP"),
    ("solana", "Solana", "SOL"), ("cardano", "Cardano", "ADA"), ("dogecoin", "Dogecoin", "DOGE"),
    ("tron", "TRON", "TRX"), ("chainlink", "Chainlink", "LINK"), ("stellar", "Stellar", "XLM"),
    ("litecoin", "Litecoin", "LTC"), ("polkadot", "Polkadot", "DOT"), ("avalanche", "Avalanche", "AVAX"),
    ("monero", "Monero", "XMR"), ("algorand", "Algorand", "ALGO"),
]  # fmt: skip
PRICES_USD = [68_400, 2_050, 1.38, 86.5, 0.27, 0.094]
SOLANA, DOGECOIN, ALGORAND = 3, 5, 13
"""Much is said of the first two on the day before the latest, of the third on the latest alone."""
CHANCE = "((sin(n * 127.1 + age * 311.7) * 43758.5453) % 1 + 1) % 1"
"""Between 0 and 1, the same in every run."""

PAIRS = [
    ("bitcoin", "ethereum", 31, 1.3), ("ethereum", "solana", 18, 2.2), ("solana", "cardano", 7, 1.9),
    ("bitcoin", "northbridge-trust", 14, 3.1), ("northbridge-trust", "jon-aldane", 7, 19.0),
    ("xrp", "harbour-pay", 12, 7.4), ("tron", "harbour-pay", 4, 5.1), ("xrp", "stellar", 6, 4.4),
    ("solana", "lantern-labs", 11, 8.2), ("lantern-labs", "mara-velden", 9, 21.0),
    ("ethereum", "staking-charter", 8, 9.5), ("staking-charter", "city-of-oster", 6, 24.0),
    ("cardano", "treasury-vote", 7, 12.5), ("cardano", "polkadot", 6, 3.8),
    ("dogecoin", "lighthouse-fund", 5, 16.0), ("litecoin", "dogecoin", 5, 6.0),
    ("stellar", "ferry-desk", 4, 26.0), ("chainlink", "freight-index", 4, 22.0),
    ("avalanche", "museum-ledger", 3, 28.0), ("monero", "city-of-oster", 3, 7.7),
]  # fmt: skip
PEOPLE = {"mara-velden", "jon-aldane"}
PRODUCTS = {"staking-charter", "treasury-vote", "freight-index", "museum-ledger"}
SOURCES = [
    "Ledger Post", "Coin Gazette", "Block Herald", "Chain Courier", "The Daily Token", "Harbour Wire",
    "Mint & Margin", "Node Weekly",
]  # fmt: skip

TABLES = (
    "raw.load", "core.entity", "marts.publication_calendar", "marts.source_daily", "marts.asset_daily",
    "marts.asset_attention", "marts.entity_cooccurrence", "marts.source_timing", "marts.article_overview",
    "marts.story", "marts.story_article",
)  # fmt: skip

STORIES = [
    ("2026-03-15 06:12", "Lighthouse keepers accept Dogecoin for the spring repairs", ["dogecoin"], [
        ("Coin Gazette", 0, None), ("Ledger Post", 25, "Dogecoin keeps a lighthouse lit"),
        ("Node Weekly", 190, "What a lighthouse does with 40,000 Dogecoin"),
    ]),
    ("2026-03-15 07:40", "City of Oster drafts a charter for staking", ["ethereum", "city-of-oster"], [
        ("Block Herald", 0, None), ("Harbour Wire", 60, "Oster wants rules for stakers by summer"),
    ]),
    ("2026-03-14 09:05", "Solana switches its small client on", ["solana", "lantern-labs", "mara-velden"], [
        ("Ledger Post", 0, None), ("Block Herald", 12, "Solana's small client is live"),
        ("Chain Courier", 34, "A client that fits on a telephone: Solana's is out"),
        ("Coin Gazette", 58, "Lantern Labs ships the small client"),
        ("The Daily Token", 130, "Five questions about Solana's small client"),
        ("Mint & Margin", 300, "Solana rises after the small client"),
    ]),
    ("2026-03-14 13:30", "Harbour Pay settles ferry fares in XRP", ["xrp", "harbour-pay"], [
        ("Harbour Wire", 0, None), ("Coin Gazette", 95, "Ferry fares now settle in XRP"),
        ("Chain Courier", 410, "XRP at the ferry desk"),
    ]),
    ("2026-03-14 16:20", "Northbridge Trust doubles its Bitcoin", ["bitcoin", "northbridge-trust"], [
        ("The Daily Token", 0, None), ("Ledger Post", 45, "Northbridge Trust buys again"),
    ]),
]  # fmt: skip


def empty(path: Path) -> None:
    """A published file without a row."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as connection:
        for table in TABLES:
            connection.execute(f"create schema if not exists {table.partition('.')[0]}")
            types = ", ".join(f"{name} {data_type}" for name, data_type in columns(table).items())
            connection.execute(f"create table {table} ({types})")


def write_only_stories(path: Path) -> None:
    """A published file of which only the stories, and the calendar that bounds them, hold anything."""
    empty(path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute(
            f"insert into marts.publication_calendar by name select date '{LATEST_DAY}' as date_day, "
            "9 as article_count, 0 as undated_article_count"
        )
        write_stories(connection)


def write(path: Path, *, day_count: int = 150, coins: Sequence[tuple[str, str, str]] = COINS) -> None:
    """A published file of so many days and coins, all of it the same in every run."""
    empty(path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute(
            "insert into raw.load by name "
            "select 'load' as load_id, timestamptz '2026-03-15 18:30:00+00' as landed_at"
        )
        _write_days(connection, day_count, coins)
        _write_attention(connection)
        _write_pairs(connection)
        _write_timing(connection)
        write_stories(connection)


def _write_days(
    connection: duckdb.DuckDBPyConnection, day_count: int, coins: Sequence[tuple[str, str, str]]
) -> None:
    connection.execute("create temp table coin (n bigint, slug text, name text, symbol text, price double)")
    prices = [*PRICES_USD, *[None] * len(coins)]
    connection.executemany(
        "insert into coin values (?, ?, ?, ?, ?)",
        [[n, *coin, price] for n, (coin, price) in enumerate(zip(coins, prices, strict=False))],
    )
    connection.execute(
        f"""
        create temp table age as
        select
            age,
            date '{LATEST_DAY}' - cast(age as integer) as date_day,
            age not between {GAP_AGES_DAYS[0]} and {GAP_AGES_DAYS[1]} as is_known
        from range({day_count}) as _ (age);

        insert into marts.publication_calendar by name
        select
            date_day,
            case when is_known then 24 + (age * 37) % 11 - 8 * (isodow(date_day) // 6) else 0 end
                as article_count,
            case when is_known then 1 else 0 end as undated_article_count
        from age;

        insert into marts.source_daily by name
        select date_day, unnest({SOURCES}) as source_name, 3 as article_count from age where is_known;

        create temp table said as
        select
            coin.*,
            age.*,
            case
                when not is_known then 0
                when n = {ALGORAND} then case when age = 0 then 9 else 0 end
                else
                    cast(floor(
                        60.0 / (n + 1) * (0.3 + {CHANCE})
                        * case
                            when age <> 1 then 1
                            when n = {SOLANA} then 5
                            when n = {DOGECOIN} then 4
                            else 1
                        end
                    ) as bigint)
            end as mention_count,
            case
                when is_known and {CHANCE} < 0.85 and age not between 20 and 29
                    then round(
                        cast(price * (1 + 0.09 * sin(age / 11.0 + n) - 0.0008 * age) as decimal(38, 18)), 4
                    )
            end as price_usd
        from coin
        cross join age;

        insert into marts.asset_daily by name
        select
            date_day, slug as asset_id, slug as asset_slug, name as asset_name, symbol as asset_symbol,
            mention_count, cast(ceil(mention_count / 3) as bigint) as article_count, price_usd
        from said
        where mention_count > 0 or price_usd is not null
        """
    )


def _write_attention(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        """
        insert into marts.asset_attention by name
        with measured as (
            select
                *,
                count(*) filter (is_known) over days_before as history_day_count,
                quantile_cont(mention_count, [0.25, 0.5, 0.75]) filter (is_known) over days_before
                    as quartiles,
                sum(mention_count) over (partition by date_day) as day_count
            from said
            window days_before as (
                partition by slug order by date_day rows between 28 preceding and 1 preceding
            )
        )

        select
            date_day, slug as asset_id, slug as asset_slug, name as asset_name, symbol as asset_symbol,
            history_day_count, mention_count,
            quartiles[2] as usual_mention_count,
            quartiles[3] - quartiles[1] as mention_count_spread,
            1.349 * (mention_count - quartiles[2]) / nullif(quartiles[3] - quartiles[1], 0)
                as mention_count_robust_z,
            cast(ceil(mention_count / 3) as bigint) as article_count,
            least(mention_count, 6) as source_count,
            100 * mention_count / nullif(day_count, 0) as share_of_voice_pct,
            100 * quartiles[2] / nullif(day_count, 0) as usual_share_of_voice_pct,
            case
                when mention_count > 0 then rank() over (partition by date_day order by mention_count desc)
            end as mention_rank
        from measured
        """
    )


def _write_pairs(connection: duckdb.DuckDBPyConnection) -> None:
    slugs = sorted({slug for a, b, _, _ in PAIRS for slug in (a, b)})
    coin_names = {slug: name for slug, name, _ in COINS}

    def entity_type(slug: str) -> str:
        if slug in coin_names:
            return "asset"
        return "person" if slug in PEOPLE else "product" if slug in PRODUCTS else "organisation"

    connection.executemany(
        "insert into core.entity by name select $1 as entity_id, $1 as slug, $2 as name, $3 as entity_type",
        [[slug, coin_names.get(slug, slug.replace("-", " ").title()), entity_type(slug)] for slug in slugs],
    )
    for slug_a, slug_b, article_count, lift in PAIRS:
        connection.execute(
            """
            insert into marts.entity_cooccurrence by name
            select
                date '2026-03-09' as week_start,
                $1 as entity_id_a, $2 as entity_id_b, $1 as slug_a, $2 as slug_b,
                $3 as entity_type_a, $4 as entity_type_b,
                cast($5 as bigint) as article_count, cast($5 + 2 as bigint) as sentence_count,
                1000 as week_article_count,
                100 as article_count_a,
                cast(round(10 * $5 / $6) as bigint) as article_count_b,
                $6 as lift_by_articles
            """,
            [slug_a, slug_b, entity_type(slug_a), entity_type(slug_b), article_count, lift],
        )


def _write_timing(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        f"""
        insert into marts.source_timing by name
        select
            source_name,
            cast(hour as integer) as hour_of_week,
            cast(floor(
                (9.5 - n) * exp(-power((hour % 24 - 8 - n) / 5.0, 2)) + (hour * 7 + n) % 2
            ) as bigint) as article_count,
            0 as zone_assumed_article_count,
            article_count as capture_delay_article_count,
            240.0 * (n + 1) + hour as median_capture_delay_seconds,
            article_count as landing_delay_article_count,
            1500.0 + hour as median_landing_delay_seconds
        from range(168) as _ (hour)
        cross join (
            select unnest({SOURCES}) as source_name, unnest(range({len(SOURCES)})) as n
        )
        where article_count > 0
        """
    )


def write_stories(connection: duckdb.DuckDBPyConnection) -> None:
    """`STORIES`, each with its articles."""
    for number, (first_published_at, headline, entity_slugs, tellings) in enumerate(STORIES):
        story_id = f"story-{number}"
        connection.execute(
            """
            insert into marts.story by name
            select
                $1 as story_id, cast($2 as date) as date_day,
                cast($2 || ':00+00' as timestamptz) as first_published_at, $3 as headline,
                $4 as entity_slugs, $5 as article_count, $5 as source_count, false as is_closed
            """,
            [story_id, first_published_at, headline, entity_slugs, len(tellings)],
        )
        for position, (source_name, delay_minutes, telling) in enumerate(tellings, start=1):
            document_id = f"{story_id}-{position}"
            connection.execute(
                """
                insert into marts.story_article by name
                select
                    $1 as story_id, $2 as document_id, cast($3 as date) as date_day, $4 as source_name,
                    $5 as headline, $6 as position, 60 * $7 as delay_seconds;
                """,
                [
                    story_id, document_id, first_published_at, source_name, telling or headline, position,
                    delay_minutes,
                ],
            )  # fmt: skip
            connection.execute(
                """
                insert into marts.article_overview by name
                select
                    $1 as document_id, cast($2 as date) as date_day,
                    'https://news.example/' || $1 as canonical_url
                """,
                [document_id, first_published_at],
            )


def collected(path: Path) -> News:
    """What the page would show of a file."""
    with reader(path) as connection:
        return collect(connection)
