"""The statistics of the baseline: what they must hold for any history."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from include.quality.history.baseline import (
    Baseline,
    baseline,
    count_noise,
    judge,
    mean_noise,
    share_noise_pct,
)

values = st.floats(min_value=0, max_value=1e6)
histories = st.dictionaries(st.integers(1, 56), values, min_size=7)
weekly = st.booleans()


def usual(points, needs_same_weekday=False):
    return baseline(points, min_point_count=7, needs_same_weekday=needs_same_weekday)


@given(histories, values, weekly)
def test_tested_point_is_no_part_of_its_own_baseline(points, tested, needs_same_weekday):
    assert usual(points, needs_same_weekday) == usual(points | {0: tested}, needs_same_weekday)


@given(histories)
def test_centre_lies_among_the_points_and_spread_is_not_negative(points):
    found = usual(points)
    assert min(points.values()) <= found.centre <= max(points.values())
    assert found.spread >= 0


@given(st.lists(values, min_size=8, max_size=8), values)
def test_one_bad_day_does_not_leave_the_range_of_the_others(same_weekday, bad):
    points = {7 * (week + 1): value for week, value in enumerate(same_weekday)}
    others = same_weekday[1:]
    assert min(others) <= usual(points | {7: bad}).centre <= max(others)


@given(histories, st.floats(min_value=0.5, max_value=1000))
def test_another_unit_is_the_same_baseline(points, factor):
    found, scaled = usual(points), usual({age: value * factor for age, value in points.items()})
    assert scaled.centre == pytest.approx(found.centre * factor)
    assert scaled.spread == pytest.approx(found.spread * factor, abs=1e-6)


@given(st.lists(values, min_size=7, max_size=7))
def test_history_that_only_follows_the_week_has_no_spread(by_weekday):
    points = {age: by_weekday[age % 7] for age in range(1, 57)}
    assert usual(points) == Baseline(by_weekday[0], 0, 8)


@pytest.mark.parametrize(
    ("points", "needs_same_weekday", "point_count"),
    [
        ({}, False, None),
        (dict.fromkeys(range(1, 7), 5.0), False, None),
        (dict.fromkeys(range(1, 8), 5.0), False, 7),
        (dict.fromkeys(range(1, 21), 5.0), True, None),
        (dict.fromkeys(range(1, 22), 5.0), True, 3),
    ],
    ids=["nothing", "six days", "seven days", "two weekdays", "three weekdays"],
)
def test_enough_history(points, needs_same_weekday, point_count):
    found = usual(points, needs_same_weekday)
    assert (found and found.point_count) == point_count


@given(values, st.builds(Baseline, values, values, st.just(9)), values, st.sampled_from(["low", "high"]))
def test_judgement_agrees_with_its_bounds(value, found, tolerance, direction):
    judged = judge(value, found, direction=direction, tolerance=tolerance)
    bounds = judged.expected_low, judged.expected_high
    assert [bound is None for bound in bounds] == [direction == "high", direction == "low"]
    assume(judged.state != "too_few_to_tell")
    is_outside = value < bounds[0] if direction == "low" else value > bounds[1]
    assert (judged.state == "deviates") == is_outside


@given(values)
def test_usual_value_never_deviates(centre):
    for direction in ("low", "high"):
        assert judge(centre, Baseline(centre, 0, 9), direction=direction, tolerance=0).state != "deviates"


def test_without_a_baseline_nothing_is_judged():
    assert judge(0, None, direction="low", tolerance=1) == ("not_enough_history", None, None, 0)


@pytest.mark.parametrize(
    ("value", "centre", "direction", "tolerance"), [(0, 5, "low", 5), (100, 60, "high", 40)]
)
def test_where_no_value_would_be_conspicuous_nothing_is_ok(value, centre, direction, tolerance):
    judged = judge(value, Baseline(centre, 1, 9), direction=direction, tolerance=tolerance, limit=100)
    assert judged.state == "too_few_to_tell"


@given(st.floats(min_value=0, max_value=100), st.integers(1, 1000))
def test_larger_samples_have_less_noise(share_pct, count):
    assert 0 < share_noise_pct(share_pct, 4 * count) < share_noise_pct(share_pct, count) <= 50
    assert mean_noise(10, 4 * count) == pytest.approx(mean_noise(10, count) / 2)


def test_noise_of_counts_and_shares():
    assert count_noise(100) == 10
    assert count_noise(0) == 1
    assert share_noise_pct(50, 10_000) == pytest.approx(0.5)
