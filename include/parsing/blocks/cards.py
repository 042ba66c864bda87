"""The cards below an article: title, excerpt, source and date of other articles."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from include.parsing.document import Document
from include.parsing.landmarks import SHARE_LABELS, footer_source
from include.parsing.model import ParsedDocument, RelatedCard, SectionSpan, Segment, Value
from include.parsing.values.dates import MINUTE_CHARS, parse_minute
from include.parsing.values.words import doubled_at, is_cut

_MAX_CARD_LINES = 60
_MAX_BARE_SOURCE_CHARS = 40


class CardRegion(NamedTuple):
    """Which lines hold cards: the heading's index (None without one), the first card's, the footers'."""

    heading: int | None
    first: int
    footers: list[int]


def find_card_region(document: Document) -> CardRegion | None:
    """Where the cards begin. A heading counts only where a card, or the end of the page, follows it."""
    footers = _card_footers(document)
    other_blocks = sorted((*document.landmarks.disclaimers, *document.landmarks.tags))
    for heading in reversed(document.landmarks.related_headings):
        # Linear: a heading that does not fit costs two binary searches, however much stands below it.
        own_first = bisect_right(footers, heading + 1)
        first_footer = footers[own_first] if own_first < len(footers) else None
        if heading + 1 == len(document.lines) or _fits(document, heading, first_footer, other_blocks):
            return CardRegion(heading, heading + 1, footers[own_first:])
    shared = [
        footer for footer in footers if _is_shared(document, footer) and footer_source(document.lines[footer])
    ]
    if not shared:
        return None
    return CardRegion(None, _first_title(document, shared[0]), shared)


def has_doubled_sources(document: Document, region: CardRegion) -> bool:
    """Whether the cards' sources stand twice, as in `Crypto.NewsCrypto.News2026/06/25 11:30`."""
    sources = [footer_source(document.lines[footer]) for footer in region.footers]
    return any(_single(source) != source for source in sources)


def read_cards(document: Document, parsed: ParsedDocument, region: CardRegion) -> None:
    """Add the cards of `region` to `parsed`, with their segments and sections."""
    if region.heading is not None:
        heading = document.lines[region.heading]
        parsed.segments.append(Segment("related_heading", heading.start, heading.stop))
    first = region.first
    for footer in region.footers:
        _read_card(document, parsed, first, footer)
        first = footer + 1
    rest = document.lines[first:]
    is_first_card = region.heading is not None and not region.footers
    if rest and (is_first_card or (len(rest) > 1 and rest[0].text == rest[1].text)):
        _read_card(document, parsed, first, None)


def _card_footers(document: Document) -> list[int]:
    lines = document.lines
    is_shared_page = any(_is_shared(document, footer) for footer in document.landmarks.footers)
    footers = []
    for footer in document.landmarks.footers:
        if _is_shared(document, footer):
            footers.append(footer)
            continue
        is_short = len(footer_source(lines[footer])) <= _MAX_BARE_SOURCE_CHARS
        following = lines[footer + 1 : footer + 3]
        is_before_card = not following or (len(following) == 2 and following[0].text == following[1].text)
        if is_short and (is_before_card or not is_shared_page):
            footers.append(footer)
    return footers


def _is_shared(document: Document, footer: int) -> bool:
    return footer > 0 and document.lines[footer - 1].text in SHARE_LABELS


def _fits(document: Document, heading: int, first_footer: int | None, other_blocks: Sequence[int]) -> bool:
    """Whether cards follow a heading; `other_blocks` are the indexes of what no card holds, in order."""
    lines = document.lines
    blocks_above = bisect_right(other_blocks, heading)
    if first_footer is None:
        # The capture ends within the first card.
        line_count = len(lines) - heading - 1
        is_card = line_count > 1 and lines[heading + 1].text == lines[heading + 2].text
        is_below_block = blocks_above > 0 and other_blocks[blocks_above - 1] == heading - 1
        return line_count <= _MAX_CARD_LINES and (is_card or is_below_block)
    if first_footer - heading > _MAX_CARD_LINES:
        return False
    return blocks_above == len(other_blocks) or other_blocks[blocks_above] > first_footer


def _first_title(document: Document, footer: int) -> int:
    """The first card's title without a heading: behind the last other block, or a doubled title."""
    other_blocks = (*document.landmarks.disclaimers, *document.landmarks.tags, *document.landmarks.prices)
    lowest = max((index + 1 for index in other_blocks if index < footer), default=0)
    lines = document.lines
    for index in range(lowest, footer - 1):
        if lines[index].text == lines[index + 1].text:
            return index
    return lowest if lowest else max(0, footer - 3)


def _read_card(document: Document, parsed: ParsedDocument, first: int, footer: int | None) -> None:
    lines = document.lines
    content_end = len(lines) if footer is None else footer
    if lines[content_end - 1].text in SHARE_LABELS:
        content_end -= 1
    if first >= content_end:
        return
    title, title_copy, excerpt_first = _read_title(document, first, content_end)
    excerpt = None
    if excerpt_first < content_end:
        excerpt = document.value(lines[excerpt_first].start, lines[content_end - 1].end)
    source_name = published_at = None
    char_end = lines[content_end - 1].text_end
    last = lines[-1] if footer is None else lines[footer]
    if footer is not None:
        closing = last.value
        char_end = closing.char_end
        date_start = char_end - MINUTE_CHARS
        published_at = parse_minute(closing.text[-MINUTE_CHARS:], date_start)
        if source := footer_source(last):
            source_name = _source_value(closing, source)
    parsed.segments.append(Segment("related_card", lines[first].start, last.stop))
    parsed.sections.append(SectionSpan("related_link", title.char_start, title.char_end))
    if title_copy:
        parsed.sections.append(
            SectionSpan("related_link", title_copy.char_start, title_copy.char_end, is_copy=True)
        )
    if excerpt:
        parsed.sections.append(SectionSpan("related_link", excerpt.char_start, excerpt.char_end))
    parsed.related_cards.append(
        RelatedCard(
            position=len(parsed.related_cards) + 1,
            char_start=title.char_start,
            char_end=char_end,
            title=title,
            excerpt=excerpt,
            source_name=source_name,
            published_at=published_at,
            is_truncated=excerpt is not None and is_cut(excerpt.text),
        )
    )


def _read_title(document: Document, first: int, content_end: int) -> tuple[Value, Value | None, int]:
    lines = document.lines
    title = lines[first].value
    if first + 1 < content_end and lines[first + 1].text == title.text:
        return title, lines[first + 1].value, first + 2
    middle = doubled_at(title.text)
    if middle is None:
        return title, None, first + 1
    middle += title.char_start
    return document.value(title.char_start, middle), document.value(middle, title.char_end), first + 1


def _source_value(closing: Value, source: str) -> Value:
    source = _single(source)
    return Value(source, closing.char_start, closing.char_start + len(source))


def _single(source: str) -> str:
    """A source's name that stands twice, once."""
    half, odd = divmod(len(source), 2)
    return source[:half] if not odd and source[:half] == source[half:] else source
