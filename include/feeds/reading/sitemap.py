"""News sitemaps: the protocol of sitemaps with Google's elements for news."""

from typing import Any

from include.feeds.model import FeedItem, PollError
from include.feeds.reading.fields import moment, tags_or_none, text_or_none, web_address


def read_sitemap(text: str, address: str) -> list[FeedItem]:
    """The pages that are declared as news. A sitemap holds no texts: an item is its headline.

    Raises:
        PollError: it is broken before its first page, or none of the pages is news.
    """
    from lxml import etree

    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    pages = [] if root is None else [child for child in root if _name(child) == "url"]
    items = [item for page in pages if (item := _item(page, address)) is not None]
    if not pages and parser.error_log:
        raise PollError("malformed", "broken before its first page")
    if pages and not items:
        raise PollError("no_feed", "a sitemap without news: name the one of the news itself")
    return items


def _item(page: Any, address: str) -> FeedItem | None:
    url = web_address(_text(page, "loc"), address)
    news = next((child for child in page if _name(child) == "news"), None)
    title = None if news is None else _text(news, "title")
    if url is None or news is None or title is None:
        return None
    published_at_raw = _text(news, "publication_date")
    publication = next((child for child in news if _name(child) == "publication"), None)
    return FeedItem(
        item_id=url,
        title=" ".join(title.split()),
        url=url,
        published_at_raw=published_at_raw,
        published_at=moment(published_at_raw),
        language=_text(publication, "language") if publication is not None else None,
        tags=tags_or_none((_text(news, "keywords") or "").split(",")),
    )


def _text(parent: Any, name: str) -> str | None:
    found = next((child for child in parent if _name(child) == name), None)
    return None if found is None else text_or_none("".join(found.itertext()))


def _name(element: Any) -> str:
    """The name without its namespace, which some write in a spelling of their own."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
