"""Months of loads that never were: figures with a weekly rhythm and chance in them, and faults on demand."""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from include.quality.history import comparison
from include.quality.incidents import store as incident_store
from include.quality.model import Audit, Batch
from include.settings import PROJECT_ROOT
from include.tables.create import create_tables
from include.tables.rows import insert_rows
from tests.macros import render

FIRST_DAY = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
"""A Monday, early."""

WEEKDAY_FACTORS = (1.0, 1.1, 1.1, 1.0, 0.9, 0.4, 0.3)
SOURCES = {"Herald": 90, "Ledger": 60, "Courier": 40, "Gazette": 12, "Bulletin": 3}
"""How many articles a source brings on a usual Monday."""

MENTION_SHARES = {
    ("entity_type", "asset"): 0.55,
    ("entity_type", "organisation"): 0.35,
    ("entity_type", "person"): 0.1,
    ("section", "headline"): 0.15,
    ("section", "body"): 0.8,
}
"""Which part of the mentions is of a type, or in a section."""

EVERYTHING = ("everything", "all")

METRIC_DAILY = render(
    "duckdb",
    (PROJECT_ROOT / "dbt_project" / "models" / "quality" / "metric_daily.sql").read_text(encoding="utf-8"),
    config=lambda **options: "",
    ref="quality.{}".format,
    is_incremental=lambda: False,
)
"""The model's SQL as dbt runs it the first time."""

BUILT_TABLES = """
    set timezone = 'UTC';
    create schema core;
    create table staging.stg_pending_load (load_id varchar, landed_at timestamptz);
    create table core.article (
        document_id varchar, load_id varchar, source_name varchar, layout varchar, headline varchar,
        published_at timestamptz, body_text varchar, word_count integer
    );
    create table core.article_segment (
        document_id varchar, kind varchar, char_start bigint, char_end bigint
    );
    create table core.mention (document_id varchar);
    create table quality.metric_load (
        load_id varchar, landed_at timestamptz, metric varchar, dimension varchar, dimension_value varchar,
        sample_count bigint, part_count bigint, whole_count bigint, newest_published_at timestamptz
    );
    create table refused as from quality.metric_load;
"""


@dataclass
class Habits:
    """What is usual; a fault changes some of it."""

    source_counts: dict[str, float] = field(default_factory=lambda: dict(SOURCES))
    volume_factor: float = 1.0
    headline_null_share: dict[str, float] = field(default_factory=dict)
    plain_share: dict[str, float] = field(default_factory=dict)
    authorless_share: dict[str, float] = field(default_factory=dict)
    short_share: dict[str, float] = field(default_factory=dict)
    truncated_share: dict[str, float] = field(default_factory=dict)
    old_share: dict[str, float] = field(default_factory=dict)
    unnamed_share: float = 0.02
    unmentioned_share: float = 0.06
    mentions_per_article: float = 8.0
    mention_shares: dict[tuple[str, str], float] = field(default_factory=lambda: dict(MENTION_SHARES))
    empty_share: float = 0.02
    publication_lag_hours: dict[str, float] = field(default_factory=dict)


class Month:
    """A warehouse to which loads come, one after the other, each built and validated."""

    def __init__(self, connection, seed, load_count_a_day=1):
        self.connection = connection
        self.random = random.Random(seed)
        self.load_count_a_day = load_count_a_day
        self.load_count = 0
        create_tables(connection)
        connection.execute(BUILT_TABLES)

    def pass_days(self, count: int, change: Callable[[Habits], None] = lambda habits: None) -> None:
        """Let days go by on which each load is validated."""
        for _ in range(count * self.load_count_a_day):
            self.land(change)
            self.validate()

    def land(self, change: Callable[[Habits], None] = lambda habits: None) -> str:
        """One load, measured as dbt measures it."""
        habits = Habits()
        change(habits)
        load_id = f"load-{self.load_count:04}"
        landed_at = (
            FIRST_DAY
            + timedelta(days=self.load_count / self.load_count_a_day)
            + timedelta(minutes=self.random.uniform(0, 40))
        )
        self.load_count += 1
        counts = {
            source: self._poisson(
                habits.volume_factor * mean * WEEKDAY_FACTORS[landed_at.weekday()] / self.load_count_a_day
            )
            for source, mean in habits.source_counts.items()
        }
        landed_count = sum(counts.values())
        empty_count = self._binomial(landed_count, habits.empty_share)
        duplicate_count = self._binomial(landed_count, 0.05)
        found_count = landed_count + empty_count + duplicate_count
        self.connection.execute(
            "insert into raw.load values (?, ?, ?, ?, ?, ?)",
            [load_id, landed_at, found_count, landed_count, duplicate_count, empty_count],
        )
        figures = [
            *self._of_landing(found_count, landed_count, duplicate_count, empty_count),
            *self._of_everything(habits, counts),
            *(
                figure
                for source, count in counts.items()
                if count
                for figure in self._of_source(habits, source, count, landed_at)
            ),
        ]
        names = ("metric", "dimension", "dimension_value", "sample_count", "part_count", "whole_count")
        insert_rows(
            self.connection,
            "quality.metric_load",
            [
                {"load_id": load_id, "landed_at": landed_at, "newest_published_at": None}
                | dict(zip(names, figure[:6], strict=True))
                | ({"newest_published_at": figure[6]} if len(figure) > 6 else {})
                for figure in figures
            ],
        )
        self.connection.execute("delete from staging.stg_pending_load")
        self.wait_again(load_id)
        return load_id

    @property
    def last_load_id(self) -> str:
        """The load that was landed last."""
        return f"load-{self.load_count - 1:04}"

    def wait_again(self, load_id: str) -> None:
        """Let a load wait for a verdict, as a build finds it."""
        self.connection.execute(f"create or replace table quality.metric_daily as {METRIC_DAILY}")
        self.connection.execute(
            "insert into staging.stg_pending_load select load_id, landed_at from raw.load where load_id = ?",
            [load_id],
        )

    def release(self, load_id: str | None = None) -> None:
        """Withdraw the verdict of a load, by default of the last one, which then waits alone."""
        load_id = load_id or self.last_load_id
        self.connection.execute("delete from quality.load_verdict where load_id = ?", [load_id])
        self.connection.execute("insert into quality.metric_load from refused where load_id = ?", [load_id])
        self.connection.execute("delete from staging.stg_pending_load")
        self.wait_again(load_id)

    def validate(self, *results):
        """What the gate does after its audit. A refused load is taken out by the next build."""
        waiting = self.connection.execute("from staging.stg_pending_load order by landed_at").fetchall()
        load_ids = tuple(load_id for load_id, _ in waiting)
        at = waiting[-1][1]
        audit = Audit(Batch(f"run of {' '.join(load_ids)}", load_ids, 0), at, at, results)
        found = comparison.compare(self.connection, audit)
        audit = Audit(audit.batch, at, at, results + comparison.check_results(found))
        self.connection.execute(
            "insert or replace into quality.load_verdict select unnest(?), ?, ?, ?",
            [load_ids, audit.batch.validation_run_id, audit.is_accepted, at],
        )
        self.connection.execute(
            "insert or replace into quality.validation_run values (?, ?, ?, ?, ?, 0, 0, 0, 0)",
            [audit.batch.validation_run_id, load_ids, at, at, audit.is_accepted],
        )
        incident_store.record(self.connection, audit, found)
        if not audit.is_accepted:
            for statement in ("insert into refused from", "delete from"):
                self.connection.execute(
                    f"{statement} quality.metric_load where list_contains(?, load_id)", [load_ids]
                )
        return audit

    def incidents(self, state: str = "%") -> list[tuple[str, str, str]]:
        """Kind, dimension and state, in the order of opening."""
        return self.connection.execute(
            """
            select kind, dimension, state from quality.incident where state like ?
            order by opened_at, kind, dimension
            """,
            [state],
        ).fetchall()

    def severities(self) -> list[str]:
        """Of the open incidents, in the order of opening."""
        rows = self.connection.execute(
            "select severity from quality.incident where state != 'resolved' order by opened_at, kind"
        ).fetchall()
        return [severity for (severity,) in rows]

    def _of_landing(self, found_count, landed_count, duplicate_count, empty_count):
        outcomes = {"landed": landed_count, "duplicate": duplicate_count, "quarantined": empty_count}
        for outcome, count in outcomes.items():
            if count:
                yield "found_count", "outcome", outcome, count, count, None
        if empty_count:
            yield "quarantined_pct", "reason", "empty", found_count, empty_count, found_count

    def _of_everything(self, habits, counts):
        count = sum(counts.values())
        if count:
            unmentioned_count = self._binomial(count, habits.unmentioned_share)
            mention_count = sum(self._poisson(habits.mentions_per_article) for _ in range(count))
            yield "unmentioned_pct", *EVERYTHING, count, unmentioned_count, count
            yield "mentions_per_1000_words", *EVERYTHING, count, mention_count, 400 * count
            for place, share in habits.mention_shares.items():
                part_count = self._binomial(mention_count, share)
                yield "mentions_per_1000_words", *place, count, part_count, 400 * count
            unnamed_count = self._binomial(count, habits.unnamed_share)
            yield "source_name_null_pct", "layout", "press_page", count, unnamed_count, count
            plain_count = sum(
                self._binomial(source_count, habits.plain_share.get(source, 0.03))
                for source, source_count in counts.items()
            )
            yield "plain_layout_pct", *EVERYTHING, count, plain_count, count

    def _of_source(self, habits, source, count, landed_at):
        page = ("source_layout", f"{source} / press_page")
        lag_hours = habits.publication_lag_hours.get(source, 1) * self.random.uniform(0.2, 2)
        newest = landed_at - timedelta(hours=lag_hours)
        yield "article_count", "source", source, count, count, None
        yield "freshness_seconds", "source", source, count, None, None, newest
        plain_count = self._binomial(count, habits.plain_share.get(source, 0.03))
        yield "plain_layout_pct", "source", source, count, plain_count, count
        old_count = self._binomial(count, habits.old_share.get(source, 0.01))
        yield "old_article_pct", "source", source, count, old_count, count
        headless_share = habits.headline_null_share.get(source, 0.02)
        for metric, share in {
            "unclassified_article_pct": 0.01 + headless_share / 2,
            "headline_null_pct": headless_share,
            "published_at_null_pct": 0.1,
            "author_null_pct": habits.authorless_share.get(source, 0.2),
            "short_text_pct": habits.short_share.get(source, 0.1),
            "truncated_pct": habits.truncated_share.get(source, 0.1),
            "body_text_null_pct": 0.01,
            "price_widget_missing_pct": 0.4,
            "related_card_missing_pct": 0.05,
        }.items():
            yield metric, *page, count, self._binomial(count, share), count
        yield "language_null_pct", *page, count, 0, count

    def _binomial(self, count: int, share: float) -> int:
        return sum(self.random.random() < share for _ in range(count))

    def _poisson(self, mean: float) -> int:
        count, product, bound = 0, self.random.random(), math.exp(-mean)
        while product > bound:
            count += 1
            product *= self.random.random()
        return count
