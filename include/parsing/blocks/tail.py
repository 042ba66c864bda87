"""What stands between an article's body and its cards: disclaimer and tags."""

import re
from collections.abc import Sequence

from include.parsing.blocks.widgets import Widget
from include.parsing.document import Document
from include.parsing.landmarks import DISCLAIMER_LABELS, TAGS_LABELS
from include.parsing.lines import strip
from include.parsing.model import ParsedDocument, Segment, Value

_TAG = re.compile(r"[^,，、;|#]+")
_MAX_TAG_CHARS = 50
_MAX_TAG_WORDS = 6
_MAX_TAG_LINES = 30
_DISCLAIMING_WORDS = (
    "does not constitute",
    "do not constitute",
    "not investment advice",
    "not financial advice",
    "does not represent the views",
    "do not represent the views",
    "for informational purposes only",
    "for reference only",
    "solely reflects the author",
    "does not represent the platform",
    "may contain third-party content",
    "peut contenir du contenu de tiers",
    "puede contener contenido de terceros",
    "enthält möglicherweise inhalte dritter",
)
_MAX_LINES_BELOW_DISCLAIMER = 20
_MAX_LINE_BELOW_DISCLAIMER_CHARS = 80
_PLATFORM_WORDS = ("reposted on this site", "views of MEXC", "sourced from public platforms")


def read_tags(document: Document, parsed: ParsedDocument, end: int) -> int:
    """Add the tags that stand right before line `end`; return the index of the first line behind the rest.

    `Tags:` counts only where nothing but tags follows it.
    """
    index = max((index for index in document.landmarks.tags if index < end), default=None)
    if index is None:
        return end
    lines = document.lines
    label_line = lines[index]
    label = next(label for label in TAGS_LABELS if label_line.text.startswith(label))
    label_end = label_line.text_start + len(label)
    spans = [(label_end, label_line.end), *((line.start, line.end) for line in lines[index + 1 : end])]
    tags = [tag for span in spans for tag in _split_tags(document, *span)]
    if len(spans) > _MAX_TAG_LINES or not all(map(_is_tag, tags)):
        return end
    parsed.tags = tags
    parsed.segments.append(Segment("tags", label_line.start, lines[end - 1].stop))
    return index


def read_disclaimer(document: Document, parsed: ParsedDocument, widgets: Sequence[Widget], end: int) -> int:
    """Add the page's disclaimer; return its index, or `end` where there is none.

    A body may have a disclaimer of its own: only one that ends the page, or speaks in the platform's
    words, is the page's.
    """
    lines = document.lines
    stop_of = {widget.heading: widget.stop for widget in widgets}
    for index in reversed(document.landmarks.disclaimers):
        if index >= end:
            continue
        last = index
        if lines[index].text in DISCLAIMER_LABELS and index + 1 < end:
            last = index + 1
        following = stop_of.get(last + 1, last + 1)
        text = lines[last].text
        if following >= end or any(words in text for words in _PLATFORM_WORDS):
            parsed.disclaimer = document.value(lines[index].start, lines[last].end)
            parsed.segments.append(Segment("disclaimer", lines[index].start, lines[last].stop))
            return index
    return end


def read_worded_disclaimer(document: Document, parsed: ParsedDocument, end: int) -> int:
    """Add the line whose words are a disclaimer's and below which, to line `end`, only labels stand.

    Return its index, or `end` where there is none. The labels (buttons, offers) stay unclassified.
    """
    for index in range(end - 1, max(end - _MAX_LINES_BELOW_DISCLAIMER, 0) - 1, -1):
        line = document.lines[index]
        text = line.text.lower()
        if any(words in text for words in _DISCLAIMING_WORDS):
            parsed.disclaimer = line.value
            parsed.segments.append(Segment("disclaimer", line.start, line.stop))
            return index
        if len(text) > _MAX_LINE_BELOW_DISCLAIMER_CHARS:
            break
    return end


def _split_tags(document: Document, char_start: int, char_end: int) -> list[Value]:
    tags = []
    for match in _TAG.finditer(document.raw_text, char_start, char_end):
        if strip(match[0]):
            tags.append(document.value(match.start(), match.end()))
    return tags


def _is_tag(tag: Value) -> bool:
    text = tag.text
    return len(text) <= _MAX_TAG_CHARS and len(text.split()) <= _MAX_TAG_WORDS and text[-1] not in ".!?:"
