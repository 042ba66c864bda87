"""Small feeds, builds without Airflow, and a way to compare whole tables."""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from include.landing.land import land_inbox
from include.settings import Settings
from include.transform import normalise
from include.warehouse import writer
from tests.conftest import built_once, copied

CORE_TABLES = (
    "core.article", "core.article_segment", "core.mention", "core.rejected_mention", "core.related_link",
    "core.price_snapshot", "core.entity", "core.repeated_text",
    "marts.asset_daily", "marts.article_overview", "marts.source_daily", "marts.asset_attention",
    "marts.publication_calendar", "marts.asset_hourly", "marts.source_timing",
    "marts.headline_revision", "marts.entity_cooccurrence", "marts.person_organisation", "core.post",
    "marts.story", "marts.story_article", "marts.syndication",
)  # fmt: skip
PAGE = """{lead}{lead}

{headline}

By: {author}
2026/03/{day} 09:15
For feedback or concerns regarding this content, please contact us at crypto.news@mexc.com

{body}

Disclaimer: The articles on this site are taken from public platforms.
Tags:

You May Also Like

{card}

{card}

A short look at what it means for holders of the coin…
Share
Cointelegraph2026/03/12 08:00
"""
"""A page of MEXC News, in which a gap is left for what differs."""

DEPENDS_ON_LANDING = (
    "load_id", "landed_at", "as_of_max", "validation_run_id",
    "median_landing_delay_seconds", "p90_landing_delay_seconds",
)  # fmt: skip


def record(name: str, headline: str, body: str, hour: int, **more: str) -> dict[str, str]:
    """A record of the article `name`, captured at this hour of one day."""
    return {
        "datetime": "2026-03-02T08:00:00Z",
        "headline": headline,
        "summary": body,
        "source": "Cointelegraph",
        "url": f"https://news.example/{name}",
        "captured": f"2026-03-02T{hour:02}:00:00Z",
        **more,
    }


def write_feed(settings: Settings, name: str, records: Iterable[dict[str, str]]) -> None:
    lines = "".join(json.dumps(each) + "\n" for each in records)
    path = Path(settings.inbox) / name
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(lines.encode()))
    else:
        path.write_text(lines)


def build(settings: Settings, *, is_accepted: bool = True) -> None:
    """Land and normalise, and let a verdict fall without the gate."""
    land_inbox(settings)
    normalise(settings)
    decide(settings, is_accepted=is_accepted)


def decide(settings: Settings, *, is_accepted: bool) -> None:
    with writer(settings) as connection:
        connection.execute(
            """
            insert into quality.load_verdict
            select load_id, 'test', ?, now() from staging.stg_pending_load
            """,
            [is_accepted],
        )


def rows(settings: Settings, query: str, *parameters: object) -> list[tuple[Any, ...]]:
    with writer(settings) as connection:
        return connection.execute(query, parameters).fetchall()


def tables(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, without what depends on when it was landed."""
    content = {}
    with writer(settings) as connection:
        for table in CORE_TABLES:
            schema, name = table.split(".")
            columns = [
                column
                for (column,) in connection.execute(
                    "select column_name from duckdb_columns() where schema_name = ? and table_name = ?",
                    [schema, name],
                ).fetchall()
                if column not in DEPENDS_ON_LANDING
            ]
            content[table] = connection.execute(
                f"select {', '.join(columns)} from {table} order by all"
            ).fetchall()
    return content


def build_article(settings: Settings) -> None:
    write_feed(settings, "article.jsonl", [record("a", "Bitcoin rises", "Bitcoin (BTC) rose.", 9)])
    land_inbox(settings)
    normalise(settings)


@pytest.fixture
def settings(parsed_home: Settings, tmp_path: Path) -> Settings:
    """A home where nothing was landed, in which builds are short."""
    return copied(parsed_home, tmp_path / "home")


@pytest.fixture
def one_article(parsed_home: Settings, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """One record, landed and normalised, and no verdict yet."""
    built = built_once("one_article", build_article, tmp_path_factory, parsed_home)
    return copied(built, tmp_path / "one_article")


def under_one_headline() -> tuple[list[dict[str, str]], dict[str, str]]:
    """Records without a URL: two sources, a revision, two without a day; and the second, captured before."""
    headline = "Bitcoin price analysis"
    feed = [
        record("-", headline, "Bitcoin rose to $64,000.", 9),
        record("-", headline, "Bitcoin fell to $64,000.", 9, source="Decrypt"),
        record("-", headline, "Bitcoin rose to $64,000. Ethereum followed.", 11),
        record("-", headline, "Bitcoin stood still.", 9, datetime=""),
        record("-", headline, "Bitcoin stood still, as it seems.", 9, datetime=""),
    ]
    captured_before = record("-", headline, "Bitcoin fell to $64,000.", 8, source="The Block")
    for each in (*feed, captured_before):
        del each["url"]
    return feed, captured_before


def revised_feed() -> list[dict[str, str]]:
    """Two articles: one that changes and changes back, one under two addresses; and an unchanged capture."""
    text = "Bitcoin (BTC) rose to $64,000 while Solana stood still."
    return [
        record("a", "Bitcoin rises", text, 9, tags="Bitcoin|Markets"),
        record("a", "Bitcoin rises", text, 10, source="cointelegraph"),
        record("a", "Bitcoin rises", text + " Ethereum followed.", 12),
        record("a", "Bitcoin rises", text, 13),
        record("a?utm_source=rss", "Bitcoin rises", text + " Ethereum fell.", 11),
        record("b", "Cardano waits", "Cardano did nothing.", 9),
        record("c", "Cardano waits", "Cardano did nothing.", 9),
    ]
