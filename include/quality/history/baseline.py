"""What a figure usually is, and how far from it is too far: medians only, so that one bad day moves nothing.

Spread is the median absolute deviation, scaled to the standard deviation of a normal distribution
(Rousseeuw and Croux, "Alternatives to the Median Absolute Deviation", 1993). A young or a very even history
has a spread that is too small by chance; so a spread is never taken to be less than what pure chance does.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from statistics import median
from typing import Literal, NamedTuple

MAD_TO_STANDARD_DEVIATION = 1.4826
DAYS_A_WEEK = 7
MIN_SAME_WEEKDAY_COUNT = 3
"""Of two values a median is a mean, and one bad day moves it."""

State = Literal["ok", "deviates", "not_enough_history", "too_few_to_tell"]
"""`too_few_to_tell`: of so few articles, or so few expected, no value would be conspicuous."""

Direction = Literal["low", "high"]


class Baseline(NamedTuple):
    """What a figure was before: its centre, its spread, and the number of points that say so."""

    centre: float
    spread: float
    point_count: int


class Judgement(NamedTuple):
    """A figure beside what was expected of it. Only the bound on the side that is watched is set."""

    state: State
    expected_low: float | None = None
    expected_high: float | None = None
    point_count: int = 0


def baseline(
    points: Mapping[int, float], *, min_point_count: int, needs_same_weekday: bool
) -> Baseline | None:
    """The centre and spread of earlier points; None where there are too few.

    `points` maps an age in days to a value. Only ages above zero count: a figure says nothing about itself.
    The centre is that of the same weekday where there is enough of it, else that of all days, unless the
    figure is known to follow the week.
    """
    earlier = {age_days: value for age_days, value in points.items() if age_days > 0}
    if len(earlier) < min_point_count:
        return None
    by_weekday: dict[int, list[float]] = defaultdict(list)
    for age_days, value in earlier.items():
        by_weekday[age_days % DAYS_A_WEEK].append(value)
    if len(by_weekday[0]) >= MIN_SAME_WEEKDAY_COUNT:
        return Baseline(median(by_weekday[0]), _spread(by_weekday.values()), len(by_weekday[0]))
    if needs_same_weekday:
        return None
    values = list(earlier.values())
    return Baseline(median(values), _spread([values]), len(values))


def judge(
    value: float,
    usual: Baseline | None,
    *,
    direction: Direction,
    tolerance: float,
    limit: float = math.inf,
) -> Judgement:
    """Whether a figure between 0 and `limit` is further from its centre than tolerated."""
    if usual is None:
        return Judgement("not_enough_history")
    if direction == "low":
        bound = usual.centre - tolerance
        state: State = "too_few_to_tell" if bound <= 0 else "deviates" if value < bound else "ok"
        return Judgement(state, max(bound, 0), None, usual.point_count)
    bound = usual.centre + tolerance
    state = "too_few_to_tell" if bound >= limit else "deviates" if value > bound else "ok"
    return Judgement(state, None, min(bound, limit), usual.point_count)


def count_noise(expected_count: float) -> float:
    """The standard deviation of a count of things that come independently (Poisson)."""
    return math.sqrt(max(expected_count, 1))


def share_noise_pct(share_pct: float, sample_count: int) -> float:
    """The standard deviation of a share among so many, in percentage points (binomial).

    Two successes and two failures are added: none among few does not prove that there are none (Agresti and
    Coull, "Approximate Is Better than 'Exact' for Interval Estimation of Binomial Proportions", 1998).
    """
    share = (share_pct / 100 * sample_count + 2) / (sample_count + 4)
    return 100 * math.sqrt(share * (1 - share) / max(sample_count, 1))


def mean_noise(mean: float, sample_count: int) -> float:
    """The standard deviation of a mean of values that scatter as widely as their mean."""
    return mean / math.sqrt(max(sample_count, 1))


def _spread(groups: Iterable[list[float]]) -> float:
    """The scaled MAD of all values, each from the median of its own group; tiny groups say nothing."""
    telling = [values for values in groups if len(values) >= MIN_SAME_WEEKDAY_COUNT]
    deviations = [
        abs(value - centre) for values, centre in ((values, median(values)) for values in telling)
        for value in values
    ]  # fmt: skip
    return MAD_TO_STANDARD_DEVIATION * median(deviations)
