"""What the waiting loads measure, and what was measured before: bounded aggregates, read from the warehouse.

Loads may come at any rhythm, so volume is counted in windows of 24 hours that end with the hour of the
waiting loads; then a window of the same age in weeks ends at the same hour of the week.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from include.quality.history.rules import HISTORY_DAYS
from include.quality.history.vouching import RELEASED_LOADS

HOURS_A_DAY = 24
WINDOW_COUNT = HISTORY_DAYS + 7
"""A silence of up to a week is compared with windows that are as much older."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of the waiting loads, with its earlier values by age in days.

    `sample_count` says how many articles, or things found, the figure rests on.
    """

    metric: str
    dimension: str
    dimension_value: str
    value: float
    sample_count: int
    points: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class LandedHour:
    """What was landed within one hour, by loads of any verdict."""

    hours_ago: int
    landed_count: int
    has_refused: bool
    has_decided: bool


@dataclass(frozen=True, slots=True)
class Volumes:
    """Volume by hour, and by source and window; a window's age is counted in days."""

    hours: list[LandedHour]
    source_counts: Mapping[str, Mapping[int, int]]

    @property
    def ages(self) -> set[int]:
        """The earlier windows that can be compared with: something was landed, nothing refused."""
        landed = {hour.hours_ago // HOURS_A_DAY for hour in self.hours}
        refused = {hour.hours_ago // HOURS_A_DAY for hour in self.hours if hour.has_refused}
        return landed - refused - {0}

    @property
    def is_refused_lately(self) -> bool:
        """Whether something of the last window was refused: of that, nobody knows the sources."""
        return any(hour.has_refused and hour.hours_ago < HOURS_A_DAY for hour in self.hours)

    def total(self, hour_count: int) -> Observation:
        """What came in the last hours, and in as many that ended so many days earlier."""
        counts: dict[int, int] = defaultdict(int)
        for hour in self.hours:
            age_days, hour_of_window = divmod(hour.hours_ago, HOURS_A_DAY)
            if hour_of_window < hour_count:
                counts[age_days] += hour.landed_count
        points = {age_days: counts[age_days] for age_days in self.ages & set(counts)}
        return Observation("landed_count", "everything", "all", counts[0], counts[0], points)

    @property
    def hours_since_previous_load(self) -> int:
        """How long the waiting loads have been coming together, at least one hour and at most a day."""
        earlier = [hour.hours_ago for hour in self.hours if hour.has_decided]
        return min(max(min(earlier, default=HOURS_A_DAY), 1), HOURS_A_DAY)


@dataclass(frozen=True, slots=True)
class WaitingLoads:
    """The loads that are compared with history, and when the first and the last of them was landed."""

    load_ids: tuple[str, ...]
    first_landed_at: datetime
    last_landed_at: datetime
    is_vouched_for: bool


def waiting_loads(connection: duckdb.DuckDBPyConnection) -> WaitingLoads | None:
    """The new loads that wait; None where none does.

    A request to read documents again is a load that found nothing, and is not compared. Loads that a person
    has released are compared only for the record: where no others wait, and none was decided after them.
    """
    row = connection.execute(
        f"""
        with waiting as (
            select load_id, landed_at, load_id in ({RELEASED_LOADS}) as is_vouched_for
            from raw.load
            semi join staging.stg_pending_load using (load_id)
            where found_count > 0 and not (is_vouched_for and landed_at < (
                select max(landed_at) from raw.load semi join quality.load_verdict using (load_id)
            ))
        )

        select list(load_id order by load_id), min(landed_at), max(landed_at), is_vouched_for
        from waiting
        group by is_vouched_for
        order by is_vouched_for
        limit 1
        """
    ).fetchone()
    return None if row is None else WaitingLoads(tuple(row[0]), *row[1:])


def observations(
    connection: duckdb.DuckDBPyConnection, waiting: WaitingLoads, zero_when_absent: Iterable[str]
) -> list[Observation]:
    """The figures of the waiting loads beside those of the days before the first of them.

    A metric of `zero_when_absent` is zero on each day, and in each load, that does not speak of it.
    """
    points = _daily_points(connection, waiting.first_landed_at, waiting.last_landed_at)
    found_counts = points.pop(("found_count", "outcome", "landed"), {})
    figures = _waiting_figures(connection, waiting.load_ids)
    for metric, dimension, value in points:
        if metric in zero_when_absent and (metric, dimension, value) not in figures:
            found_count = sum(count for (name, *_), (_, count) in figures.items() if name == "found_count")
            figures[metric, dimension, value] = (0.0, found_count)
    return [
        Observation(
            *key,
            value,
            sample_count,
            (dict.fromkeys(found_counts, 0.0) if key[0] in zero_when_absent else {}) | points.get(key, {}),
        )
        for key, (value, sample_count) in sorted(figures.items())
    ]


def volumes(connection: duckdb.DuckDBPyConnection, last_landed_at: datetime) -> Volumes:
    """Volume over the windows before and with the waiting loads."""
    parameters = {"last": last_landed_at, "window_count": WINDOW_COUNT}
    hours = connection.execute(
        f"""
        select
            {_hours_before("load.landed_at")} as hours_ago,
            cast(sum(load.landed_count) as bigint),
            bool_or(not coalesce(verdict.is_accepted, true)),
            bool_or(verdict.load_id is not null)
        from raw.load
        left join quality.load_verdict as verdict on load.load_id = verdict.load_id
        where load.landed_at > $last - to_days($window_count) and hours_ago between 0 and $last_hour
        group by hours_ago
        """,
        parameters | {"last_hour": WINDOW_COUNT * HOURS_A_DAY - 1},
    ).fetchall()
    sources = connection.execute(
        f"""
        select
            dimension_value,
            {_hours_before("landed_at")} // {HOURS_A_DAY} as age_days,
            cast(sum(part_count) as bigint)
        from quality.metric_load
        where
            landed_at > $last - to_days($window_count)
            and metric = 'article_count'
            and dimension = 'source'
            and age_days between 0 and $window_count - 1
        group by all
        """,
        parameters,
    ).fetchall()
    source_counts: dict[str, dict[int, int]] = defaultdict(dict)
    for source, age_days, article_count in sources:
        source_counts[source][age_days] = article_count
    return Volumes([LandedHour(*hour) for hour in hours], source_counts)


def _hours_before(column: str) -> str:
    """How many hours before the last waiting load, in whole hours of the clock."""
    return f"date_diff('hour', {column}, $last)"


def _waiting_figures(
    connection: duckdb.DuckDBPyConnection, load_ids: Sequence[str]
) -> dict[tuple[str, str, str], tuple[float, int]]:
    """Value and sample by metric, dimension and its value: what quality.metric_daily makes of a day."""
    rows = connection.execute(
        """
        with summed as (
            select
                metric,
                dimension,
                dimension_value,
                cast(sum(sample_count) as bigint) as sample_count,
                sum(part_count) as part_count,
                sum(whole_count) as whole_count,
                epoch(max(landed_at) - max(newest_published_at)) as freshness_seconds
            from quality.metric_load
            where list_contains($load_ids, load_id)
            group by all
        ),

        found as (
            select cast(sum(part_count) as bigint) as found_count from summed where metric = 'found_count'
        )

        select
            metric,
            dimension,
            dimension_value,
            case
                when metric = 'freshness_seconds' then freshness_seconds
                when metric = 'mentions_per_1000_words' then 1000.0 * part_count / nullif(whole_count, 0)
                when metric = 'quarantined_pct' then 100.0 * part_count / found_count
                when whole_count is null then part_count
                else 100.0 * part_count / nullif(whole_count, 0)
            end as metric_value,
            if(metric = 'quarantined_pct', found_count, sample_count) as sample_count
        from summed
        cross join found
        where metric_value is not null
        """,
        {"load_ids": list(load_ids)},
    ).fetchall()
    return {(metric, dimension, name): (value, count) for metric, dimension, name, value, count in rows}


def _daily_points(
    connection: duckdb.DuckDBPyConnection, first_landed_at: datetime, last_landed_at: datetime
) -> dict[tuple[str, str, str], dict[int, float]]:
    """The days before the waiting loads; ages are counted from the last of them."""
    rows = connection.execute(
        """
        select
            metric,
            dimension,
            dimension_value,
            date_diff('day', date_day, cast(cast($last as timestamptz) as date)) as age_days,
            metric_value
        from quality.metric_daily
        where
            date_day < cast(cast($first as timestamptz) as date)
            and date_day >= cast(cast($last as timestamptz) as date) - cast($history_days as integer)
            and dimension != 'source_hour_of_week'
        """,
        {"first": first_landed_at, "last": last_landed_at, "history_days": HISTORY_DAYS},
    ).fetchall()
    points: dict[tuple[str, str, str], dict[int, float]] = defaultdict(dict)
    for metric, dimension, value, age_days, metric_value in rows:
        points[metric, dimension, value][age_days] = metric_value
    return points
