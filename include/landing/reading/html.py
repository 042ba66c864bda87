"""HTML pages: a rendition as lines of text, and what the page declares about itself."""

import re

from include.landing.reading.decode import Rejected, check_text, decode_page
from include.landing.reading.records import Record
from include.landing.reading.rendition import parse_markup, render

_DECLARED_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.IGNORECASE)
_HEAD_SIZE_BYTES = 4096
_FIRST_TAG = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|body|main|article|section|header|div|h[1-6]|p|ul|ol|figure"
    rb"|table|blockquote|span|img|a)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_BLOCK_END = re.compile(rb"</(?:p|div|li|h[1-6]|section|article|td)\s*>", re.IGNORECASE)
_MIN_BLOCKS = 2


def looks_like_html(head: bytes) -> bool:
    """Whether these first bytes of a file begin an HTML page."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:512].lower()
    return start.startswith((b"<!doctype html", b"<html")) or (b"<html" in start and start[:1] == b"<")


def is_fragment(content: bytes) -> bool:
    """Whether the bytes are the markup of a page's part: they begin with an element, and elements follow."""
    return _FIRST_TAG.match(content) is not None and len(_BLOCK_END.findall(content)) >= _MIN_BLOCKS


def decode_html(content: bytes, charset: str | None = None) -> tuple[Record, str]:
    """Render a page, and tell the encoding it was in; `charset` is what its server told, and counts more.

    Headings, list items, cards and table rows stand on lines of their own; scripts and styles are left out.

    Raises:
        Rejected: `empty`, `binary`, `undecodable`, or `malformed_html` where it cannot be rendered.
    """
    # Both take seconds to import, and text and records never need them.
    from include.landing.reading.html_content import find_marks
    from include.landing.reading.html_metadata import (
        linked_articles,
        linked_objects,
        read_metadata,
        site_names,
    )

    declared = _DECLARED_CHARSET.search(content[:_HEAD_SIZE_BYTES])
    markup, encoding = decode_page(content, charset or (declared.group(1).decode() if declared else None))
    tree = parse_markup(markup)
    try:
        page = Record(raw_text=render(tree))
        check_text(page.raw_text)
        linked = list(linked_objects(tree))
        read_metadata(tree, linked, page)
        page.page_marks = find_marks(tree, page.raw_text, linked_articles(linked), site_names(tree))
    except Rejected:
        raise
    except Exception as error:  # two libraries at work on anybody's markup: whatever they stumble over
        raise Rejected("malformed_html", f"cannot be rendered: {type(error).__name__}: {error}") from error
    return page, encoding
