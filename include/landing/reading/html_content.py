"""Which lines of a page's rendition are its article, told by what the rendition loses: the markup."""

import logging
import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from trafilatura import bare_extraction  # noqa: TID253 - only `html` imports this module, when needed

from include.landing.reading.html_metadata import first_headings, letters_of
from include.page_marks import PageMark

# What it finds no article in has no marks: that needs no warning for each page.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_WORD = re.compile(r"\w+")
_ANCHOR_WORDS = 3
"""So many words in a row tell a place; fewer stand anywhere."""

_MIN_COVERED_SHARE = 0.5
"""A line is content where at least half of it was extracted: a line holds one thing."""

_MIN_PROSE_CHARS = 100
_CLOSERS = '"”’») 	'
_FINAL_PUNCTUATION = frozenset(".!?…。！？")
_MIN_PROSE_SHARE = 0.6
"""Where the careful extraction has less than this of the page's prose, it has mistaken another part for the
article: measured on the pages of two public sets, a second, bolder one is right more often."""

_MIN_DECLARED_WORDS = 60
_MIN_DECLARED_SHARE = 0.8
"""A declared body that is not on the page, or only its beginning, tells nothing about the page's lines."""

_CLASS = re.compile(r"\s*\.(?P<name>[\w-]+)\s*")
_OF_CLASS = "//*[contains(concat(' ', normalize-space(@class), ' '), $name)]"
_MIN_PAID_WORDS = 30
"""Fewer words where the paid part belongs are the offer to pay for it."""


class _Line(NamedTuple):
    char_start: int
    char_end: int
    first_word: int
    last_word: int


def find_marks(
    tree: Any, raw_text: str, articles: Sequence[dict[str, Any]], site_names: Collection[str] = ()
) -> list[PageMark] | None:
    """The marks of a page in order of their places, or None where no article was found on it.

    Args:
        tree: the page's `lxml` tree.
        raw_text: its rendition, of which every word is looked at once.
        articles: the articles that its JSON-LD declares. A declared body counts where the page shows it.
        site_names: the names of its site, in letters only: a heading that is one of them heads every page.
    """
    rendition = _Rendition(raw_text)
    rendition.find(_extracted(tree, raw_text))
    is_whole = False
    for article in articles:
        body = article.get("articleBody")
        if isinstance(body, str) and len(_words(body)) >= _MIN_DECLARED_WORDS:
            is_whole = rendition.find_declared(body) or is_whole
    content = rendition.content()
    if not content:
        return None
    headings = [text for text in first_headings(tree) if letters_of(text) not in site_names]
    marks = [*content, *rendition.headings(headings)]
    if not is_whole and any(_is_walled(tree, article) for article in articles):
        marks.append(PageMark("wall", content[-1].char_end, content[-1].char_end))
    return sorted(marks, key=attrgetter("char_start", "char_end", "kind"))


def _extracted(tree: Any, raw_text: str) -> str:
    """The article's text as trafilatura extracts it, or nothing where it finds none."""
    prose_char_count = sum(
        len(line)
        for line in raw_text.split("\n")
        if len(line) >= _MIN_PROSE_CHARS and line.rstrip(_CLOSERS)[-1:] in _FINAL_PUNCTUATION
    )
    text = ""
    for is_careful in (True, False):
        extracted = bare_extraction(
            tree, fast=True, favor_precision=is_careful, include_comments=False, include_formatting=False
        )
        text = max(text, getattr(extracted, "text", None) or "", key=len)
        if len(text) >= _MIN_PROSE_SHARE * prose_char_count:
            break
    return text


def _is_walled(tree: Any, article: dict[str, Any]) -> bool:
    """Whether an article that is declared not to be free stops where its paid part would begin."""
    if not _is_denied(article):
        return False
    parts = article.get("hasPart")
    selectors = [
        part.get("cssSelector")
        for part in (parts if isinstance(parts, list) else [parts])
        if isinstance(part, dict) and _is_denied(part)
    ]
    classes = [_CLASS.fullmatch(selector) for selector in selectors if isinstance(selector, str)]
    paid = [
        element for match in classes if match for element in tree.xpath(_OF_CLASS, name=f" {match['name']} ")
    ]
    return not any(len(_words("".join(element.itertext()))) >= _MIN_PAID_WORDS for element in paid)


def _is_denied(item: dict[str, Any]) -> bool:
    return str(item.get("isAccessibleForFree")).lower().rpartition("/")[2] == "false"


class _Rendition:
    """The words of a rendition by their places, and which of them were extracted.

    Every word of either text is looked at once: the time is linear in both.
    """

    def __init__(self, raw_text: str) -> None:
        self._words: list[str] = []
        self._lines: list[_Line] = []
        start = 0
        for text in raw_text.split("\n"):
            first_word = len(self._words)
            self._words += _words(text)
            if text.strip():
                self._lines.append(_Line(start, start + len(text), first_word, len(self._words)))
            start += len(text) + 1
        self._is_covered = bytearray(len(self._words))
        self._anchors: dict[tuple[str, ...], list[int]] = {}
        for position in range(len(self._words) - _ANCHOR_WORDS + 1):
            self._anchors.setdefault(self._key(position, position + _ANCHOR_WORDS), []).append(position)
        self._line_firsts: dict[tuple[str, ...], list[int]] = {}
        for line in self._lines:
            self._line_firsts.setdefault(self._key(line.first_word, line.last_word), []).append(
                line.first_word
            )

    def find(self, text: str) -> int:
        """Mark the words of `text`, line by line and in order where that is possible; count them."""
        cursor = found_count = 0
        for line in text.split("\n"):
            words = tuple(_words(line))
            if words in self._line_firsts:
                start = _next(self._line_firsts[words], cursor)
                cursor = start + len(words)
                self._is_covered[start:cursor] = b"\x01" * len(words)
                found_count += len(words)
                continue
            position = 0
            while position <= len(words) - _ANCHOR_WORDS:
                places = self._anchors.get(words[position : position + _ANCHOR_WORDS])
                if not places:
                    position += 1
                    continue
                start = cursor = _next(places, cursor)
                while (
                    position < len(words)
                    and cursor < len(self._words)
                    and self._words[cursor] == words[position]
                ):
                    cursor += 1
                    position += 1
                self._is_covered[start:cursor] = b"\x01" * (cursor - start)
                found_count += cursor - start
        return found_count

    def find_declared(self, body: str) -> bool:
        """Mark the words of a declared body too, unless the page does not show it; tell whether it does."""
        before = bytes(self._is_covered)
        is_shown = self.find(body) >= _MIN_DECLARED_SHARE * len(_words(body))
        if not is_shown:
            self._is_covered[:] = before
        return is_shown

    def content(self) -> list[PageMark]:
        """The runs of lines that were extracted; a line without words belongs to those around it."""
        is_content = [self._is_content(line) for line in self._lines]
        marks: list[PageMark] = []
        start: int | None = None
        for line, is_told in zip(self._lines, is_content, strict=True):
            if is_told and start is None:
                start = line.char_start
            if is_told:
                end = line.char_end
            elif start is not None and line.first_word != line.last_word:
                marks.append(PageMark("content", start, end))
                start = None
        if start is not None:
            marks.append(PageMark("content", start, end))
        return marks

    def headings(self, texts: Iterable[str]) -> Iterator[PageMark]:
        """The lines that are one of these texts."""
        keys = {tuple(words) for text in texts if (words := _words(text))}
        for line in self._lines:
            if self._key(line.first_word, line.last_word) in keys:
                yield PageMark("heading", line.char_start, line.char_end)

    def _is_content(self, line: _Line) -> bool:
        count = line.last_word - line.first_word
        covered = sum(self._is_covered[line.first_word : line.last_word])
        return count > 0 and covered >= _MIN_COVERED_SHARE * count

    def _key(self, first: int, last: int) -> tuple[str, ...]:
        return tuple(self._words[first:last])


def _next(places: Sequence[int], cursor: int) -> int:
    """The first of the ascending places from the cursor on, or the first of all."""
    index = bisect_left(places, cursor)
    return places[index] if index < len(places) else places[0]


def _words(text: str) -> list[str]:
    """The words of a text; those of a tree have their ampersands protected from the renderer."""
    return _WORD.findall(text.replace("&amp;", "&").lower())
