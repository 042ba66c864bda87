"""Holds what the waiting loads measure against history, rule by rule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from statistics import median

from include.quality.baseline import (
    DAYS_A_WEEK,
    MIN_SAME_WEEKDAY_COUNT,
    Baseline,
    Judgement,
    baseline,
    judge,
)
from include.quality.observations import HOURS_A_DAY, Observation, Volumes
from include.quality.rules import (
    HISTORY_DAYS,
    METRIC_RULES,
    NEW_SOURCE,
    SOURCE_STOPPED,
    SOURCE_VOLUME,
    VOLUME,
    Rule,
)

EVERYTHING = "all"
UNKNOWN_SOURCE = "(unknown)"
NEW_FOR_DAYS = 7


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure, judged.

    `is_part_of_other` marks a deviation that another incident already tells: it opens none of its own.
    `is_refusing` marks one for which the waiting loads are refused.
    """

    rule: Rule
    dimension_value: str
    value: float
    judgement: Judgement
    is_part_of_other: bool = False
    is_refusing: bool = False


def findings(observed: list[Observation], volume: Volumes) -> list[Finding]:
    """Everything that was judged, deviating or not."""
    total = _total_volume(volume)
    is_total_low = total.judgement.state == "deviates"
    return [total, *_sources(volume, is_total_low=is_total_low), *_metrics(observed)]


def _total_volume(volume: Volumes) -> Finding:
    """The last day as a whole; it refuses the waiting loads only where they themselves fall short.

    A day stays short after the fault is over, and the next good load must not pay for it.
    """
    day = volume.total(HOURS_A_DAY)
    judgement = _judged(VOLUME, day)
    own = _judged(VOLUME, volume.total(volume.hours_since_previous_load))
    return Finding(
        VOLUME,
        day.dimension_value,
        day.value,
        judgement,
        is_refusing=judgement.state == own.state == "deviates",
    )


def _sources(volume: Volumes, *, is_total_low: bool) -> Iterator[Finding]:
    """Sources that brought less, nothing, or something for the first time.

    Where everything fell short, the sources are a part of that. A source that brought nothing is judged by
    its silence alone, and its volume is left as it was.
    """
    if volume.is_refused_lately:
        return
    for source, counts in sorted(volume.source_counts.items()):
        first_age, last_age = max(counts), min(counts)
        points: dict[int, float] = {
            age: counts.get(age, 0) for age in volume.ages if age <= min(first_age, HISTORY_DAYS)
        }
        missed_count, point_count = _missed_count(points | {last_age: counts[last_age]}, last_age)
        silence = Judgement("not_enough_history")
        if missed_count is not None:
            silence = judge(
                missed_count,
                Baseline(0, 0, point_count),
                direction="high",
                tolerance=SOURCE_STOPPED.min_effect,
            )
        yield Finding(SOURCE_STOPPED, source, missed_count or 0, silence, is_part_of_other=is_total_low)
        if last_age == 0:
            here = Observation("article_count", "source", source, counts[0], counts[0], points)
            yield Finding(
                SOURCE_VOLUME, source, counts[0], _judged(SOURCE_VOLUME, here), is_part_of_other=is_total_low
            )
        if source != UNKNOWN_SOURCE:
            yield _novelty(source, first_age, counts, max(volume.ages, default=0))


def _missed_count(points: dict[int, float], last_age: int) -> tuple[float | None, int]:
    """How many articles the windows since the last one usually bring, and how many points say so.

    None where one of the silent weekdays has too little history. A window in which nothing at all was landed
    is nobody's silence.
    """
    missed_count, point_counts = 0.0, []
    for age in (age for age in ({0} | set(points)) if age < last_age):
        same_weekday = [
            count for earlier, count in points.items()
            if earlier >= last_age and (earlier - age) % DAYS_A_WEEK == 0
        ]  # fmt: skip
        if len(same_weekday) < MIN_SAME_WEEKDAY_COUNT:
            return None, 0
        missed_count += median(same_weekday)
        point_counts.append(len(same_weekday))
    return missed_count, min(point_counts, default=0)


def _novelty(source: str, first_age: int, counts: Mapping[int, int], oldest_age: int) -> Finding:
    """A source is new for a week, where history reaches back further than that."""
    if oldest_age < NEW_SOURCE.min_point_count:
        judgement = Judgement("not_enough_history")
    else:
        judgement = Judgement("deviates" if first_age < NEW_FOR_DAYS else "ok", point_count=oldest_age)
    return Finding(NEW_SOURCE, source, counts.get(0, 0), judgement)


def _metrics(observed: list[Observation]) -> list[Finding]:
    rules = {(rule.metric, rule.dimension): rule for rule in METRIC_RULES}
    judged = [
        Finding(
            rule,
            one.dimension_value,
            one.value,
            judgement,
            is_refusing=rule.refused_table is not None and judgement.state == "deviates",
        )
        for one in observed
        if (rule := rules.get((one.metric, one.dimension)))
        for judgement in [_judged(rule, one)]
    ]
    drifting_sources = {
        finding.dimension_value
        for finding in judged
        if finding.rule.kind == "layout_drift" and finding.judgement.state == "deviates"
    } - {EVERYTHING}
    return [
        replace(finding, is_part_of_other=True)
        if drifting_sources and (finding.rule.kind, finding.dimension_value) == ("layout_drift", EVERYTHING)
        else finding
        for finding in judged
    ]


def _judged(rule: Rule, one: Observation) -> Judgement:
    usual = baseline(
        one.points, min_point_count=rule.min_point_count, needs_same_weekday=rule.needs_same_weekday
    )
    return judge(
        one.value,
        usual,
        direction=rule.direction,
        tolerance=rule.tolerance(usual, one.sample_count) if usual else 0,
        limit=rule.limit,
    )
