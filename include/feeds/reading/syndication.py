"""RSS of all versions, RDF and Atom, as feedparser reads them; it has seen more broken feeds than anybody."""

import calendar
import io
from datetime import UTC, datetime
from typing import Any

import feedparser

from include.feeds.model import FeedItem, PollError
from include.feeds.reading.fields import moment, tags_or_none, text_or_none, web_address

_HEADERS = {"content-type": "application/xml; charset=utf-8"}
_MARKUP_TYPES = frozenset({"text/html", "application/xhtml+xml"})


def read_syndication(text: str, address: str) -> list[FeedItem]:
    """The items that say anything. `text` begins with the first element: see `markup_of`.

    Raises:
        PollError: it is broken before its first item.
    """
    # A stream: of a text, feedparser would ask whether it is the name of a file or an address, and open it.
    # Nothing is cleaned or made absolute in texts, for landing shows only the words of markup.
    feed = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={**_HEADERS, "content-location": address},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    language = text_or_none(feed.feed.get("language"))
    items = [item for entry in feed.entries if (item := _item(entry, language, address)) is not None]
    if feed.bozo and not items:
        raise PollError("malformed", f"broken before its first item: {type(feed.bozo_exception).__name__}")
    return items


def _item(entry: Any, language: str | None, address: str) -> FeedItem | None:
    url = web_address(entry.get("link"), address)
    title = text_or_none(_plain_title(entry))
    content, is_markup = _content(entry)
    item_id = text_or_none(entry.get("id")) or url or title
    if item_id is None or not (title or content):
        return None
    published_at_raw = text_or_none(entry.get("published")) or text_or_none(entry.get("updated"))
    understood = entry.get("published_parsed") or entry.get("updated_parsed")
    return FeedItem(
        item_id=item_id,
        title=title,
        url=url,
        content_html=content if is_markup else None,
        content_text=None if is_markup else content,
        published_at_raw=published_at_raw,
        published_at=_utc(understood) or moment(published_at_raw),
        author=text_or_none(entry.get("author")),
        language=language,
        tags=tags_or_none(tag.get("term") for tag in entry.get("tags") or ()),
    )


def _plain_title(entry: Any) -> Any:
    """A headline is one line of text; the few that hold markup lose it."""
    title = entry.get("title")
    is_markup = entry.get("title_detail", {}).get("type") in _MARKUP_TYPES
    if not isinstance(title, str) or not is_markup or not {"<", "&"} & set(title):
        return " ".join(title.split()) if isinstance(title, str) else None
    from lxml import html

    try:
        return " ".join(html.fromstring(f"<div>{title}</div>").text_content().split())
    except (ValueError, html.etree.LxmlError):
        return " ".join(title.split())


def _content(entry: Any) -> tuple[str | None, bool]:
    """The longest text of an item, and whether it is markup: some give a summary, some all, some both."""
    texts = [
        (text, str(part.get("type")) in _MARKUP_TYPES)
        for part in [*(entry.get("content") or ()), entry.get("summary_detail") or {}]
        if (text := text_or_none(part.get("value")))
    ]
    return max(texts, key=lambda found: len(found[0]), default=(None, False))


def _utc(understood: Any) -> datetime | None:
    """A time as feedparser understood it, which is in UTC."""
    try:
        return datetime.fromtimestamp(calendar.timegm(understood), UTC) if understood else None
    except (TypeError, ValueError, OverflowError):
        return None
