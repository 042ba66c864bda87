"""What stands above an article's body: doubled lead and headline, and below them the furniture."""

import re

from include.parsing.blocks.body import heads_a_list, is_caption
from include.parsing.blocks.furniture import (
    bare_byline_author,
    find_furniture,
    is_personal_name,
    take_furniture,
)
from include.parsing.blocks.ticker_strip import read_ticker_strip
from include.parsing.document import Document
from include.parsing.lines import Line
from include.parsing.model import ParsedDocument, SectionSpan, Segment, Value
from include.parsing.values.dates import parse_date_line
from include.parsing.values.words import doubled_at, ends_a_sentence, ends_in_ellipsis

_MAX_HEADLINE_CHARS = 250
_TEASER_KEY_CHARS = 60
_MIN_TITLE_CHARS = 20
_MIN_DOUBLED_TITLE_CHARS = 12
_MIN_LEAD_CHARS = 60
_MIN_SOLE_LEAD_CHARS = 150
_MAX_LINES_ABOVE_LEAD = 2
_GLUED_DAY = re.compile(r"[\s\ufeff]*date ([0-9]{4}-[0-9]{2}-[0-9]{2})[ \t]+(?=\S)")


def read_head(document: Document, parsed: ParsedDocument, first: int, end: int) -> int:
    """Add what stands above the body to `parsed`; return the index of the body's first line.

    `first` is the index of the line to begin with, `end` that of the first line certainly behind the body.
    """
    if first >= end:
        return first
    split_glued_day(document, parsed, first)
    furniture = find_furniture(document, first, end)
    if furniture:
        take_furniture(document, parsed, furniture)
        body_first = max(furniture) + 1
        following = document.lines[body_first] if body_first < end else None
        _read_titles(document, parsed, document.lines[first : min(furniture)], following)
    else:
        body_first = _read_bare_titles(document, parsed, first, end)
    body_first = read_ticker_strip(document, parsed, body_first, end)
    if body_first < end:
        split_glued_day(document, parsed, body_first)
    return body_first


def read_titled_head(document: Document, parsed: ParsedDocument, title: int, end: int) -> int:
    """Like `read_head`, where it is known which line is the headline."""
    lines = document.lines
    claim_headline(parsed, lines[title], lines[title].value)
    furniture = find_furniture(document, title + 1, end)
    body_first = title + 1
    if furniture:
        take_furniture(document, parsed, furniture)
        body_first = max(furniture) + 1
        following = lines[body_first] if body_first < end else None
        _without_single_lead(parsed, lines[title : min(furniture)], following)
    return body_first


def find_title(document: Document, end: int) -> int | None:
    """The index of the line that is the declared title, perhaps without the site's name behind it."""
    title = document.declared_title
    if not title:
        return None
    for index, line in enumerate(document.lines[:end]):
        text = line.text
        if text == title or (len(text) >= _MIN_TITLE_CHARS and title.startswith(text)):
            return index
    return None


def begins_with_glued_day(document: Document) -> bool:
    """Whether the document begins ` date 2025-09-18 `."""
    return document.raw_text.lstrip().startswith("date ") and bool(_GLUED_DAY.match(document.raw_text))


def split_glued_day(document: Document, parsed: ParsedDocument, index: int) -> None:
    """Where line `index` begins ` date 2025-09-18 `, take the date and leave only the rest as the line."""
    if index >= len(document.lines) or not document.lines[index].text.startswith("date "):
        return
    line = document.lines[index]
    match = _GLUED_DAY.match(document.raw_text, line.start, line.end)
    published_at = parse_date_line(match[1], match.start(1)) if match else None
    if match is None or published_at is None:
        return
    parsed.published_at = parsed.published_at or published_at
    parsed.segments.append(Segment("dateline", line.start, match.end()))
    rest = document.value(match.end(), line.end)
    document.lines[index] = Line(match.end(), line.end, line.stop, rest.text, rest.char_start)


def find_doubled_title(document: Document, first: int, end: int) -> int | None:
    """The index of a title that stands again on the next line, looked for from line `first` to `end`."""
    lines = document.lines
    for index in range(first, min(end, len(lines) - 1)):
        if len(lines[index].text) >= _MIN_DOUBLED_TITLE_CHARS and lines[index].text == lines[index + 1].text:
            return index
    return None


def claim_doubled_title(document: Document, parsed: ParsedDocument, index: int) -> None:
    """Make line `index` the headline, and the next line its copy."""
    title, copy = document.lines[index], document.lines[index + 1]
    claim_headline(parsed, title, title.value)
    parsed.segments.append(Segment("headline", copy.start, copy.stop))
    parsed.sections.append(SectionSpan("headline", copy.start, copy.end, is_copy=True))


def claim_headline(parsed: ParsedDocument, line: Line, headline: Value) -> None:
    """Make `headline`, which is the text of `line`, the document's headline."""
    parsed.headline = headline
    parsed.segments.append(Segment("headline", line.start, line.stop))
    parsed.sections.append(SectionSpan("headline", headline.char_start, headline.char_end))


def looks_like_headline(line: Line, following: Line | None) -> bool:
    """Whether `line` may be the headline of the text that begins with `following`."""
    text = line.text
    if len(text) > _MAX_HEADLINE_CHARS or following is None or text[0] in "•-*·" or text[0].islower():
        return False
    if ends_a_sentence(text) and text[-1] not in "?!？！":
        return False
    return not ends_in_ellipsis(text) and text[-1] not in ",;"


def _read_titles(
    document: Document, parsed: ParsedDocument, above: list[Line], following: Line | None
) -> None:
    """The lines `above` the furniture: teaser and headline, either of them perhaps missing."""
    for position, line in enumerate(above[: _MAX_LINES_ABOVE_LEAD + 1]):
        if _read_doubled_lead(document, parsed, line):
            titles = above[position + 1 :] or above[:position]
            break
    else:
        titles = _without_author(parsed, _without_single_lead(parsed, above, following))
    if titles:
        claim_headline(parsed, titles[-1], titles[-1].value)


def _without_author(parsed: ParsedDocument, titles: list[Line]) -> list[Line]:
    """`titles` without a last line that only names the author, as many sites set it below their titles."""
    if len(titles) < 2 or parsed.author or not is_personal_name(titles[-1].text):
        return titles
    title = titles[-2].text
    if len(title) < _MIN_TITLE_CHARS or is_personal_name(title) or ends_a_sentence(title):
        return titles
    parsed.author = titles[-1].value
    parsed.segments.append(Segment("byline", titles[-1].start, titles[-1].stop))
    return titles[:-1]


def _without_single_lead(parsed: ParsedDocument, above: list[Line], following: Line | None) -> list[Line]:
    """`above` without a teaser that stands there once, before or behind the headline."""
    leads = [line for line in above[-2:] if _is_lead(line, following)]
    is_certain = len(above) > 1 or any(len(line.text) > _MIN_SOLE_LEAD_CHARS for line in leads)
    if not leads or not is_certain:
        return above
    lead = leads[0]
    _claim_teaser(parsed, lead)
    return [line for line in above if line is not lead]


def _read_bare_titles(document: Document, parsed: ParsedDocument, first: int, end: int) -> int:
    """Teaser and headline where no furniture separates them from the body."""
    lines = document.lines
    for index in range(first, min(first + _MAX_LINES_ABOVE_LEAD + 1, end)):
        if _read_doubled_lead(document, parsed, lines[index]):
            first = index + 1
            break
    following = lines[first + 1] if first + 1 < end else None
    if first >= end or _opens_body(document, lines[first]):
        return first
    is_above_lead = (
        following is not None and parsed.teaser is not None and _shares_start(following, parsed.teaser)
    )
    if not is_above_lead and not looks_like_headline(lines[first], following):
        return first
    claim_headline(parsed, lines[first], lines[first].value)
    return first + 1


def _opens_body(document: Document, line: Line) -> bool:
    """Whether a short line that may look like a headline is the first of a body."""
    return heads_a_list(line.text) or is_caption(line.text) or bare_byline_author(document, line) is not None


def _read_doubled_lead(document: Document, parsed: ParsedDocument, line: Line) -> bool:
    middle = doubled_at(line.text)
    if middle is None:
        return False
    middle += line.text_start
    teaser, copy = document.value(line.start, middle), document.value(middle, line.end)
    parsed.teaser = teaser
    parsed.segments.append(Segment("teaser", line.start, copy.char_start))
    parsed.segments.append(Segment("teaser_copy", copy.char_start, line.stop))
    parsed.sections.append(SectionSpan("teaser", teaser.char_start, teaser.char_end))
    parsed.sections.append(SectionSpan("teaser", copy.char_start, copy.char_end, is_copy=True))
    return True


def _claim_teaser(parsed: ParsedDocument, line: Line) -> None:
    parsed.teaser = teaser = line.value
    parsed.segments.append(Segment("teaser", line.start, line.stop))
    parsed.sections.append(SectionSpan("teaser", teaser.char_start, teaser.char_end))


def _is_lead(line: Line, following: Line | None) -> bool:
    """Whether a line tells the body's beginning, or is a sentence, where a headline would be neither."""
    if following and _shares_start(following, line.value):
        return True
    return len(line.text) >= _MIN_LEAD_CHARS and (ends_a_sentence(line.text) or ends_in_ellipsis(line.text))


def _shares_start(line: Line, teaser: Value) -> bool:
    """Whether `line` begins as the teaser does, which is how most bodies begin."""
    key = teaser.text[:_TEASER_KEY_CHARS]
    return len(key) == _TEASER_KEY_CHARS and line.text.startswith(key)
