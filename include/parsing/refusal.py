"""Documents that are no article, and why."""

import itertools
import re
from collections.abc import Sequence

from include.parsing.document import Document
from include.parsing.lines import Line
from include.parsing.model import ParsedDocument, Segment, SegmentKind
from include.parsing.refusal_phrases import (
    CONTINUATIONS,
    ERROR_LINES,
    ERROR_OPENINGS,
    PRICE_CHANGE,
    PRICE_LABELS,
    PRICE_SENTENCES,
    PRICE_TITLE,
    RELATIVE_TIME,
    WALL_OPENINGS,
)
from include.parsing.values.dates import parse_date_line
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
_MIN_PRICE_PAGE_LABELS = 2
_MIN_LISTED_DATES = 3
_MAX_LINES_A_LISTED_DATE = 6
_MIN_LISTED_CARDS = 2
_MAX_LISTED_LABEL_CHARS = 80
_PART_SEPARATOR = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+")


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


def unread(raw_text: str, reason: str) -> ParsedDocument:
    """A document that nobody read to its end: one stretch of which nothing is understood."""
    segments = [Segment("unclassified", 0, len(raw_text))] if raw_text else []
    return ParsedDocument(layout="plain", segments=segments, not_article_reason=reason)


def _is_error_page(document: Document, parsed: ParsedDocument) -> bool:
    lines = document.lines
    if len(document.raw_text) > _MAX_ERROR_PAGE_CHARS or any(
        len(line.text) > _MAX_ERROR_LINE_CHARS for line in lines
    ):
        return False
    top = [line.text.lower() for line in lines[:_TOP_LINES] if len(line.text) <= _MAX_OPENING_CHARS]
    return any(text.startswith(ERROR_OPENINGS) or text in ERROR_LINES for text in top)


def _is_wall(document: Document, parsed: ParsedDocument) -> bool:
    if len(document.raw_text) > _MAX_WALL_CHARS:
        return False
    return any(line.text.lower().startswith(WALL_OPENINGS) for line in document.lines[:_TOP_LINES])


def _is_listing(document: Document, parsed: ParsedDocument) -> bool:
    """Whether the page only lists other texts: as cards, or as lines with a date every few lines."""
    cards = parsed.related_cards
    if cards:
        if not (parsed.body or parsed.headline or parsed.teaser):
            return True
        is_bare = parsed.disclaimer is None and parsed.published_at is None and not parsed.price_widgets
        first_card = cards[0].char_start
        texts = (line.text for line in document.lines if line.start < first_card)
        return (
            len(cards) >= _MIN_LISTED_CARDS and is_bare and not parsed.teaser and all(map(_is_label, texts))
        )
    lines = document.lines
    short = [line.text for line in lines if len(line.text) <= _MAX_NAVIGATION_CHARS]
    date_count = sum(map(_is_date, short))
    link_count = sum(text.rstrip(" .…»>→").lower() in CONTINUATIONS for text in short)
    count = max(date_count, link_count)
    return count >= _MIN_LISTED_DATES and len(lines) <= count * _MAX_LINES_A_LISTED_DATE


def _is_price_page(document: Document, parsed: ParsedDocument) -> bool:
    """Whether the page is about a price: titled for one, or showing some, with no article around it."""
    lines = document.lines
    is_titled = _has_price_title(lines[1:] if parsed.teaser else lines)
    if not is_titled and not parsed.price_widgets:
        return False
    if is_titled and not (parsed.headline or parsed.teaser or parsed.published_at):
        return True
    body = parsed.body
    has_paragraphs = body is not None and any(
        _is_paragraph(line) for line in lines if body.char_start <= line.start < body.char_end
    )
    if not has_paragraphs and parsed.teaser is None and (is_titled or parsed.headline is None):
        return True
    texts = [line.text.lower() for line in lines]
    label_count = sum(
        text.startswith(PRICE_LABELS) or PRICE_CHANGE.fullmatch(text.upper()) is not None
        for text in texts
        if len(text) <= _MAX_LABEL_CHARS
    )
    sentence_count = sum(any(words in text for words in PRICE_SENTENCES) for text in texts)
    return is_titled and label_count + sentence_count >= _MIN_PRICE_PAGE_LABELS


def _has_price_title(lines: Sequence[Line]) -> bool:
    """Whether one of the first lines is a price page's title: below a paragraph it is a widget's."""
    top = itertools.takewhile(lambda line: not _is_paragraph(line), lines[:_TOP_LINES])
    return any(PRICE_TITLE.fullmatch(line.text) for line in top)


def _is_navigation(document: Document, parsed: ParsedDocument) -> bool:
    """Whether all lines are short labels: menus and lists of links; or nothing at all was understood."""
    lines = document.lines
    if not (parsed.body or parsed.headline or parsed.teaser):
        return True
    if parsed.teaser or len(lines) < _MIN_NAVIGATION_LINES:
        return False
    return all(
        len(line.text) <= _MAX_NAVIGATION_CHARS and (line.text[-1] == "?" or not ends_a_sentence(line.text))
        for line in lines
    )


def _is_label(text: str) -> bool:
    return len(text) <= _MAX_LISTED_LABEL_CHARS


def _is_date(text: str) -> bool:
    """Whether a line, or the part of it before or behind a bar or a dot, is a time."""
    return any(
        RELATIVE_TIME.fullmatch(part) is not None or parse_date_line(part, 0) is not None
        for part in (text, *_PART_SEPARATOR.split(text))
    )


def _is_paragraph(line: Line) -> bool:
    return len(line.text) >= _MIN_PARAGRAPH_CHARS and ends_a_sentence(line.text)
