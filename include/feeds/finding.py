"""The feed of a site, found as readers find it, and tried once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

from include.feeds.folders import host_states
from include.feeds.model import Feed, FeedItem, PollError
from include.feeds.network.client import Client, checked, user_agent
from include.feeds.network.polite import Guest
from include.feeds.polling import ACCEPTED_FEEDS, MAX_FEED_BYTES
from include.feeds.reading.markup import decoded
from include.feeds.reading.read import read_feed
from include.settings import Settings

MAX_TRIED_COUNT = 6
DEFAULT_POLL_INTERVAL_MINUTES = 30

_USUAL_PLACES = ("feed", "rss", "rss.xml", "feed.xml", "atom.xml")
_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
_SITEMAP = re.compile(r"^sitemap:[ \t]*(\S*news\S*)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that was read once: its row for the list, and what a poll would bring into the inbox."""

    feed: Feed
    items: list[FeedItem]
    tried_at: datetime


def find_feed(settings: Settings, address: str) -> Found:
    """Find the feed at an address, or of the page there, and read it once. Nothing is kept of it.

    Raises:
        PollError: there is none, or none that could be read.
    """
    with Client(user_agent(settings.feed_contact)) as client:
        return find_with(settings, address, Guest(client, host_states(settings)))


def find_with(settings: Settings, address: str, guest: Guest) -> Found:
    """See `find_feed`, which says who asks.

    Raises:
        PollError: there is none, or none that could be read.
    """
    answer = guest.get(address, MAX_FEED_BYTES, {"Accept": ACCEPTED_FEEDS})
    content_type = answer.headers.get("content-type", "")
    try:
        items = read_feed(answer.body, content_type, answer.address, settings.max_document_seconds)
    except PollError as error:
        if error.reason != "no_feed":
            raise
    else:
        return _found(answer.address, items)
    robots = guest.robots_of(answer.address)
    candidates = dict.fromkeys(_candidates(decoded(answer.body, content_type), answer.address, robots))
    for candidate in list(candidates)[:MAX_TRIED_COUNT]:
        try:
            tried = guest.get(candidate, MAX_FEED_BYTES, {"Accept": ACCEPTED_FEEDS})
            items = read_feed(
                tried.body,
                tried.headers.get("content-type", ""),
                tried.address,
                settings.max_document_seconds,
            )
        except PollError:
            continue
        if items:
            return _found(tried.address, items)
    raise PollError(
        "no_feed", "neither this address nor the page there leads to a feed: name the feed itself"
    )


def _candidates(markup: str, address: str, robots: str) -> Iterator[str]:
    """What the page declares, then news sitemaps that robots.txt declares, then where feeds usually are."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(
            markup.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8")
        )
    except (etree.LxmlError, ValueError):
        return
    for link in tree.iterfind(".//link[@href]"):
        if link.get("type", "").lower().split(";")[0].strip() in _FEED_TYPES:
            yield urljoin(address, link.get("href").strip())
    yield from _SITEMAP.findall(robots)
    for place in _USUAL_PLACES:
        yield urljoin(address, f"/{place}")


def _found(address: str, items: list[FeedItem]) -> Found:
    host = checked(address).host.removeprefix("www.")
    languages = [item.language for item in items if item.language]
    language = languages[0].partition("-")[0].lower() if languages else None
    feed = Feed(address, host, "newsroom", language, DEFAULT_POLL_INTERVAL_MINUTES, False, True)
    return Found(feed, items, datetime.now(UTC))
