"""The part of a page that is its article, found before any layout looks at it."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from include.page_marks import PageMark
from include.parsing.lines import Line
from include.parsing.page.menu_words import END_HEADINGS, MENU_LINES, MENU_OPENINGS
from include.parsing.values.words import ends_a_sentence

_MIN_PROSE_CHARS = 60
_MAX_WEIGHED_CHARS = 300
_MENU_WEIGHT = -1.0
_LABEL_WEIGHT = -0.3
_SENTENCE_WEIGHT = 0.2
_MAX_HEAD_LINES = 4
_MAX_END_LINES = 2
_MIN_PROSE_LINES = 2
_MAX_MENU_CHARS = 60
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
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


def prose_content(lines: Sequence[Line]) -> Content | None:
    """The run of lines of a text that is densest in prose, or None where nothing stands around it.

    Found as the run with the greatest sum of the lines' weights. A few lines above it are its own head, and a
    line or two below it its end: only what is told for a menu or a foot, or is more than that, stands around.
    """
    first, stop = _heaviest_run([_weight(line.text) for line in lines])
    stop = _before_end_heading(lines, first, stop)
    above, below = lines[:first], lines[stop:]
    is_foot = any(is_menu(line.text) or _ends_article(line.text) for line in below)
    is_below = is_foot or len(below) > _MAX_END_LINES
    is_above = len(above) > _MAX_HEAD_LINES or any(is_menu(line.text) for line in above)
    if first == stop or not (is_above or is_below):
        return None
    return Content(tuple(range(first if is_above else 0, stop if is_below else len(lines))), ())


def article_stop(lines: Sequence[Line], content: Content | None, first: int) -> int:
    """Behind the last line of the article that begins at line `first`, where `content` does not tell it."""
    if content is None and (found := prose_content(lines[first:])):
        return first + found.article[-1] + 1
    return content.article[-1] + 1 if content and content.article[-1] >= first else len(lines)


def is_prose(text: str) -> bool:
    """Whether a line is running text: long, and it ends a sentence."""
    return _width(text) >= _MIN_PROSE_CHARS and ends_a_sentence(text)


def is_menu(text: str) -> bool:
    """Whether a line is one of those that pages print around their articles."""
    if len(text) > _MAX_MENU_CHARS:
        return False
    label = text.strip("*•·|›»→▾▼ ").lower()
    return label in MENU_LINES or label.startswith(MENU_OPENINGS)


def _ends_article(text: str) -> bool:
    return len(text) <= _MAX_MENU_CHARS and text.rstrip(":： ").lower() in END_HEADINGS


def _weight(text: str) -> float:
    if is_menu(text):
        return _MENU_WEIGHT
    width = _width(text)
    if ends_a_sentence(text):
        return 1 + min(width, _MAX_WEIGHED_CHARS) / 150 if width >= _MIN_PROSE_CHARS else _SENTENCE_WEIGHT
    return 1.0 if width >= 2 * _MIN_PROSE_CHARS else _LABEL_WEIGHT


def _width(text: str) -> int:
    """How long a text is, in Latin letters: an East Asian character says as much as two or three of them."""
    return len(text) if text.isascii() else len(text) + 2 * len(_EAST_ASIAN.findall(text))


def _heaviest_run(weights: Sequence[float]) -> tuple[int, int]:
    """First and stop of the run with the greatest sum (Kadane's algorithm); equal where none is above 0."""
    best = total = 0.0
    first = best_first = best_stop = 0
    for index, weight in enumerate(weights):
        if total <= 0:
            total, first = 0.0, index
        total += weight
        if total > best:
            best, best_first, best_stop = total, first, index + 1
    return best_first, best_stop


def _before_end_heading(lines: Sequence[Line], first: int, stop: int) -> int:
    """Where what is below the article is headed, from its second line of prose on; else `stop`."""
    prose_count = 0
    for index in range(first, stop):
        if prose_count >= _MIN_PROSE_LINES and _ends_article(lines[index].text):
            return index
        prose_count += is_prose(lines[index].text)
    return stop
