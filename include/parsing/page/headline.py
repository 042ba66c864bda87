"""Which line of a page is its headline: the one that its declared title is like, else its heading."""

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from include.parsing.lines import Line

_MAX_CHARS = 300
_MIN_CHARS = 3
_MIN_PART_CHARS = 12
_MIN_HEADING_CHARS = 12
_MIN_LIKENESS = 0.7
_MIN_HEADING_LIKENESS = 0.4
"""A first-order heading need not be as like the title, which is often written anew for search engines."""

_HEADING_BONUS = 0.6
_MIN_PART_SHARE = 0.9
_ITEM_MARK = re.compile(r"[*+o•]\s|[0-9]{1,2}\.\s")
"""An item of a list links to the article, or to a part of it."""

_MAX_LINES_ABOVE_CONTENT = 40
_SEPARATOR = re.compile(r"\s+[|–—•·:»«/~-]+\s+|\s*[|»«]\s*|:\s+")
_NO_LETTER = re.compile(r"[\W_]+")


def find_headline(
    lines: Sequence[Line], declared_title: str | None, headings: Collection[int], first_content: int
) -> int | None:
    """The index of the headline, or None where no line is like it.

    Args:
        lines: the lines of a page.
        declared_title: the title that its metadata declares, perhaps with the site's name before or behind.
        headings: the lines that its markup says are first-order headings.
        first_content: its first line of prose; of equals, the line nearest above counts.
    """
    best: tuple[float, bool, int] | None = None
    found = None
    variants = [Counter(_pairs(part)) for part in _variants(declared_title or "")]
    for index, line in enumerate(lines):
        if not variants or len(line.text) > _MAX_CHARS or _ITEM_MARK.match(line.text):
            continue
        pairs = Counter(_pairs(_letters(line.text)))
        is_heading = index in headings
        likeness = max((_likeness(pairs, variant) for variant in variants), default=0.0)
        if is_heading and len(line.text) >= _MIN_HEADING_CHARS and _is_part(pairs, variants[0]):
            likeness = max(likeness, _MIN_LIKENESS)
        if likeness < (_MIN_HEADING_LIKENESS if is_heading else _MIN_LIKENESS):
            continue
        distance = first_content - index if index <= first_content else 2 * (index - first_content)
        rank = (round(likeness + _HEADING_BONUS * is_heading, 1), index <= first_content, -distance)
        if best is None or rank > best:
            best, found = rank, index
    if found is None:
        found = _heading_above(lines, headings, first_content)
    return found


def _is_part(pairs: Counter[str], title: Counter[str]) -> bool:
    """Whether the title says all that a line says, and more: sites add what they like to theirs."""
    return (pairs & title).total() >= _MIN_PART_SHARE * pairs.total() > 0


def _heading_above(lines: Sequence[Line], headings: Collection[int], first_content: int) -> int | None:
    """The nearest first-order heading above the first line of prose, or that line's own."""
    for index in range(first_content, max(first_content - _MAX_LINES_ABOVE_CONTENT, 0) - 1, -1):
        if index in headings and len(lines[index].text) >= _MIN_HEADING_CHARS:
            return index
    return None


def _variants(title: str) -> Iterator[str]:
    """The title, and what is left of it without its first or its last part."""
    title = title[:_MAX_CHARS]
    whole = _letters(title)
    if len(whole) >= _MIN_CHARS:
        yield whole
    separators = list(_SEPARATOR.finditer(title))
    if separators:
        for part in (title[: separators[-1].start()], title[separators[0].end() :]):
            letters = _letters(part)
            if len(letters) >= _MIN_PART_CHARS:
                yield letters
    if len(separators) > 1 and len(letters := _letters(title[: separators[0].start()])) >= _MIN_PART_CHARS:
        yield letters


def _letters(text: str) -> str:
    return _NO_LETTER.sub(" ", text).strip().lower()


def _pairs(text: str) -> Iterator[str]:
    """Pairs of neighbouring letters: they are in every script what words are only in some."""
    return map("".join, itertools.pairwise(text))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of the pairs that two texts have in common (Dice's coefficient)."""
    total = one.total() + other.total()
    return 2 * sum(min(count, other[pair]) for pair, count in one.items()) / total if total else 0.0
