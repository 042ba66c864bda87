"""What a page declares about itself: JSON-LD, OpenGraph, `meta`, and what is usual besides."""

import re
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

import orjson
from trafilatura.metadata import extract_metadata  # noqa: TID253 - only `html` imports this module, when needed

from include.landing.reading.records import Record

_PUBLISHED = (
    "//meta[@property='article:published_time' or @name='article:published_time']/@content",
    "//meta[@property='og:article:published_time' or @property='og:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='parsely-pub-date' or @name='sailthru.date' or @name='pubdate']/@content",
    "//meta[@name='publish-date' or @name='publishdate' or @name='DC.date.issued' or @name='date']/@content",
    "//time[@pubdate]/@datetime",
    "//article//time[not(ancestor::aside)]/@datetime",
)
"""Where pages say when they were published, the surest first; a date in an `aside` is another page's."""

_TITLE = (
    "//meta[@property='og:title' or @name='og:title']/@content",
    "//meta[@name='twitter:title' or @property='twitter:title']/@content",
)
_SITE_NAME = (
    "//meta[@property='og:site_name' or @name='og:site_name']/@content",
    "//meta[@name='application-name']/@content",
)
_URL = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
_LANGUAGE = (
    "/html/@lang",
    "//meta[@property='og:locale']/@content",
    "//meta[translate(@http-equiv, 'CL', 'cl')='content-language']/@content",
)
_LANGUAGE_CODE = re.compile(r"\s*([A-Za-z]{2,3})(?![A-Za-z])")
_ARTICLE_TYPE = re.compile("Article|Posting")
_DATE = re.compile(r"\d")
_USUAL_TIME = re.compile(
    r"\s*(?:\d{4}[-/]?\d\d[-/]?\d\d(?:[T ]|\s*$)|\d{10}(?:\d{3})?\s*$"
    r"|(?:[A-Za-z]{3,9},? )?\d{1,2} [A-Za-z]{3})"
)
"""ISO 8601, Unix time, or a day as mail writes it."""

_TITLE_SEPARATOR = re.compile(r"\s+[–—·•»«-]\s+|\s*[|│]\s*")
_HOME = re.compile(r"(?:https?://[^/?#]+/?|\.?/)(?:(?:index|home)(?:\.\w+)?)?(?:[?#].*)?", re.IGNORECASE)
"""Where a link to a site's own first page leads."""

_NO_LETTER = re.compile(r"[\W_]+")
_MAX_LINKED_OBJECTS = 1000
_MAX_TITLE_CHARS = 300
_MAX_HEADINGS = 20
_MIN_HEADING_CHARS = 12
_MAX_PARTS_OF_NAME = 20
"""Elements in a link that are looked at for a site's name: links may stand in links."""


def read_metadata(tree: Any, linked: list[dict[str, Any]], page: Record) -> None:
    """Fill in what the page's `lxml` tree declares, with its `linked_objects`.

    Times keep minutes and offset where they have them.
    """
    usual = extract_metadata(tree, date_config={"original_date": True, "extensive_search": False})
    page.url = _canonical_url(tree) or usual.url
    page.source = usual.sitename or usual.hostname
    page.title = _title(tree, linked, site_names(tree), usual.title)
    page.published_at_raw = _published_at(tree, linked, usual.date)
    page.author = usual.author
    page.language = _language(tree, linked)
    page.tags = list(usual.tags) or None if usual.tags else None


def site_names(tree: Any) -> set[str]:
    """What the page's site is called, in letters only: it declares it, and links to its first page say it.

    A title of that name is no article's, even where it is the page's first heading.
    """
    names = set(map(letters_of, _found(tree, _SITE_NAME)))
    for link in tree.iter("a"):
        if _HOME.fullmatch(link.get("href", "").strip()):
            parts = list(islice(link.iter(), _MAX_PARTS_OF_NAME))
            shown = "".join(
                f"{part.text or ''}{part.tail or '' if part is not link else ''}" for part in parts
            )
            names.update(map(letters_of, (shown, *(part.get("alt", "") for part in parts))))
    return names - {""}


def first_headings(tree: Any) -> Iterator[str]:
    """What each first-order heading shows: no style and no script, which some pages put into theirs."""
    for heading in tree.iter("h1"):
        yield "".join(heading.xpath(".//text()[not(parent::style or parent::script)]"))


def letters_of(text: str) -> str:
    """What is left of a name when its spelling is no matter; ampersands of a tree are protected."""
    return _NO_LETTER.sub(" ", text.replace("&amp;", "&")).strip().lower()


def _title(tree: Any, linked: list[dict[str, Any]], names: set[str], usual: str | None) -> str | None:
    """The article's title as the page declares it, without its site's name.

    Of several, the one that says a first heading of the page: others are written for those who share it, or
    stand for the whole section. Else the first that is more than the site's name.
    """
    articles = (article.get("headline") for article in linked_articles(linked))
    whole = (tree.findtext(".//title") or "").replace("&amp;", "&")
    declared = [
        " ".join(text.split())
        for text in (*_found(tree, _TITLE), *articles, whole, usual)
        if isinstance(text, str) and text.strip()
    ]
    titles = list(filter(None, (_without_site(title, names) for title in declared)))
    texts = (letters_of(text) for text in islice(first_headings(tree), _MAX_HEADINGS))
    headings = [text for text in texts if len(text) >= _MIN_HEADING_CHARS and text not in names]
    repeated = (title for title in titles if any(heading in letters_of(title) for heading in headings))
    return next(repeated, None) or next(iter(titles or declared), None)


def _without_site(title: str, names: set[str]) -> str:
    """What is left of a title without the site's name before and behind it; nothing where it is that name."""
    if letters_of(title) in names:
        return ""
    for separator in _TITLE_SEPARATOR.finditer(title[:_MAX_TITLE_CHARS]):
        if letters_of(title[: separator.start()]) in names:
            return title[separator.end() :]
        if letters_of(title[separator.end() :]) in names:
            return title[: separator.start()]
    return title


def _published_at(tree: Any, linked: list[dict[str, Any]], usual: str | None) -> str | None:
    """When the page was published, as it writes it; `usual` the day where that is no usual form."""
    declared = [item.get("datePublished") for item in linked_articles(linked) or linked]
    for text in (*declared, *_found(tree, _PUBLISHED)):
        if isinstance(text, str) and _DATE.search(text):
            return text.strip() if usual is None or _USUAL_TIME.match(text) else usual
    return usual


def _types(item: dict[str, Any]) -> list[str]:
    """What an object says it is. Other things than texts are passed over, not written out level by level."""
    declared = item.get("@type")
    texts = declared if isinstance(declared, list) else [declared]
    return [text for text in texts if isinstance(text, str)]


def _canonical_url(tree: Any) -> str | None:
    """The first absolute address; a relative canonical one is completed by OpenGraph's."""
    candidates = list(_found(tree, _URL))
    for url in candidates:
        try:
            absolute = urljoin(candidates[-1], url)
            parts = urlsplit(absolute)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname:
            return absolute
    return None


def _language(tree: Any, linked: list[dict[str, Any]]) -> str | None:
    for text in (*_found(tree, _LANGUAGE), *(item.get("inLanguage") for item in linked)):
        code = _LANGUAGE_CODE.match(text) if isinstance(text, str) else None
        if code:
            return code.group(1).lower()
    return None


def _found(tree: Any, paths: tuple[str, ...]) -> Iterator[str]:
    for path in paths:
        yield from (str(text).strip() for text in tree.xpath(path) if str(text).strip())


def linked_articles(linked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of the page's JSON-LD objects that are articles or posts."""
    return [item for item in linked if any(map(_ARTICLE_TYPE.search, _types(item)))]


def linked_objects(tree: Any) -> Iterator[dict[str, Any]]:
    """The page's JSON-LD objects at any depth, those further out first. What is no JSON is passed over."""
    waiting: deque[Any] = deque()  # a list would move all that waits for each that is taken
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            waiting.append(orjson.loads(script.text or ""))
        except orjson.JSONDecodeError:
            continue
    seen_count = 0
    while waiting and seen_count < _MAX_LINKED_OBJECTS:
        item = waiting.popleft()
        seen_count += 1
        if isinstance(item, dict):
            yield item
            waiting.extend(value for value in item.values() if isinstance(value, dict | list))
        elif isinstance(item, list):
            waiting.extend(item)
