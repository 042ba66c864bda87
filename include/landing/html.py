"""HTML pages: a rendition as lines of text, and what the page declares about itself."""

import re
from typing import NamedTuple

from include.landing.decode import DecodedText, Rejected, check_text, decode_text

_DECLARED_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.IGNORECASE)
_HEAD_SIZE_BYTES = 4096


class HtmlPage(NamedTuple):
    """A page as text, with its usual metadata. `published_at_raw` is ISO 8601 as far as the page is exact."""

    raw_text: str
    encoding: str
    title: str | None
    url: str | None
    source: str | None
    published_at_raw: str | None
    author: str | None
    language: str | None
    tags: list[str] | None


def looks_like_html(head: bytes) -> bool:
    """Whether these first bytes of a file begin an HTML page."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:512].lower()
    return start.startswith((b"<!doctype html", b"<html")) or (b"<html" in start and start[:1] == b"<")


def decode_html(content: bytes) -> HtmlPage:
    """Render a page: headings, list items and cards each on lines of their own, scripts and styles left out.

    Raises:
        Rejected: `empty`, `binary`, `undecodable`, or `malformed_html` where it cannot be rendered.
    """
    from inscriptis import get_text
    from inscriptis.model.config import ParserConfig
    from lxml import etree
    from trafilatura.metadata import extract_metadata

    markup = _decode(content)
    try:
        raw_text = get_text(markup.text, ParserConfig(display_links=False, display_images=False))
        metadata = extract_metadata(
            markup.text,
            date_config={"original_date": True, "outputformat": "%Y-%m-%dT%H:%M:%S", "max_date": None},
        )
        root = etree.fromstring(markup.text.encode(), etree.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError, RecursionError, AssertionError, AttributeError) as error:
        raise Rejected("malformed_html", f"cannot be rendered: {type(error).__name__}") from error
    check_text(raw_text)
    language = root.get("lang") if root is not None else None
    return HtmlPage(
        raw_text=raw_text,
        encoding=markup.encoding,
        title=metadata.title,
        url=metadata.url,
        source=metadata.sitename or metadata.hostname,
        published_at_raw=_declared_time(root) or (metadata.date or None),
        author=metadata.author,
        language=language.split("-")[0].lower() if language else None,
        tags=list(metadata.tags) if metadata.tags else None,
    )


def _decode(content: bytes) -> DecodedText:
    declared = _DECLARED_CHARSET.search(content[:_HEAD_SIZE_BYTES])
    return decode_text(content, declared.group(1).decode().lower() if declared else None)


def _declared_time(root: object) -> str | None:
    """The time of publication to the second, which date extractors round to the day."""
    xpath = getattr(root, "xpath", None)
    if xpath is None:
        return None
    found = xpath(
        "//meta[@property='article:published_time' or @name='article:published_time'"
        " or @itemprop='datePublished']/@content | //time[@itemprop='datePublished']/@datetime"
    )
    return str(found[0]).strip() if found else None
