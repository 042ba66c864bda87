"""What stands above an article's body: doubled lead, headline, byline, date, reading time, contact."""

import re
from typing import NamedTuple

from include.parsing.document import Document
from include.parsing.lines import Line
from include.parsing.model import ParsedDocument, SectionSpan, Segment, SegmentKind, Timestamp, Value
from include.parsing.values.dates import parse_date_line
from include.parsing.values.words import doubled_at, ends_a_sentence, ends_in_ellipsis

_MAX_HEAD_LINES = 10
_MAX_LINES_ABOVE_FURNITURE = 3
_MAX_HEADLINE_CHARS = 250
_MAX_TEASER_KEY_CHARS = 60
_MIN_LEAD_CHARS = 60
_MIN_SOLE_LEAD_CHARS = 150
_MAX_READING_CHARS = 40
_MAX_CONTACT_CHARS = 300
_MAX_BYLINE_CHARS = 90

_BYLINE = re.compile(
    r"(?:by|par|von|por|de|da|di|door|autor|author|auteur|автор|od|oleh|yazan|bởi|作者|来源|來源|著者|작성자|기자)"
    r"\s?[:：]\s?(?P<author>\S.*)",
    re.IGNORECASE,
)
_NAME = r"[^\W\d_][\w.'’-]*"
_BARE_BYLINE = re.compile(
    rf"(?:By|BY|Par|Von|Por|Door) (?P<author>{_NAME}(?: {_NAME}){{0,4}})(?P<role>(?:,| [|–-]) .{{1,60}})?"
)
_NAME_PARTICLES = frozenset(
    {"van", "von", "der", "den", "de", "da", "di", "la", "le", "bin", "al", "and", "und", "y"}
)
_READING = re.compile(
    r"\D{0,30}?(?P<minutes>[0-9]{1,3})\s?-?\s?"
    r"(?:mins?\b\.?|minutes?\b|minuten\b|minutos?\b|minut[iy]?\b|мин\b\.?|минут\w?|dk\b\.?|dakika\b|phút\b|menit\b|分钟|分鐘|分|분)"
    r"\D{0,30}",
    re.IGNORECASE,
)
_READING_WORDS = re.compile(
    r"read|lect|leitura|lesezeit|lesen|lettura|чтен|чита|okuma|đọc|baca|阅读|閱讀|読|읽|czyt|min\.?$|minutes?$",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
_GLUED_DAY = re.compile(r"[\s\ufeff]*date ([0-9]{4}-[0-9]{2}-[0-9]{2})[ \t]+(?=\S)")


class Furniture(NamedTuple):
    """One line between headline and body that is no running text."""

    kind: SegmentKind
    value: Value
    published_at: Timestamp | None = None
    minutes: int | None = None


def read_head(document: Document, parsed: ParsedDocument, end: int) -> int:
    """Add what stands above the body to `parsed`; return the index of the body's first line.

    `end` is the index of the first line that is certainly behind the body.
    """
    split_glued_day(document, parsed, 0)
    furniture = _find_furniture(document, end)
    if not furniture:
        body_first = _read_bare_titles(document, parsed, end)
    else:
        body_first = max(furniture) + 1
        for index, found in furniture.items():
            _take(document, parsed, index, found)
        _read_titles(document, parsed, min(furniture), body_first, end)
    if body_first < end:
        split_glued_day(document, parsed, body_first)
    return body_first


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
    document.lines[index] = Line(match.end(), line.end, line.stop, rest.text)


def bare_byline_author(document: Document, line: Line) -> Value | None:
    """The author that a line like `By Name Surname, Reporter` names, or None where the line is none."""
    if len(line.text) > _MAX_BYLINE_CHARS:
        return None
    match = _BARE_BYLINE.fullmatch(line.text)
    if not match:
        return None
    if not all(word[0].isupper() or word in _NAME_PARTICLES for word in match["author"].split()):
        return None
    start = document.line_value(line).char_start
    return document.value(start + match.start("author"), start + match.end("author"))


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


def _find_furniture(document: Document, end: int) -> dict[int, Furniture]:
    found: dict[int, Furniture] = {}
    for index, line in enumerate(document.lines[: min(end, _MAX_HEAD_LINES)]):
        furniture = _recognise(
            document, line, is_bare_byline_allowed=not any(f.published_at for f in found.values())
        )
        if furniture is None:
            if found:
                break
            continue
        if not found and index > _MAX_LINES_ABOVE_FURNITURE and furniture.kind != "contact":
            break
        found[index] = furniture
    return found


def _recognise(document: Document, line: Line, *, is_bare_byline_allowed: bool) -> Furniture | None:
    text = line.text
    if len(text) > _MAX_CONTACT_CHARS:
        return None
    if "@" in text and (email := _EMAIL.search(text)):
        start = document.line_value(line).char_start
        return Furniture("contact", document.value(start + email.start(), start + email.end()))
    if len(text) > _MAX_BYLINE_CHARS:
        return None
    value = document.line_value(line)
    if published_at := parse_date_line(text, value.char_start):
        return Furniture("dateline", value, published_at=published_at)
    if (
        len(text) <= _MAX_READING_CHARS
        and (minutes := _READING.fullmatch(text))
        and _READING_WORDS.search(text)
    ):
        return Furniture("reading_time", value, minutes=int(minutes["minutes"]))
    if byline := _BYLINE.fullmatch(text):
        start, stop = (value.char_start + place for place in byline.span("author"))
        return Furniture("byline", document.value(start, stop))
    bare = _BARE_BYLINE.fullmatch(text) if is_bare_byline_allowed else None
    if bare and not bare["role"] and (author := bare_byline_author(document, line)):
        return Furniture("byline", author)
    return None


def _take(document: Document, parsed: ParsedDocument, index: int, furniture: Furniture) -> None:
    line = document.lines[index]
    parsed.segments.append(Segment(furniture.kind, line.start, line.stop))
    if furniture.published_at:
        parsed.published_at = parsed.published_at or furniture.published_at
    elif furniture.minutes is not None:
        parsed.reading_minutes, parsed.reading_time = furniture.minutes, furniture.value
    elif furniture.kind == "contact":
        parsed.contact_email = parsed.contact_email or furniture.value
    elif furniture.kind == "byline":
        parsed.author = parsed.author or furniture.value


def _read_titles(document: Document, parsed: ParsedDocument, above: int, body_first: int, end: int) -> None:
    """The lines above the furniture: teaser and headline, either of them perhaps missing."""
    first = 1 if above and _read_doubled_lead(document, parsed, 0) else 0
    rest = document.lines[first:above]
    following = document.lines[body_first] if body_first < end else None
    if not rest:
        return
    if len(rest) >= 2 and first == 0:
        one, other = rest[-2:]
        if _is_lead(other, following) and not _is_lead(one, following):
            rest = [one]
            _claim_teaser(document, parsed, other)
        elif _is_lead(one, following):
            _claim_teaser(document, parsed, one)
    elif (
        len(rest) == 1
        and first == 0
        and _is_lead(rest[0], following)
        and len(rest[0].text) > _MIN_SOLE_LEAD_CHARS
    ):
        _claim_teaser(document, parsed, rest[0])
        return
    claim_headline(parsed, rest[-1], document.line_value(rest[-1]))


def _read_bare_titles(document: Document, parsed: ParsedDocument, end: int) -> int:
    """Teaser and headline where no furniture separates them from the body."""
    lines = document.lines
    first = 1 if end and _read_doubled_lead(document, parsed, 0) else 0
    if first >= end:
        return first
    following = lines[first + 1] if first + 1 < end else None
    if not looks_like_headline(lines[first], following):
        return first
    claim_headline(parsed, lines[first], document.line_value(lines[first]))
    return first + 1


def _read_doubled_lead(document: Document, parsed: ParsedDocument, index: int) -> bool:
    line = document.lines[index]
    middle = doubled_at(line.text)
    if middle is None:
        return False
    middle += document.line_value(line).char_start
    teaser, copy = document.value(line.start, middle), document.value(middle, line.end)
    parsed.teaser = teaser
    parsed.segments.append(Segment("teaser", line.start, copy.char_start))
    parsed.segments.append(Segment("teaser_copy", copy.char_start, line.stop))
    parsed.sections.append(SectionSpan("teaser", teaser.char_start, teaser.char_end))
    parsed.sections.append(SectionSpan("teaser", copy.char_start, copy.char_end, is_copy=True))
    return True


def _claim_teaser(document: Document, parsed: ParsedDocument, line: Line) -> None:
    parsed.teaser = teaser = document.line_value(line)
    parsed.segments.append(Segment("teaser", line.start, line.stop))
    parsed.sections.append(SectionSpan("teaser", teaser.char_start, teaser.char_end))


def _is_lead(line: Line, following: Line | None) -> bool:
    """Whether a line tells the body's beginning, or is a sentence, where a headline would be neither."""
    key = line.text[:_MAX_TEASER_KEY_CHARS]
    if following and len(key) == _MAX_TEASER_KEY_CHARS and following.text.startswith(key):
        return True
    return len(line.text) >= _MIN_LEAD_CHARS and (ends_a_sentence(line.text) or ends_in_ellipsis(line.text))
