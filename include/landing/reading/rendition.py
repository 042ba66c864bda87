"""The rendition of markup as lines of text."""

import re
from functools import cache
from typing import Any

from include.landing.reading.decode import Rejected

MAX_DEPTH = 500
"""Pages nest some thirty elements deep. The renderer walks down by recursion, so a limit is needed."""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SOFT_HYPHEN = re.compile("\xad|&shy;|&#173;|&#x0*ad;", re.IGNORECASE)
"""Where a word may be broken at the end of a line: nothing that is read, and it tears words to pieces."""

_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_LINE_BREAKS = re.compile(r"\n{3,}")

_MORE_BLOCKS = (
    "section",
    "dl",
    "dt",
    "dd",
    "details",
    "summary",
    "form",
    "fieldset",
    "legend",
    "menu",
    "button",
    "tr",
    "hr",
)
_CELLS = ("td", "th")
_INVISIBLE = ("template", "noscript", "iframe", "object", "svg", "canvas", "select", "textarea")
"""What a browser does not show, or shows as something else than text of the page."""


def parse_markup(markup: str) -> Any:
    """The page's tree, whole: the parser would leave out what is nested too deep and say nothing."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        whole = _NOT_XML.sub(" ", _SOFT_HYPHEN.sub("", markup))
        tree = html.document_fromstring(whole.encode(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise Rejected("empty", f"no element to read: {error}") from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise Rejected("malformed_html", "nested too deep for any parser")
    depth = nav_depth = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        step = 1 if event == "start" else -1
        depth += step
        if depth > MAX_DEPTH:
            raise Rejected("malformed_html", f"nested more than {MAX_DEPTH} elements deep")
        if event == "start":
            _simplify_style(element)
            _protect_ampersands(element)
            # In the same walk: a search from each of nested `nav` elements would find every link again.
            if nav_depth and element.tag == "a":
                element.set("style", "display: block")
        nav_depth += step * (element.tag == "nav")
    return tree


def _simplify_style(element: Any) -> None:
    """Of a page's own style only what it hides counts: the rest lays out a screen, as wide as it likes."""
    style = element.attrib.pop("style", "")
    if "hidden" in element.attrib or _HIDDEN.search(style):
        element.set("style", "display: none")


def _protect_ampersands(element: Any) -> None:
    """The renderer reads entities once more, which would make a tag of a page's `&amp;lt;`."""
    if element.text and "&" in element.text:
        element.text = element.text.replace("&", "&amp;")
    if element.tail and "&" in element.tail:
        element.tail = element.tail.replace("&", "&amp;")


def render(tree: Any) -> str:
    """The page as lines of text: headings, list items, cards and table rows stand on lines of their own."""
    from inscriptis import Inscriptis

    lines = (line.strip() for line in Inscriptis(tree, _renderer_config()).get_text().split("\n"))
    return _LINE_BREAKS.sub("\n\n", "\n".join(lines)).strip("\n")


@cache
def _renderer_config() -> Any:
    """Lines without indentation, rows without padding: both would let a small page grow without bounds."""
    from inscriptis.css_profiles import STRICT_CSS_PROFILE
    from inscriptis.html_properties import Display
    from inscriptis.model.config import ParserConfig
    from inscriptis.model.html_element import HtmlElement
    from inscriptis.model.tag import CustomHtmlTagHandlerMapping

    def leave_as_is(*_: Any) -> None:
        """A table's parts are laid out by the profile alone."""

    css = {
        **STRICT_CSS_PROFILE,
        **{tag: HtmlElement(display=Display.block) for tag in ("ul", "ol", *_MORE_BLOCKS)},
        **{tag: HtmlElement(display=Display.none) for tag in _INVISIBLE},
        **{tag: HtmlElement(suffix=" ") for tag in _CELLS},
    }
    table_parts = dict.fromkeys(("table", "tr", *_CELLS), leave_as_is)
    return ParserConfig(
        css=css, custom_html_tag_handler_mapping=CustomHtmlTagHandlerMapping(table_parts, table_parts)
    )


def render_fragment(markup: str) -> str:
    """A piece of markup as lines of text; empty where it shows nothing.

    Raises:
        Rejected: `malformed_html` where it cannot be rendered.
    """
    return render(parse_markup(f"<html><body>{markup}</body></html>"))
