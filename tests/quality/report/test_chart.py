"""A chart says what it shows, in bars and in words, and brings nothing else along."""

from datetime import date
from xml.etree import ElementTree

import pytest

from include.quality.report.chart import HEIGHT_PX, WIDTH_PX, daily_bars

SVG = "{http://www.w3.org/2000/svg}"
LAST_DAY = date(2026, 3, 1)


def drawn(counts, title="Rows"):
    return ElementTree.fromstring(daily_bars("chart", title, counts, LAST_DAY))


def bars(svg):
    return svg.findall(f".//{SVG}g[@class='bar']")


def heights(svg):
    return [float(bar.find(f"{SVG}rect").get("height")) for bar in bars(svg)]


def test_a_bar_a_day_with_rows_as_high_as_its_figure():
    svg = drawn([5, 0, 10])
    low, high = heights(svg)
    assert high == pytest.approx(2 * low)
    assert [bar.find(f"{SVG}title").text for bar in bars(svg)] == ["2026-02-27: 5", "2026-03-01: 10"]


@pytest.mark.parametrize("counts", [[5], [1, 2, 3], [10**12, 0, 1], list(range(30))])
def test_bars_stay_inside(counts):
    svg = drawn(counts)
    assert len(bars(svg)) == sum(count > 0 for count in counts)
    for bar in (bar.find(f"{SVG}rect") for bar in bars(svg)):
        x, y, width, height = (float(bar.get(name)) for name in ("x", "y", "width", "height"))
        assert 0 <= x <= x + width <= WIDTH_PX
        assert 0 <= y <= y + height <= HEIGHT_PX


def test_no_rows_are_no_bars_and_still_words():
    svg = drawn([0] * 30)
    assert bars(svg) == []
    assert svg.find(f"{SVG}desc").text == "0 on the last day, at most 0 a day, something on 0 of 30 days"


def test_words_for_who_does_not_see_it():
    svg = drawn([0, 12], title="Rows <of> & table")
    assert svg.get("role") == "img"
    named = [next(element.text for element in svg.iter() if element.get("id") == name)
             for name in svg.get("aria-labelledby").split()]  # fmt: skip
    assert named == ["Rows <of> & table", "12 on the last day, at most 12 a day, something on 1 of 2 days"]


def test_neither_script_nor_style_nor_address():
    chart = daily_bars("chart", "Rows", [1, 2], LAST_DAY)
    assert [part for part in ("<script", "<style", "<!--", "<?xml", "href=", "url(") if part in chart] == []
