"""What a parsed document is made of: segments that tile it, and values that point into it.

All offsets are counted in Unicode code points of `raw_text`, start inclusive, end exclusive, so that
`raw_text[char_start:char_end]` is the text that a value came from.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal, NamedTuple

PARSER_VERSION = "3"
"""Raised whenever any document may parse differently than before; it stands on every parsed row."""

SegmentKind = Literal[
    "teaser",
    "teaser_copy",
    "headline",
    "byline",
    "dateline",
    "reading_time",
    "contact",
    "subheading",
    "paragraph",
    "list_item",
    "price_widget",
    "disclaimer",
    "tags",
    "related_heading",
    "related_card",
    "ticker",
    "breadcrumb",
    "boilerplate",
    "code",
    "blank",
    "unclassified",
]
"""What a stretch of a document is. `blank` is white space only; `unclassified` is not understood.

`boilerplate` is understood and is nobody's text: `The post … appeared first on …`, `Continue reading`,
advertisement labels, counters, what a page shows around its article, and what a source repeats in many.
`code` is a run of style sheet, script, JSON, short codes or markup.
"""

Section = Literal["headline", "teaser", "body", "price_widget", "related_link", "boilerplate"]
"""Where in an article a mention stands; only the first three are the article's own words.

`boilerplate` is what the source repeats in its articles: no parser knows it, many documents together do.
"""

Precision = Literal["second", "minute", "hour", "day", "month", "year"]


class Span(NamedTuple):
    """A stretch of characters, end exclusive."""

    char_start: int
    char_end: int


class Segment(NamedTuple):
    """One stretch of a document and what it is; a line's terminator belongs to the line's segment."""

    kind: SegmentKind
    char_start: int
    char_end: int


class SectionSpan(NamedTuple):
    """One stretch of running text in which mentions are looked for.

    `is_copy` marks text that repeats another stretch of the same document (the second half of a doubled
    teaser, a card's second title): what is mentioned there is never counted again.
    """

    section: Section
    char_start: int
    char_end: int
    is_copy: bool = False


class Value(NamedTuple):
    """A text exactly as it stands in the document: `raw_text[char_start:char_end] == text`."""

    text: str
    char_start: int
    char_end: int


class Timestamp(NamedTuple):
    """A point in time as the document states it.

    `local` is naive. `utc_offset_minutes` is None where the text names no time zone: the zone is then
    assumed from the source, in SQL.
    """

    raw: Value
    local: datetime
    precision: Precision
    utc_offset_minutes: int | None = None


class RelatedCard(NamedTuple):
    """One card below an article. The span reaches from its title to its date, without the line end."""

    position: int
    char_start: int
    char_end: int
    title: Value
    excerpt: Value | None
    source_name: Value | None
    published_at: Timestamp | None
    is_truncated: bool


class PriceWidget(NamedTuple):
    """One asset price shown on a page.

    `change_pct` is in per cent (2.78 for "+2.78%"). `price` and `change_pct` are exact.
    """

    asset_name: Value
    asset_symbol: Value | None
    price: Decimal
    price_raw: Value
    currency: str | None
    change_pct: Decimal | None
    change_raw: Value | None


@dataclass(slots=True)
class ParsedDocument:
    """Everything that one document says, each value with its place.

    `tags` is None where the page has no tags line, and empty where the line is there without tags.
    `body_text` is the raw text from `body.char_start` to `body.char_end`, without what stands between
    but is no body (a ticker, an advertisement).
    `not_article_reason` is set where the document is no article (`price_page`, `listing`,
    `error_page`, ...); such a document has segments, and no headline.
    """

    layout: str
    segments: list[Segment]
    sections: list[SectionSpan] = field(default_factory=list)
    not_article_reason: str | None = None
    headline: Value | None = None
    teaser: Value | None = None
    body: Span | None = None
    body_text: str | None = None
    author: Value | None = None
    published_at: Timestamp | None = None
    reading_minutes: int | None = None
    reading_time: Value | None = None
    contact_email: Value | None = None
    disclaimer: Value | None = None
    tags: list[Value] | None = None
    is_truncated: bool = False
    word_count: int = 0
    language: str | None = None
    related_cards: list[RelatedCard] = field(default_factory=list)
    price_widgets: list[PriceWidget] = field(default_factory=list)
