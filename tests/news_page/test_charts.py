"""A chart says what it shows, in a drawing and in words, and brings nothing else along."""

import re
from xml.etree import ElementTree

import pytest

from include.news_page.charts import HEIGHT_PX, WIDTH_PX, bars, bars_with_gaps, line_with_gaps

BAR = re.compile(r"M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z")
DOT = re.compile(r"M([\d.]+) ([\d.]+)h0")


def path(drawing, class_name):
    found = [
        element.get("d")
        for element in ElementTree.fromstring(drawing).iter("path")
        if element.get("class") == class_name
    ]
    return found[0] if found else ""


def drawn_bars(drawing, class_name):
    """Middle, top, width and height of each bar."""
    return [
        (x + width / 2, y, width, height)
        for x, y, width, height in (map(float, bar) for bar in BAR.findall(path(drawing, class_name)))
    ]


def dots(drawing):
    return [(float(x), float(y)) for x, y in DOT.findall(path(drawing, "dots"))]


def test_bars_are_as_high_as_their_figures_and_marked_ones_apart():
    drawing = bars("c", "Title", "Words", [5, 0, 10, None], marked=[False, False, True, True])
    ((_, _, _, low),) = drawn_bars(drawing, "unmarked")
    ((_, _, _, high),) = drawn_bars(drawing, "marked")
    assert high == pytest.approx(2 * low, abs=0.2)


def test_a_day_of_which_nothing_is_known_is_a_gap_as_high_as_there_is_and_no_nought():
    drawing = bars_with_gaps("c", "Title", "Words", [4, None, 0, 2])
    (first, last) = drawn_bars(drawing, "marked")
    (gap,) = drawn_bars(drawing, "gap")
    assert gap[3] == pytest.approx(first[3], abs=0.2)
    assert first[0] < gap[0] < last[0]


def test_a_line_is_broken_where_no_price_was_seen():
    drawing = line_with_gaps("c", "Title", "Words", [1.0, 2.0, None, 4.0, None, 3.0])
    assert len(dots(drawing)) == 4
    assert path(drawing, "line").count("L") == 1


def test_days_of_both_charts_lie_below_each_other():
    values = [3, 1, None, 7, 5]
    middles = [bar[0] for bar in drawn_bars(bars_with_gaps("a", "", "", values), "marked")]
    assert len(middles) == 4
    assert [x for x, _ in dots(line_with_gaps("b", "", "", values))] == pytest.approx(middles, abs=0.2)


@pytest.mark.parametrize("values", [[], [None], [0, 0], [5], [10**12, 0, 1], [7, 7, 7], list(range(90))])
def test_everything_stays_inside(values):
    for x, y, width, height in drawn_bars(bars_with_gaps("c", "", "", values), "marked"):
        assert 0 <= x - width / 2 <= x + width / 2 <= WIDTH_PX
        assert 0 <= y <= y + height <= HEIGHT_PX
    for x, y in dots(line_with_gaps("c", "", "", values)):
        assert 0 <= x <= WIDTH_PX
        assert 0 <= y <= HEIGHT_PX


def test_words_for_who_does_not_see_it():
    svg = ElementTree.fromstring(bars("c", "Mentions <of> & \x00", "12 a day", [1, 12], marked=[True] * 2))
    assert svg.get("role") == "img"
    named = [
        next(element.text for element in svg.iter() if element.get("id") == name)
        for name in svg.get("aria-labelledby").split()
    ]
    assert named == ["Mentions <of> & \ufffd", "12 a day"]


def test_neither_script_nor_style_nor_address():
    for drawing in (bars("c", "t", "s", [1], marked=[True]), line_with_gaps("c", "t", "s", [1, 2])):
        assert [
            part for part in ("<script", "<style", "<!--", "<?xml", "href", "url(") if part in drawing
        ] == []
