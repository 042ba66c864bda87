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

CORE_TABLES = (
    "core.article", "core.article_segment", "core.mention", "core.rejected_mention", "core.related_link",
    "core.price_snapshot", "core.entity", "marts.asset_daily", "marts.article_overview", "marts.source_daily",
)  # fmt: skip
DEPENDS_ON_LANDING = ("load_id", "landed_at", "as_of_max", "validation_run_id")


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


@pytest.fixture
def feed() -> list[dict[str, str]]:
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
