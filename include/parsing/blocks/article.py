"""An article among other things of its page, where it is known which lines are the article's."""

import re
from collections.abc import Iterable

from include.parsing.blocks.body import is_caption, read_body
from include.parsing.blocks.furniture import (
    Furniture,
    find_labelled_date,
    find_loose_date,
    find_scattered_furniture,
    take_furniture,
)
from include.parsing.blocks.head import claim_headline, looks_like_headline
from include.parsing.document import Document
from include.parsing.model import ParsedDocument, SectionSpan, Segment
from include.parsing.page.content import Content, is_menu, is_prose
from include.parsing.page.headline import find_headline
from include.parsing.values.dates import parse_opening_date

_MAX_LINES_ABOVE_TITLE = 4
_MAX_LINES_BELOW_TITLE = 25
_MIN_SHARE_BELOW_TITLE = 0.5
_MAX_LINES_BELOW_DECK = 8
_MAX_LINES_BELOW_ARTICLE = 6
_MIN_TITLE_CHARS = 22
_MIN_WIDE_TITLE_CHARS = 10
_TRAIL = re.compile(r"\S\s?[>›»/]\s|[0-9]%|\s\|\s.*\s\|\s")
"""A breadcrumb, a price or a menu on one line."""


def read_marked_article(document: Document, parsed: ParsedDocument, content: Content) -> None:
    """Add the article that a page's markup tells to `parsed`; all else on the page is furniture."""
    lines = document.lines
    title = find_headline(lines, document.declared_title, content.headings, content.first_prose(lines))
    taken = _read_article(document, parsed, content, title)
    parsed.segments += [
        Segment("boilerplate", line.start, line.stop)
        for index, line in enumerate(lines)
        if index not in taken
    ]


def read_prose_article(document: Document, parsed: ParsedDocument, content: Content) -> None:
    """Add the article that a text's prose tells to `parsed`; all else stays unclassified."""
    lines = document.lines
    title = None
    if document.declared_title:
        title = find_headline(lines, document.declared_title, (), content.first_prose(lines))
    if title is None:
        title = _title_above(document, content.first_prose(lines))
    _read_article(document, parsed, content, title)


def _read_article(
    document: Document, parsed: ParsedDocument, content: Content, title: int | None
) -> set[int]:
    """Add headline, furniture and body; return the lines that are one of them."""
    lines = document.lines
    article = [index for index in content.article if index != title]
    if title is not None:
        article = _below_title(document, article, title)
        claim_headline(parsed, lines[title], lines[title].value)
    first_prose = content.first_prose(lines)
    if title is not None:
        first_prose = next((index for index in article if is_prose(lines[index].text)), first_prose)
    top = first_prose if title is None else title
    head_first = top if title is None else title + 1
    head_stop = min(_second_prose(document, first_prose), top + _MAX_LINES_BELOW_TITLE)
    below, above = range(head_first, head_stop), range(max(top - _MAX_LINES_ABOVE_TITLE, 0), top)
    furniture = _read_furniture(document, content, below, above)
    take_furniture(document, parsed, furniture)
    taken = set(furniture)
    if title is not None:
        taken |= {title, *_claim_copies(document, parsed, title, [*above, *below])}
    body = [index for index in article if index not in taken]
    if parsed.published_at is None:
        taken |= _read_date_within(document, parsed, body, head_stop)
        body = [index for index in body if index not in taken]
    read_body(document, parsed, [lines[index] for index in body])
    return taken.union(body)


def _claim_copies(document: Document, parsed: ParsedDocument, title: int, indexes: Iterable[int]) -> set[int]:
    """Add those of the lines that repeat the headline; return them."""
    copies = {index for index in indexes if document.lines[index].text == document.lines[title].text}
    for line in (document.lines[index] for index in sorted(copies)):
        parsed.segments.append(Segment("headline", line.start, line.stop))
        parsed.sections.append(SectionSpan("headline", line.start, line.end, is_copy=True))
    return copies


def _read_furniture(document: Document, content: Content, below: range, above: range) -> dict[int, Furniture]:
    """What the lines below and above the headline say: a date above counts where none stands below.

    It may be today's, or another article's.
    """
    furniture: dict[int, Furniture] = {}
    for side in (below, above):
        is_dated = any(found.published_at for found in furniture.values())
        told = find_scattered_furniture(document, side)
        furniture |= {index: found for index, found in told.items() if not (is_dated and found.published_at)}
        if document.content and not any(found.published_at for found in furniture.values()):
            loose = (index for index in reversed(side) if index not in furniture)
            furniture |= find_loose_date(document, loose, content.article)
    return furniture


def _read_date_within(
    document: Document, parsed: ParsedDocument, body: list[int], head_stop: int
) -> set[int]:
    """Add the date that the body is headed with, or that stands in it or right below it behind a label.

    Returns: the line that is nothing but the date.
    """
    lines = document.lines
    openings = (lines[index] for index in body if index <= head_stop)
    dates = (parse_opening_date(line.text, line.text_start) for line in openings)
    parsed.published_at = next(filter(None, dates), None)
    if parsed.published_at or not body:
        return set()
    below = range(body[-1] + 1, min(body[-1] + 1 + _MAX_LINES_BELOW_ARTICLE, len(lines)))
    labelled = find_labelled_date(document, (*body, *below))
    take_furniture(document, parsed, labelled)
    return set(labelled)


def _second_prose(document: Document, first_prose: int) -> int:
    """Where the body has surely begun: a first line of prose may be a deck above date and author."""
    lines = document.lines
    following = range(first_prose + 1, min(first_prose + _MAX_LINES_BELOW_DECK, len(lines)))
    return next((index for index in following if is_prose(lines[index].text)), first_prose)


def _title_above(document: Document, first_prose: int) -> int | None:
    """The nearest line above the prose that may be a headline, or the one right above that."""
    lowest = max(first_prose - _MAX_LINES_BELOW_TITLE, 0)
    for index in range(first_prose - 1, lowest - 1, -1):
        if _may_be_title(document, index):
            return index - 1 if index > lowest and _may_be_title(document, index - 1) else index
    return None


def _may_be_title(document: Document, index: int) -> bool:
    line, following = document.lines[index], document.lines[index + 1]
    text = line.text
    is_long = len(text) >= _MIN_TITLE_CHARS or (not text.isascii() and len(text) >= _MIN_WIDE_TITLE_CHARS)
    if not is_long or is_menu(text) or _TRAIL.search(text) or is_caption(text) or text[-1] in ":：":
        return False
    return looks_like_headline(line, following) and not find_scattered_furniture(document, [index])


def _below_title(document: Document, article: list[int], title: int) -> list[int]:
    """The lines below the headline, unless most of the article stands above what seemed to be it."""
    below = [index for index in article if index > title]
    char_count = sum(len(document.lines[index].text) for index in article)
    below_count = sum(len(document.lines[index].text) for index in below)
    return below if below_count >= _MIN_SHARE_BELOW_TITLE * char_count else article
