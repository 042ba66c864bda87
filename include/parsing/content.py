"""The part of a page that is its article, found before any layout looks at it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from include.page_marks import PageMark
from include.parsing.lines import Line
from include.parsing.values.words import ends_a_sentence

_MIN_PROSE_CHARS = 60
_start = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Content:
    """Indexes into the lines of a page, ascending: those of its article, and first-order headings."""

    article: tuple[int, ...]
    headings: tuple[int, ...]

    def first_prose(self, lines: Sequence[Line]) -> int:
        """The first line of the article that is running text, or its first line."""
        return next((index for index in self.article if is_prose(lines[index].text)), self.article[0])


def marked_content(lines: Sequence[Line], marks: Sequence[PageMark]) -> Content | None:
    """The content of a page as its markup tells it, or None where that tells nothing."""
    found: dict[str, list[int]] = {"content": [], "heading": [], "wall": []}
    for mark in marks:
        first = bisect_left(lines, mark.char_start, key=_start)
        stop = bisect_left(lines, mark.char_end, key=_start)
        found[mark.kind].extend(range(first, stop))
    if not found["content"]:
        return None
    return Content(tuple(sorted(set(found["content"]))), tuple(sorted(set(found["heading"]))))


def is_prose(text: str) -> bool:
    """Whether a line is running text: long, and it ends a sentence."""
    return len(text) >= _MIN_PROSE_CHARS and ends_a_sentence(text)
