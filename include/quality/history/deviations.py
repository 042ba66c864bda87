"""Holds what the waiting loads measure against history, rule by rule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from statistics import median

from include.quality.history.baseline import (
    DAYS_A_WEEK,
    MIN_SAME_WEEKDAY_COUNT,
    Baseline,
    Judgement,
    baseline,
    judge,
)
from include.quality.history.observations import HOURS_A_DAY, Observation, Volumes
from include.quality.history.rules import (
    HISTORY_DAYS,
    METRIC_RULES,
    NEW_SOURCE,
    SOURCE_STOPPED,
    SOURCE_VOLUME,
    VOLUME,
    Rule,
)
from include.quality.model import IncidentSeverity

EVERYTHING = "all"
UNKNOWN_SOURCE = "(unknown)"
NEW_FOR_DAYS = 7


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure, judged.

    `is_part_of_other` marks a deviation that another incident already tells: it opens none of its own.
    `is_refusing` marks one for which the waiting loads are refused, `is_inconclusive` one that could not
    refuse them, as it rests on few articles or on those of no one source.
    """

    rule: Rule
    dimension_value: str
    value: float
    judgement: Judgement
    is_part_of_other: bool = False
    is_refusing: bool = False
    is_inconclusive: bool = False

    @property
    def severity(self) -> IncidentSeverity:
        """What is inconclusive is worth a look, and no more."""
        return "warning" if self.is_inconclusive else self.rule.severity


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
            silence = _silence(missed_count, point_count, is_silent=last_age > 0)
        yield Finding(
            SOURCE_STOPPED,
            source,
            missed_count or 0,
            silence,
            is_part_of_other=is_total_low,
            is_refusing=silence.state == "deviates" and not is_total_low and source != UNKNOWN_SOURCE,
        )
        if last_age == 0:
            here = Observation("article_count", "source", source, counts[0], counts[0], points)
            yield Finding(
                SOURCE_VOLUME, source, counts[0], _judged(SOURCE_VOLUME, here), is_part_of_other=is_total_low
            )
        if source != UNKNOWN_SOURCE:
            yield _novelty(source, first_age, counts, max(volume.ages, default=0))


def _silence(missed_count: float, point_count: int, *, is_silent: bool) -> Judgement:
    """A silence ends with an article, and not because less was expected lately."""
    judgement = judge(
        missed_count, Baseline(0, 0, point_count), direction="high", tolerance=SOURCE_STOPPED.min_effect
    )
    is_too_short = is_silent and judgement.state == "ok"
    return judgement._replace(state="too_few_to_tell") if is_too_short else judgement


def _missed_count(points: dict[int, float], last_age: int) -> tuple[float | None, int]:
    """How many articles the windows since the last one usually bring, and how many points say so.

    None where today's or one of the silent weekdays has too little history. A window in which nothing at all
    was landed is nobody's silence.
    """
    missed_count, point_counts = 0.0, []
    for age in {0} | {age for age in points if age < last_age}:
        same_weekday = [
            count for earlier, count in points.items()
            if earlier >= max(last_age, age + 1) and (earlier - age) % DAYS_A_WEEK == 0
        ]  # fmt: skip
        if len(same_weekday) < MIN_SAME_WEEKDAY_COUNT:
            return None, 0
        missed_count += median(same_weekday) if age < last_age else 0
        point_counts.append(len(same_weekday))
    return missed_count, min(point_counts)


def _novelty(source: str, first_age: int, counts: Mapping[int, int], oldest_age: int) -> Finding:
    """A source is new for a week, where history reaches back further than that."""
    if oldest_age < NEW_SOURCE.min_point_count:
        judgement = Judgement("not_enough_history")
    else:
        judgement = Judgement("deviates" if first_age < NEW_FOR_DAYS else "ok", point_count=oldest_age)
    return Finding(NEW_SOURCE, source, counts.get(0, 0), judgement)


def _metrics(observed: list[Observation]) -> list[Finding]:
    rules = {(rule.metric, rule.dimension): rule for rule in METRIC_RULES}
    judged = [_finding(rule, one) for one in observed if (rule := rules.get((one.metric, one.dimension)))]
    drifting_sources = {
        finding.dimension_value
        for finding in judged
        if finding.rule.kind == "layout_drift"
        and finding.judgement.state == "deviates"
        and not finding.is_inconclusive
    } - {EVERYTHING}
    are_mentions_lost = any(
        finding.rule.kind == "mention_rate"
        and finding.dimension_value == EVERYTHING
        and finding.judgement.state == "deviates"
        for finding in judged
    )

    def is_told_by_other(finding: Finding) -> bool:
        if finding.rule.kind == "mention_rate":
            return are_mentions_lost and finding.dimension_value != EVERYTHING
        is_of_all_layouts = (finding.rule.kind, finding.dimension_value) == ("layout_drift", EVERYTHING)
        return bool(drifting_sources) and is_of_all_layouts

    return [
        replace(finding, is_part_of_other=True) if is_told_by_other(finding) else finding
        for finding in judged
    ]


def _finding(rule: Rule, one: Observation) -> Finding:
    judgement = _judged(rule, one)
    can_refuse = rule.refused_table is not None
    is_conclusive = (
        one.sample_count >= rule.min_refused_sample_count
        and one.dimension_value.split(" / ")[0] != UNKNOWN_SOURCE
    )
    return Finding(
        rule,
        one.dimension_value,
        one.value,
        judgement,
        is_refusing=can_refuse and is_conclusive and judgement.state == "deviates",
        is_inconclusive=can_refuse and not is_conclusive,
    )


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
