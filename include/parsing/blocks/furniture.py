"""The short lines between headline and body that are no running text: who, when, how long, contact."""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from include.parsing.document import Document
from include.parsing.lines import Line
from include.parsing.model import ParsedDocument, Segment, SegmentKind, Timestamp, Value
from include.parsing.values.dates import find_date, is_labelled, parse_date_line
from include.parsing.values.words import ends_a_sentence

_MAX_HEAD_LINES = 10
_MAX_LINES_ABOVE = 3
_MAX_READING_CHARS = 40
_MAX_CONTACT_CHARS = 300
_MAX_BYLINE_CHARS = 90
_MAX_NAME_CHARS = 40
_MAX_PARTS = 5

_BYLINE = re.compile(
    r"(?:by|par|von|por|de|da|di|door|autora?|author|auteur|penulis|автор|от|od|oleh|yazan|yazar|bởi|tác giả"
    r"|作者|文|来源|來源|著者|작성자|기자|الكاتب|بواسطة)"
    r"\s?[:：]\s?(?P<author>\S.*)",
    re.IGNORECASE,
)
_SOURCE_LINE = re.compile(
    r"(?:source|quelle|fuente|fonte|kaynak|nguồn|źródło|sumber|bron|источник|джерело|出典|출처|المصدر)"
    r"\s?[:：]\s?(?P<author>\S.*)",
    re.IGNORECASE,
)
"""A byline only where a date follows: elsewhere it says whose picture or figure something is."""
_NAME = r"[^\W\d_][\w.'’-]*"
_BARE_BYLINE = re.compile(
    r"(?:By|BY|(?:Written|Posted|Published|Reported|Words) [Bb]y|Par|Von|Por|Door)"
    rf" (?P<author>{_NAME}(?: {_NAME}){{0,4}})(?P<role>(?:,| [|–-]) .{{1,60}})?"
)
_PERSONAL_NAME = re.compile(rf"{_NAME}(?: {_NAME}){{1,2}}")
_NAME_PARTICLES = frozenset(
    {"van", "von", "der", "den", "de", "da", "di", "la", "le", "bin", "al", "and", "und", "y"}
)
_NO_NAMES = frozenset({"The", "A", "An", "Design", "Default", "Contrast", "Comparison", "Now", "Then"})
_READING = re.compile(
    r"\D{0,30}?(?P<minutes>[0-9]{1,3})\s?-?\s?"
    r"(?:mins?\b\.?|minutes?\b|minuten\b|minutos?\b|minut[iy]?\b|мин\b\.?|минут\w?|хв\b\.?|dk\b\.?|dakika\b|phút\b|menit\b|分钟|分鐘|分|분|นาที|دقيقة|دقائق)"
    r"\D{0,30}",
    re.IGNORECASE,
)
_READING_WORDS = re.compile(
    r"read|lect|leitura|lesezeit|lesen|lettura|чтен|чита|okuma|đọc|baca|阅读|閱讀|読|읽|อ่าน|قراءة|czyt|min\.?$|minutes?$",
    re.IGNORECASE,
)
_PLATFORM_DOMAIN = "@mexc."
_CONTACT_OPENING = "For feedback or concerns regarding this content"
_HIDDEN_ADDRESS = ("[email protected]", "[email\xa0protected]")
_EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
_MAX_LOCAL_PART_CHARS = 64
_DIGIT = re.compile("[0-9]")
_BARE_BYLINE_STARTS = (
    *("By ", "BY ", "Par ", "Von ", "Por ", "Door "),
    *("Written ", "Posted ", "Published ", "Reported ", "Words "),
)
_KOREAN_BYLINE = re.compile(r"(?P<author>[가-힣]{2,4}) ?(?:기자|특파원|객원기자)(?:[ =]{1,3}\S{1,60})?")
_BYLINE_BEHIND = re.compile(
    rf"(?P<date>.{{4,60}}?)(?:,|\s[–—-])?\s(?:by|By|BY|von|par|por)\s(?P<author>{_NAME}(?: {_NAME}){{0,3}})"
)
_BYLINE_BEFORE = re.compile(
    rf"(?:(?:Written |Posted |Published )?[Bb]y|BY|Von|Par|Por|Di)\s(?P<author>{_NAME}(?: {_NAME}){{0,3}})"
    r"(?:,|\s(?:on|am|le|el)\b|\s?[|·•–—-])?\s(?P<date>[^,|].{3,60})"
)
_ITEM_MARK = re.compile(r"[*+•·–—-]\s+")
_MAX_CHARS_AROUND_DATE = 45
_PERSONS_DATE = re.compile(
    r"(?:[*+•·–—-]\s+)?(?:registriert|mitglied seit|beigetreten|registered|joined|member since|inscrit"
    r"|miembro desde|geboren|born|가입|출생|注册|出生日期|生年月日)(?:\s?[:：]\s?|\s|$)(?P<said>.*)",
    re.IGNORECASE,
)
"""A label of a person's date, which is not the article's."""

_PART = re.compile(r"[^|·•\s](?:[^|·•]{0,80}[^|·•\s])?")
"""Parts of a line that stand between bars or dots: date, author, reading time."""


class Furniture(NamedTuple):
    """What one line says; a contact line whose address is hidden says nothing."""

    kind: SegmentKind
    value: Value | None
    published_at: Timestamp | None = None
    minutes: int | None = None
    author: Value | None = None


def find_furniture(document: Document, first: int, end: int) -> dict[int, Furniture]:
    """The first unbroken run of furniture near line `first`, by line index; a contact line ends it."""
    found: dict[int, Furniture] = {}
    is_date_seen = False
    for index in range(first, min(end, first + _MAX_HEAD_LINES)):
        furniture = _recognise(document, document.lines[index], is_in_run=bool(found))
        if furniture is None and not is_date_seen:
            following = document.lines[index + 1] if index + 1 < end else None
            furniture = _weak_byline(document, document.lines[index], following)
        if furniture is None:
            if found:
                break
            continue
        if not found and index - first > _MAX_LINES_ABOVE and furniture.kind != "contact":
            break
        found[index] = furniture
        if furniture.kind == "contact":
            break
        is_date_seen = is_date_seen or furniture.kind in ("dateline", "reading_time")
    return found


def find_scattered_furniture(document: Document, indexes: Iterable[int]) -> dict[int, Furniture]:
    """What each of these lines says on its own, by line index: on many pages other things stand between."""
    found: dict[int, Furniture] = {}
    for index in indexes:
        line = document.lines[index]
        following = document.lines[index + 1] if index + 1 < len(document.lines) else None
        furniture = _recognise(document, line, is_in_run=False) or _weak_byline(document, line, following)
        if furniture and not (furniture.published_at and _is_persons_date(document, index)):
            found[index] = furniture
    return found


def find_loose_date(
    document: Document, indexes: Iterable[int], article: Collection[int]
) -> dict[int, Furniture]:
    """The first of these lines that is little more than a date, by its index.

    `Category: Piers 3 March 2026, 10:49`: among what a page shows around its article such a line is the
    article's date, whatever its label is. A line of the `article` itself needs one that tells of
    publication: `Written: 3 March 2026 / Updated: 4 March 2026`.
    """
    for index in indexes:
        line = document.lines[index]
        if len(line.text) > _MAX_BYLINE_CHARS or not _DIGIT.search(line.text) or ends_a_sentence(line.text):
            continue
        if _is_persons_date(document, index) or (index in article and not is_labelled(line.text)):
            continue
        published_at = find_date(line.text, line.text_start)
        if published_at and len(line.text) - len(published_at.raw.text) <= _MAX_CHARS_AROUND_DATE:
            return {index: Furniture("dateline", line.value, published_at=published_at)}
    return {}


def find_labelled_date(document: Document, indexes: Iterable[int]) -> dict[int, Furniture]:
    """The first of these lines that is nothing but a date behind its label: such a one counts anywhere."""
    for index in indexes:
        line = document.lines[index]
        if len(line.text) > _MAX_BYLINE_CHARS or not is_labelled(line.text):
            continue
        if found := _dateline(line.value):
            return {index: found}
    return {}


def _is_persons_date(document: Document, index: int) -> bool:
    """Whether the line, or a line above it that says nothing else, has the label of a person's date."""
    if _PERSONS_DATE.match(document.lines[index].text[:_MAX_BYLINE_CHARS]):
        return True
    label = _PERSONS_DATE.match(document.lines[index - 1].text[:_MAX_BYLINE_CHARS]) if index else None
    return label is not None and not label["said"]


def take_furniture(document: Document, parsed: ParsedDocument, furniture: dict[int, Furniture]) -> None:
    """Add what the lines say to `parsed`; the first author counts, and the first of the most exact dates."""
    for index, found in furniture.items():
        line = document.lines[index]
        parsed.segments.append(Segment(found.kind, line.start, line.stop))
        parsed.author = parsed.author or found.author
        if found.published_at:
            if parsed.published_at is None or _is_finer(found.published_at, parsed.published_at):
                parsed.published_at = found.published_at
        elif found.minutes is not None:
            parsed.reading_minutes, parsed.reading_time = found.minutes, found.value
        elif found.kind == "contact":
            parsed.contact_email = parsed.contact_email or found.value
        else:
            parsed.author = parsed.author or found.value


def bare_byline_author(document: Document, line: Line) -> Value | None:
    """The author that a line like `By Name Surname, Reporter` names, or None where the line is none."""
    if len(line.text) > _MAX_BYLINE_CHARS or not line.text.startswith(_BARE_BYLINE_STARTS):
        return None
    match = _BARE_BYLINE.fullmatch(line.text)
    if not match:
        return None
    words = match["author"].split()
    if words[0] in _NO_NAMES or not all(word[0].isupper() or word in _NAME_PARTICLES for word in words):
        return None
    start = line.text_start
    return document.value(start + match.start("author"), start + match.end("author"))


def is_personal_name(text: str) -> bool:
    """Whether `text` looks like the name of a person: two or three capitalised words."""
    return (
        len(text) <= _MAX_NAME_CHARS
        and text.istitle()
        and not any(map(str.isdigit, text))
        and _PERSONAL_NAME.fullmatch(text) is not None
    )


def _is_finer(one: Timestamp, other: Timestamp) -> bool:
    return other.precision in ("day", "month") and one.precision not in ("day", "month")


def _recognise(document: Document, line: Line, *, is_in_run: bool) -> Furniture | None:
    if "@" in line.text and len(line.text) <= _MAX_CONTACT_CHARS:
        # Any paragraph may hold an address: only the platform's own is a contact line by itself.
        return _contact(document, line) if is_in_run or _PLATFORM_DOMAIN in line.text else None
    is_hidden = is_in_run and len(line.text) <= _MAX_CONTACT_CHARS and line.text.endswith(_HIDDEN_ADDRESS)
    if is_hidden or line.text.startswith(_CONTACT_OPENING):
        return Furniture("contact", None)
    if len(line.text) > _MAX_BYLINE_CHARS:
        return None
    value = line.value
    if _DIGIT.search(line.text) and (found := _dateline(value) or _reading_time(value)):
        return found
    return _byline(document, value) or _combined(document, value)


def _combined(document: Document, value: Value) -> Furniture | None:
    """Several of them in one line: `12 March 2026 by Nora Quill`, `Nora Quill | 12.03.2026 | 3 min read`."""
    for pattern in (_BYLINE_BEHIND, _BYLINE_BEFORE):
        if match := pattern.fullmatch(value.text):
            date = _dateline(_part(document, value, match.span("date")))
            if date:
                return date._replace(author=_part(document, value, match.span("author")))
    if match := _KOREAN_BYLINE.fullmatch(value.text):
        return Furniture("byline", _part(document, value, match.span("author")))
    spans = [part.span() for part in _PART.finditer(value.text)]
    if not 2 <= len(spans) <= _MAX_PARTS:
        return None
    date = None
    author = None
    for span in spans:
        part = _part(document, value, span)
        line = Line(part.char_start, part.char_end, part.char_end, part.text, part.char_start)
        date = date or _dateline(part)
        if author is None and not _DIGIT.search(part.text):
            named = bare_byline_author(document, line)
            author = named or (part if is_personal_name(part.text) else None)
    return date._replace(author=author) if date else None


def _contact(document: Document, line: Line) -> Furniture | None:
    at = line.text.index("@")
    email = _EMAIL.search(line.text, max(0, at - _MAX_LOCAL_PART_CHARS, line.text.rfind(" ", 0, at)))
    if not email:
        return None
    return Furniture("contact", _part(document, line.value, email.span()))


def _dateline(value: Value) -> Furniture | None:
    mark = _ITEM_MARK.match(value.text)
    start = mark.end() if mark else 0
    published_at = parse_date_line(value.text[start:], value.char_start + start)
    return Furniture("dateline", value, published_at=published_at) if published_at else None


def _reading_time(value: Value) -> Furniture | None:
    if len(value.text) > _MAX_READING_CHARS:
        return None
    match = _READING.fullmatch(value.text)
    if not match or not _READING_WORDS.search(value.text):
        return None
    return Furniture("reading_time", value, minutes=int(match["minutes"]))


def _byline(document: Document, value: Value) -> Furniture | None:
    if ":" not in value.text and "：" not in value.text:
        return None
    match = _BYLINE.fullmatch(value.text)
    return Furniture("byline", _part(document, value, match.span("author"))) if match else None


def _weak_byline(document: Document, line: Line, following: Line | None) -> Furniture | None:
    """`By Name Surname` above the date; below it, or with a role behind, it is a line of the body.

    `Source: Name` counts right above the date only.
    """
    has_colon = ":" in line.text or "：" in line.text
    if has_colon and (match := _SOURCE_LINE.fullmatch(line.text)):
        is_dated = following is not None and _dateline(following.value)
        return Furniture("byline", _part(document, line.value, match.span("author"))) if is_dated else None
    author = bare_byline_author(document, line)
    is_whole = author is not None and line.text_end == author.char_end
    return Furniture("byline", author) if author and is_whole else None


def _part(document: Document, value: Value, span: tuple[int, int]) -> Value:
    return document.value(value.char_start + span[0], value.char_start + span[1])
