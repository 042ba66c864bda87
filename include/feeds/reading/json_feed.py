"""JSON Feed, versions 1.0 and 1.1: https://www.jsonfeed.org/version/1.1/."""

from typing import Any

import orjson

from include.feeds.model import FeedItem, PollError
from include.feeds.reading.fields import moment, tags_or_none, text_or_none, web_address

_VERSION = "https://jsonfeed.org/version/"


def read_json_feed(text: str, address: str) -> list[FeedItem]:
    """The items that say anything.

    Raises:
        PollError: it is not JSON throughout, or no JSON Feed.
    """
    try:
        feed = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise PollError("malformed", f"not JSON: {error}") from error
    entries = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(entries, list) or not str(feed.get("version")).startswith(_VERSION):
        raise PollError("no_feed", "this is JSON, and no JSON Feed")
    items = (_item(entry, feed, address) for entry in entries if isinstance(entry, dict))
    return [item for item in items if item is not None]


def _item(entry: dict[str, Any], feed: dict[str, Any], address: str) -> FeedItem | None:
    url = web_address(entry.get("url") or entry.get("external_url"), address)
    title = text_or_none(entry.get("title"))
    html = text_or_none(entry.get("content_html"))
    plain = text_or_none(entry.get("content_text")) or text_or_none(entry.get("summary"))
    identity = entry.get("id")
    item_id = str(identity) if isinstance(identity, str | int | float) and identity != "" else url or title
    if item_id is None or not (title or html or plain):
        return None
    published_at_raw = text_or_none(entry.get("date_published")) or text_or_none(entry.get("date_modified"))
    tags = entry.get("tags")
    return FeedItem(
        item_id=item_id,
        title=title,
        url=url,
        content_html=html,
        content_text=None if html else plain,
        published_at_raw=published_at_raw,
        published_at=moment(published_at_raw),
        author=_author(entry) or _author(feed),
        language=text_or_none(entry.get("language")) or text_or_none(feed.get("language")),
        tags=tags_or_none(tags) if isinstance(tags, list) else None,
    )


def _author(holder: dict[str, Any]) -> str | None:
    authors = holder.get("authors") or [holder.get("author")]
    names = [
        text_or_none(author.get("name"))
        for author in (authors if isinstance(authors, list) else [])
        if isinstance(author, dict)
    ]
    return ", ".join(name for name in names if name) or None
