"""The line stays inside its box, whatever the figures are."""

import pytest

from include.quality import sparkline


def coordinates(values):
    return [tuple(map(float, point.split(","))) for point in sparkline.points(values).split()]


@pytest.mark.parametrize("values", [[0] * 30, [5], [1, 2, 3], [10**12, 0, 1]])
def test_line_stays_inside_and_moves_right(values):
    line = coordinates(values)
    assert len(line) == len(values)
    assert all(0 <= x <= sparkline.WIDTH and 0 <= y <= sparkline.HEIGHT for x, y in line)
    assert [x for x, _ in line] == sorted({x for x, _ in line})


def test_largest_value_is_at_the_top_and_zero_at_the_bottom():
    (_, bottom), (_, middle), (_, top) = coordinates([0, 5, 10])
    assert top < middle < bottom
    assert middle == pytest.approx((top + bottom) / 2)


def test_no_figures_are_no_line():
    assert sparkline.points([]) == ""
