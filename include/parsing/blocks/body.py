"""The body of an article: what each of its lines is."""

import re
from collections import Counter
from collections.abc import Sequence

from include.parsing.blocks.furniture import bare_byline_author
from include.parsing.document import Document
from include.parsing.lines import Line
from include.parsing.model import ParsedDocument, SectionSpan, Segment, SegmentKind
from include.parsing.values.words import continuation_start, ends_a_sentence, ends_in_ellipsis

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
_LIST_LABELS = (
    "more on ",
    "table of contents",
    "tldr",
    "tl;dr",
    "contents",
    "in this article",
    "read more on ",
)
_MIN_SENTENCE_CHARS = 120
"""A last line this long that stops without punctuation was cut; a shorter one may be a title or a caption."""
_NOISE = frozenset({"Advertisement", "ADVERTISEMENT", "Advert.", "AdvertisementAdvert.", "- Advertisement -"})


def read_body(document: Document, parsed: ParsedDocument, lines: Sequence[Line]) -> None:
    """Add `lines` to `parsed` as its body: one segment and one section a line.

    Labels of advertisements are no body.
    """
    lines = [line for line in lines if line.text not in _NOISE]
    if not lines:
        return
    parsed.is_truncated = _is_truncated(lines[-1].text)
    headline = parsed.headline.text if parsed.headline else None
    kinds = _kinds(lines, headline)
    for line, kind in zip(lines, kinds, strict=True):
        if line.text.startswith(("By ", "BY ", "Par ", "Von ", "Por ")) and (
            author := bare_byline_author(document, line)
        ):
            parsed.author = parsed.author or author
            parsed.segments.append(Segment("byline", line.start, line.stop))
        else:
            parsed.segments.append(Segment(kind, line.start, line.stop))
        parsed.sections.append(SectionSpan("body", line.start, line.end))


def _is_truncated(text: str) -> bool:
    """Whether a body that ends in `text` was cut off there."""
    if ends_in_ellipsis(text) or continuation_start(text) < len(text):
        return True
    return len(text) >= _MIN_SENTENCE_CHARS and not ends_a_sentence(text)


def _kinds(lines: Sequence[Line], headline: str | None) -> list[SegmentKind]:
    """What each line is. Lists that repeat the sub-headings are told by the text coming again."""
    is_short = [_looks_like_subheading(line.text) for line in lines]
    times_left = Counter(line.text for line, short in zip(lines, is_short, strict=True) if short)
    kinds: list[SegmentKind] = []
    is_in_list = False
    last = len(lines) - 1
    for index, line in enumerate(lines):
        text = line.text
        if text == headline:
            kinds.append("subheading")
            is_in_list = False
            continue
        if not is_short[index]:
            kinds.append("list_item" if _is_marked_item(text) else "paragraph")
            is_in_list = is_in_list and kinds[-1] == "list_item"
            continue
        times_left[text] -= 1
        is_before_text = index < last and not is_short[index + 1]
        if text.lower().startswith(_LIST_LABELS):
            kinds.append("subheading" if index < last else "paragraph")
            is_in_list = True
        elif is_in_list and (times_left[text] or not is_before_text):
            kinds.append("list_item")
        else:
            kinds.append("subheading" if index < last else "paragraph")
            is_in_list = False
    return kinds


def _is_marked_item(text: str) -> bool:
    if text[0] in _BULLETS and len(text) > 1:
        return text[1].isspace() or text[0] not in "*–—-"
    return text[0].isdigit() and _NUMBERED.match(text) is not None


def _looks_like_subheading(text: str) -> bool:
    """Whether a line is short, begins like a title, and has no final punctuation."""
    if len(text) > _MAX_SUBHEADING_CHARS or _is_marked_item(text):
        return False
    if ends_in_ellipsis(text) or text[-1] in ',;”"…':
        return False
    if text[-1] in ":：":
        return len(text.split()) <= _MAX_COLON_WORDS
    if ends_a_sentence(text) and text[-1] not in "?？":
        return False
    first = next((character for character in text if character.isalnum()), "a")
    return not first.islower() and not _CAPTION.match(text)
