"""A small chart of a figure by day, drawn by pygal."""

from collections.abc import Sequence
from datetime import date, timedelta

import pygal
from lxml import etree
from markupsafe import Markup

from include.pages.drawing import bare

WIDTH_PX = 150
HEIGHT_PX = 32


def daily_bars(chart_id: str, title: str, counts: Sequence[int], last_day: date) -> Markup:
    """A bar a day, the last day last; a day without rows has none.

    `chart_id` is unique within the page. A pointer that rests on a bar shows its day and figure; a screen
    reader reads the title and a summary.
    """
    chart = pygal.Bar(
        width=WIDTH_PX,
        height=HEIGHT_PX,
        explicit_size=True,
        margin=1,
        show_legend=False,
        show_x_labels=False,
        show_y_labels=False,
        show_y_guides=False,
        no_data_text="",
        no_prefix=True,
        js=(),
        disable_xml_declaration=True,
    )
    first_day = last_day - timedelta(days=len(counts) - 1)
    chart.add(
        None,
        [
            {"value": count or None, "label": f"{first_day + timedelta(days=age)}: {count:,}"}
            for age, count in enumerate(counts)
        ],
    )
    chart.add_xml_filter(lambda root: _labelled(root, chart_id, title, _summary(counts)))
    return Markup(chart.render(is_unicode=True))  # noqa: S704  # an XML serialiser wrote it


def _summary(counts: Sequence[int]) -> str:
    days_with_rows = sum(count > 0 for count in counts)
    return (
        f"{counts[-1]:,} on the last day, at most {max(counts):,} a day, "
        f"something on {days_with_rows} of {len(counts)} days"
    )


def _labelled(svg: etree._Element, chart_id: str, title: str, summary: str) -> etree._Element:
    """The drawing alone; a pointer that rests on a bar shows its label."""
    for label in svg.iterfind(".//desc[@class='label']"):
        label.tag = "title"
        del label.attrib["class"]
    return bare(svg, chart_id, title, summary)
