"""The body of an article: what each of its lines is."""

import re
from collections import Counter
from collections.abc import Sequence

from include.parsing.blocks.furniture import bare_byline_author
from include.parsing.document import Document
from include.parsing.lines import Line
from include.parsing.model import ParsedDocument, SectionSpan, Segment, SegmentKind
from include.parsing.values.words import (
    ends_a_sentence,
    ends_in_ellipsis,
    is_broken_off,
    repost_note_start,
)

_MAX_SUBHEADING_CHARS = 110
_MAX_COLON_WORDS = 4
_BULLETS = frozenset("•·*‣▪●○◦–—-✔✅➤►👉")
_NUMBERED = re.compile(r"(?:[0-9]{1,2}[.)]|\([0-9]{1,2}\))\s")
_CAPTION = re.compile(
    r"(?:source|image|photo|chart|credit|credits|featured image|picture|figure|via|"
    r"read (?:more|also|next)|also read|related|see also|magazine|disclaimer|sponsored|"
    r"advertisement|follow us|sign up|subscribe)\b"
    r"|.{1,100}\b(?:source|image|photo|credit)s?(?: by| via|:)",
    re.IGNORECASE,
)
_SUMMARY_LABELS = frozenset({"tldr", "tl;dr", "tl, dr", "key takeaways", "key points", "summary"})
_LIST_LABELS = _SUMMARY_LABELS | {"table of contents", "contents", "in this article", "topline", "key facts"}
_LINK_LIST_OPENINGS = ("more on ", "read more on ")
_HANDLE = "(@"
"""Stands in the line that closes an embedded post: `— Name (@name) March 1, 2026`."""
_MAX_POINT_CHARS = 200
_MIN_TEXT_CHARS = 80
_BYLINE_WORDS = ("By ", "BY ", "Par ", "Von ", "Por ")
_MIN_SENTENCE_CHARS = 120
"""A last line this long that stops without punctuation was cut; a shorter one may be a title or a caption."""
_MIN_PROSE_CHARS = 40
_MIN_PROSE_WORDS = 7
_MIN_LOWER_SHARE = 0.6
_CLOSINGS = ":;)]"
_MAX_ADVERTISEMENT_CHARS = 24
_ADVERTISEMENTS = frozenset(
    {
        "Advertisement",
        "ADVERTISEMENT",
        "Advert.",
        "AdvertisementAdvert.",
        "- Advertisement -",
        "View Original",
        "Voir l'original",
    }
)
_BOILERPLATE_INITIALS = frozenset(label[0] for label in (*_ADVERTISEMENTS, "The post"))


def read_body(document: Document, parsed: ParsedDocument, lines: Sequence[Line]) -> None:
    """Add `lines` to `parsed` as its body: one segment and one section a line.

    Labels of advertisements, and notes where the article appeared first, are no body.
    """
    told = []
    for line in lines:
        if line.text[0] in _BOILERPLATE_INITIALS and _is_boilerplate(line.text):
            parsed.segments.append(Segment("boilerplate", line.start, line.stop))
        else:
            told.append(line)
    if not told:
        return
    parsed.is_truncated = _is_truncated(told[-1].text)
    headline = parsed.headline.text if parsed.headline else None
    kinds = _kinds(told, headline)
    for index, line in enumerate(told):
        if line.text.startswith(_BYLINE_WORDS) and (author := bare_byline_author(document, line)):
            parsed.author = parsed.author or author
            kinds[index] = "byline"
    parsed.sections += [SectionSpan("body", start, end, False) for start, end, _, _, _ in told]
    parsed.segments += [
        Segment(kind, start, stop) for kind, (start, _, stop, _, _) in zip(kinds, told, strict=True)
    ]


def heads_a_list(text: str) -> bool:
    """Whether `text` is the heading of a summary, a table of contents or a list of links."""
    label = text.rstrip(":").lower()
    return label in _LIST_LABELS or label.startswith(_LINK_LIST_OPENINGS)


def is_caption(text: str) -> bool:
    """Whether a short `text` says whose picture something is, or what else to read."""
    return _CAPTION.match(text) is not None


def _is_boilerplate(text: str) -> bool:
    if len(text) <= _MAX_ADVERTISEMENT_CHARS:
        return text in _ADVERTISEMENTS
    return text.startswith("Th") and repost_note_start(text) == 0


def _is_truncated(text: str) -> bool:
    """Whether a body whose last line is `text` was cut off there."""
    if is_broken_off(text):
        return True
    if len(text) < _MIN_PROSE_CHARS or ends_a_sentence(text) or text[-1] in _CLOSINGS:
        return False
    return len(text) >= _MIN_SENTENCE_CHARS or _is_prose(text)


def _is_prose(text: str) -> bool:
    """Whether `text` is written like a sentence: no caption, no point of a list, and not In Title Case."""
    words = text.split()
    if len(words) < _MIN_PROSE_WORDS or is_caption(text) or _is_marked_item(text):
        return False
    return sum(map(str.islower, words)) > len(words) * _MIN_LOWER_SHARE


def _kinds(lines: Sequence[Line], headline: str | None) -> list[SegmentKind]:
    """What each line is. Lists that repeat the sub-headings are told by the text coming again."""
    looks_short = [
        len(line.text) <= _MAX_SUBHEADING_CHARS and _looks_like_subheading(line.text) for line in lines
    ]
    # Counted once for the whole body, and down line by line: linear, however many lists a body has.
    times_left = Counter(line.text for line in lines)
    kinds: list[SegmentKind] = []
    list_label: str | None = None
    has_marks = False
    last = len(lines) - 1
    for index, line in enumerate(lines):
        text = line.text
        times_left[text] -= 1
        kind: SegmentKind = "paragraph"
        if text == headline:
            kind = "subheading"
            list_label = None
        elif not looks_short[index]:
            is_marked = not text[0].isalpha() and _is_marked_item(text)
            is_point = list_label in _SUMMARY_LABELS and len(text) <= _MAX_POINT_CHARS and not has_marks
            has_marks = has_marks or is_marked
            if is_marked or is_point:
                kind = "list_item"
            else:
                list_label = None
        elif index < last:
            kind = "subheading"
            if heads_a_list(text):
                list_label = text.rstrip(":").lower()
                has_marks = False
            elif list_label is not None:
                is_above_text = not looks_short[index + 1] and len(lines[index + 1].text) > _MIN_TEXT_CHARS
                if times_left[text] or not is_above_text:
                    kind = "list_item"
                else:
                    list_label = None
        kinds.append(kind)
    return kinds


def _is_marked_item(text: str) -> bool:
    first = text[0]
    if first in _BULLETS and len(text) > 1 and _HANDLE not in text:
        return text[1].isspace() or first not in "*–—-"
    return first in "(0123456789" and _NUMBERED.match(text) is not None


def _looks_like_subheading(text: str) -> bool:
    """Whether a short line begins like a title and has no final punctuation."""
    if _is_marked_item(text) or _HANDLE in text:
        return False
    if ends_in_ellipsis(text) or text[-1] in ',;”"…':
        return False
    if text[-1] in ":：":
        return len(text.split()) <= _MAX_COLON_WORDS
    if ends_a_sentence(text) and text[-1] not in "?？":
        return False
    first = next(filter(str.isalnum, text), "a")
    return not first.islower() and any(map(str.isalpha, text)) and not is_caption(text)
