"""Charts of days and hours, drawn by pygal, as inline SVG that takes its colours from the page.

There is no text in them: a chart is as wide as the page has room, and its scale stands beside it as words.
Charts of equal length share their scale of time, so those that stand below each other can be compared.
Everything of a kind is one path, for a page with many charts has to stay small.
"""

from collections.abc import Callable, Sequence

import pygal
from lxml import etree
from markupsafe import Markup

from include.pages.drawing import bare

WIDTH_PX = 360
HEIGHT_PX = 72
SVG = "{http://www.w3.org/2000/svg}"

Values = Sequence[float | None]


def bars(chart_id: str, title: str, summary: str, values: Values, *, marked: Sequence[bool]) -> Markup:
    """A bar for each value that is more than nought.

    `marked` bars are of the class `marked`, the others of the class `unmarked`. `title` and `summary` are
    what a screen reader reads; `chart_id` is unique within the page.
    """
    series = [
        [value if is_marked is wanted else None for value, is_marked in zip(values, marked, strict=True)]
        for wanted in (True, False)
    ]
    return _drawn(
        pygal.StackedBar, chart_id, title, summary, series, lambda root: _bars(root, "marked", "unmarked")
    )


def bars_with_gaps(chart_id: str, title: str, summary: str, values: Values) -> Markup:
    """A bar for each value that is more than nought; of the class `gap` and as high as there is, for None."""
    highest = max((value for value in values if value is not None), default=0) or 1
    gaps = [highest if value is None else None for value in values]
    return _drawn(
        pygal.StackedBar, chart_id, title, summary, [values, gaps], lambda root: _bars(root, "marked", "gap")
    )


def line_with_gaps(chart_id: str, title: str, summary: str, values: Values) -> Markup:
    """A dot for each value, a line between those that follow each other; the lowest lies at the bottom."""
    points = [(position + 0.5, value) for position, value in enumerate(values)]
    return _drawn(
        pygal.XY,
        chart_id,
        title,
        summary,
        [points],
        _line_and_dots,
        xrange=(0, len(values)),
        allow_interruptions=True,
    )


def _drawn(
    kind: Callable[..., pygal.Graph],
    chart_id: str,
    title: str,
    summary: str,
    series: Sequence[Sequence[object]],
    paths_of: Callable[[etree._Element], dict[str, str]],
    **options: object,
) -> Markup:
    chart = kind(
        width=WIDTH_PX,
        height=HEIGHT_PX,
        explicit_size=True,
        margin=0,
        show_legend=False,
        show_x_labels=False,
        show_y_labels=False,
        show_x_guides=False,
        show_y_guides=False,
        no_data_text="",
        no_prefix=True,
        js=(),
        disable_xml_declaration=True,
        **options,
    )
    for values in series:
        chart.add(None, values)

    def paths_alone(root: etree._Element) -> etree._Element:
        paths = paths_of(root)
        title_element = root.find("title")
        for child in list(root):
            if child is not title_element:
                root.remove(child)
        for class_name, path in paths.items():
            if path:
                etree.SubElement(root, "path", {"class": class_name, "d": path})
        etree.cleanup_namespaces(root)
        return bare(root, chart_id, title, summary)

    chart.add_xml_filter(paths_alone)
    return Markup(chart.render(is_unicode=True))  # noqa: S704  # an XML serialiser wrote it


def _bars(root: etree._Element, *class_names: str) -> dict[str, str]:
    """The bars of each series as one path, by its class."""
    paths = {}
    for number, class_name in enumerate(class_names):
        parts = []
        for bar in root.iterfind(f".//g[@class='series serie-{number} color-{number}']//rect"):
            x, y, width, height = (float(bar.get(name)) for name in ("x", "y", "width", "height"))
            if height > 0:
                parts.append(f"M{x:.1f} {y:.1f}h{width:.1f}v{height:.1f}h-{width:.1f}z")
        paths[class_name] = "".join(parts)
    return paths


def _line_and_dots(root: etree._Element) -> dict[str, str]:
    """The stretches of a line; its dots as lines without a length, which stay round at any width."""
    dots = [(float(dot.get("cx")), float(dot.get("cy"))) for dot in root.iterfind(".//circle")]
    return {
        "line": " ".join(path.get("d") for path in root.iterfind(".//path")),
        "dots": "".join(f"M{x:.1f} {y:.1f}h0" for x, y in dots),
    }
