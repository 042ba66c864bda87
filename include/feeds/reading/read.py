"""From the body of an answer to the items of a feed, whatever kind of feed it is."""

from include.budget import TooSlow, within_budget
from include.feeds.model import FeedItem, PollError
from include.feeds.reading.markup import decoded, markup_of

_SYNDICATION = frozenset({"rss", "RDF", "feed"})
_NO_FEED = "this is no feed: no RSS, RDF, Atom, JSON Feed or news sitemap"


def read_feed(content: bytes, content_type: str, address: str, max_seconds: float) -> list[FeedItem]:
    """The items, in the order of the feed; each once, by its first version.

    Args:
        content: the body.
        content_type: what the answer says that it is; only its encoding counts.
        address: where it came from, for links that are relative.
        max_seconds: the processor time that it may take.

    Raises:
        PollError: it is none, or none that can be read.
    """
    try:
        with within_budget(max_seconds):
            items = _items(decoded(content, content_type), address)
    except TooSlow as slow:
        raise PollError("too_slow", f"more than {max_seconds:g} s of processor time to read") from slow
    except PollError:
        raise
    except Exception as error:  # libraries at work on anybody's bytes: whatever they stumble over
        raise PollError("malformed", f"cannot be read: {type(error).__name__}") from error
    return list({item.key: item for item in reversed(items)}.values())[::-1]


def _items(text: str, address: str) -> list[FeedItem]:
    if text.lstrip()[:1] == "{":
        from include.feeds.reading.json_feed import read_json_feed

        return read_json_feed(text, address)
    markup = markup_of(text)
    if markup is None:
        raise PollError("no_feed", _NO_FEED)
    if markup.root in _SYNDICATION:
        from include.feeds.reading.syndication import read_syndication  # a third of a second to import

        return read_syndication(markup.text, address)
    if markup.root == "urlset":
        from include.feeds.reading.sitemap import read_sitemap

        return read_sitemap(markup.text, address)
    if markup.root == "sitemapindex":
        raise PollError("no_feed", "this is a list of sitemaps: name the one of the news itself")
    raise PollError("no_feed", _NO_FEED)
