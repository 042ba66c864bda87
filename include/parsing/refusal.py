"""Documents that are no article, and why."""

import re

from include.parsing.document import Document
from include.parsing.lines import Line
from include.parsing.model import ParsedDocument, Segment, SegmentKind
from include.parsing.values.words import ends_a_sentence

_ARTICLE_KINDS: frozenset[SegmentKind] = frozenset(
    {"teaser", "teaser_copy", "headline", "byline", "subheading", "paragraph", "list_item", "boilerplate"}
)
_TOP_LINES = 3
_MAX_OPENING_CHARS = 120
_MAX_ERROR_PAGE_CHARS = 1000
_MAX_WALL_CHARS = 4000
_MAX_ERROR_LINE_CHARS = 300
_MIN_PARAGRAPH_CHARS = 100
_MIN_NAVIGATION_LINES = 5
_MAX_NAVIGATION_CHARS = 60
_MAX_LABEL_CHARS = 60
_MIN_PRICE_PAGE_LABELS = 3

_ERROR_OPENINGS = (
    "404 not found",
    "404 error",
    "404 page",
    "404 -",
    "404 –",
    "404 |",
    "404:",
    "error 4",
    "error 5",
    "403 forbidden",
    "401 unauthorized",
    "410 gone",
    "429 too many",
    "500 internal server error",
    "502 bad gateway",
    "503 service",
    "504 gateway",
    "page not found",
    "not found",
    "this page could not be found",
    "this page isn't available",
    "this page isn’t available",
    "sorry, the page you",
    "the page you",
    "the requested url",
    "just a moment",
    "checking your browser",
    "checking if the site connection is secure",
    "verifying you are human",
    "verify you are human",
    "attention required",
    "access denied",
    "access to this page has been denied",
    "you have been blocked",
    "sorry, you have been blocked",
    "are you a robot",
    "are you human",
    "please enable js",
    "please enable javascript",
    "please enable cookies",
    "enable javascript and cookies",
    "you need to enable javascript",
    "something went wrong",
    "application error",
    "service unavailable",
    "too many requests",
    "bad gateway",
    "internal server error",
)
_ERROR_LINES = frozenset(
    {"400", "401", "403", "404", "410", "429", "500", "502", "503", "504", "oops!", "forbidden"}
)
_WALL_OPENINGS = (
    "we value your privacy",
    "your privacy",
    "before you continue",
    "we use cookies",
    "this site uses cookies",
    "this website uses cookies",
    "cookie consent",
    "cookie settings",
    "cookie preferences",
    "cookie policy",
    "manage consent",
    "manage cookies",
    "we and our",
    "accept cookies",
    "accept all cookies",
    "nous respectons votre vie privée",
    "wir verwenden cookies",
    "wir benötigen ihre zustimmung",
)
_PRICE_TITLE = re.compile(
    r".{1,80}? ?(?:Live )?Price(?: Today| Chart)? ?\([A-Z0-9.$-]{1,15}\)"
    r"|.{1,80}?\([A-Z0-9.$-]{1,15}\) (?:Live )?Price(?: Today| Chart| Live)?(?:(?:,| \|).{1,100})?"
    r"|.{1,60}? Live Price(?: Chart| Today)?"
)
_PRICE_LABELS = (
    "market cap",
    "fully diluted",
    "trading volume",
    "24h volume",
    "24h trading volume",
    "24-hour trading volume",
    "24 hour trading volume",
    "volume (24h)",
    "circulating supply",
    "circulation supply",
    "max supply",
    "maximum supply",
    "total supply",
    "all-time high",
    "all time high",
    "all-time low",
    "all time low",
    "24h high",
    "24h low",
    "24h range",
    "price change (",
    "market information",
    "market dominance",
    "price performance",
    "price history",
)


def not_article_reason(document: Document, parsed: ParsedDocument) -> str | None:
    """Why the document is no article, or None where it is one.

    One of `empty`, `error_page`, `cookie_wall`, `price_page`, `listing` and `navigation`. A record is
    refused only where it is empty: its feed vouches for it.
    """
    lines = document.lines
    if not lines:
        return "empty"
    if parsed.layout == "record" or parsed.contact_email or parsed.reading_time:
        return None
    judges = (
        ("error_page", _is_error_page),
        ("cookie_wall", _is_wall),
        ("price_page", _is_price_page),
        ("listing", _is_listing),
        ("navigation", _is_navigation),
    )
    return next((reason for reason, applies in judges if applies(document, parsed)), None)


def refuse(parsed: ParsedDocument, reason: str) -> None:
    """Take back what only an article has; prices and cards are what they are on any page."""
    parsed.not_article_reason = reason
    parsed.sections = [section for section in parsed.sections if section.section == "price_widget"]
    parsed.segments = [
        Segment("unclassified", segment.char_start, segment.char_end)
        if segment.kind in _ARTICLE_KINDS
        else segment
        for segment in parsed.segments
    ]
    parsed.headline = parsed.teaser = parsed.author = None
    parsed.body = parsed.body_text = parsed.language = None
    parsed.word_count = 0
    parsed.is_truncated = False


def _is_error_page(document: Document, parsed: ParsedDocument) -> bool:
    lines = document.lines
    if len(document.raw_text) > _MAX_ERROR_PAGE_CHARS or any(
        len(line.text) > _MAX_ERROR_LINE_CHARS for line in lines
    ):
        return False
    top = [line.text.lower() for line in lines[:_TOP_LINES] if len(line.text) <= _MAX_OPENING_CHARS]
    return any(text.startswith(_ERROR_OPENINGS) or text in _ERROR_LINES for text in top)


def _is_wall(document: Document, parsed: ParsedDocument) -> bool:
    if len(document.raw_text) > _MAX_WALL_CHARS:
        return False
    return any(line.text.lower().startswith(_WALL_OPENINGS) for line in document.lines[:_TOP_LINES])


def _is_listing(document: Document, parsed: ParsedDocument) -> bool:
    return bool(parsed.related_cards) and not (parsed.body or parsed.headline or parsed.teaser)


def _is_price_page(document: Document, parsed: ParsedDocument) -> bool:
    """Whether the page is about a price: titled for one, or showing some, with no article around it."""
    lines = document.lines
    is_titled = any(_PRICE_TITLE.fullmatch(line.text) for line in lines[:_TOP_LINES])
    if not is_titled and not parsed.price_widgets:
        return False
    body = parsed.body
    has_paragraphs = body is not None and any(
        _is_paragraph(line) for line in lines if body.char_start <= line.start < body.char_end
    )
    if not has_paragraphs and parsed.teaser is None and (is_titled or parsed.headline is None):
        return True
    labels = (line.text.lower() for line in lines if len(line.text) <= _MAX_LABEL_CHARS)
    return is_titled and sum(label.startswith(_PRICE_LABELS) for label in labels) >= _MIN_PRICE_PAGE_LABELS


def _is_navigation(document: Document, parsed: ParsedDocument) -> bool:
    """Whether all lines are short labels: menus and lists of links; or nothing at all was understood."""
    lines = document.lines
    if not (parsed.body or parsed.headline or parsed.teaser):
        return True
    if parsed.teaser or len(lines) < _MIN_NAVIGATION_LINES:
        return False
    return all(len(line.text) <= _MAX_NAVIGATION_CHARS and not ends_a_sentence(line.text) for line in lines)


def _is_paragraph(line: Line) -> bool:
    return len(line.text) >= _MIN_PARAGRAPH_CHARS and ends_a_sentence(line.text)
