"""Which stretches of a text could be a mention: the longest known surfaces that stand as words."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from include.mentions.finding.boundaries import (
    AddressIndex,
    ends_plural,
    ends_word,
    glued_pair,
    has_separated_quote,
    is_separated_quote,
    starts_word,
)
from include.mentions.finding.captions import glued_names
from include.mentions.finding.networks import is_network
from include.mentions.names.names import TAIL_LENGTH, Name, NameTable, Option
from include.parsing.model import SectionSpan

# The search is quick because it looks for one character first; the rest is asked only where that one stands.
_CAPITALISED = re.compile(r"[A-Z](?<!\w.)\w*+")
_SMALL_CASHTAG = re.compile(r"\$([a-z]\w*)")
_LONGEST_TAIL = len(" holders")

_PLAIN_ENDS = frozenset(" ,;:)'")
"""After one of these, and a space before, a surface is a word of its own, and no part of a pair."""

Form = Literal["plain", "cashtag", "hashtag", "pair"]


@dataclass(slots=True)
class Candidate:
    """A surface in its place, and the entities that it may stand for."""

    start: int
    end: int
    surface: str
    options: tuple[Option, ...]
    is_sure: bool
    form: Form
    section: SectionSpan


class SectionIndex:
    """The sections of a document in reading order; a section that runs into the one before is cut."""

    def __init__(self, sections: Sequence[SectionSpan], char_count: int) -> None:
        self.sections: list[SectionSpan] = []
        position = 0
        for section in sorted(sections, key=lambda section: section.char_start):
            start, end = max(section.char_start, position), min(section.char_end, char_count)
            if start < end:
                self.sections.append(section._replace(char_start=start, char_end=end))
                position = end
        self._starts = [section.char_start for section in self.sections]
        # Most questions come in reading order, so that the last answer is right again.
        self._last = self.sections[0] if self.sections else SectionSpan("body", 0, 0)

    def holding(self, start: int, end: int) -> SectionSpan | None:
        """Return the section that holds the whole stretch, None where no section does."""
        section = self._last
        if not section.char_start <= start < section.char_end:
            position = bisect_right(self._starts, start) - 1
            if position < 0:
                return None
            section = self._last = self.sections[position]
        return section if end <= section.char_end else None


def find_candidates(
    plain: str, names: NameTable, sections: SectionIndex, addresses: AddressIndex
) -> list[Candidate]:
    """Return the candidates of a normalised text in reading order; no two of them overlap."""
    found = list(_capitalised(plain, names, sections))
    others = [
        *_small(plain, names, sections),
        *_small_cashtags(plain, names, sections),
        *_in_captions(plain, names, sections),
    ]
    if others:
        found = longest([*found, *others])
    if addresses:
        found = [candidate for candidate in found if not addresses.covers(candidate.start)]
    return found


def _capitalised(plain: str, names: NameTable, sections: SectionIndex) -> Iterator[Candidate]:
    """Yield the longest surface at each word that starts with a capital."""
    done = 0
    first_words = names.first_words
    for match in _CAPITALISED.finditer(plain):
        word = match.group()
        lengths_by_tail = first_words.get(word.lower())
        if lengths_by_tail is not None:
            start, end = match.span()
            if start < done:
                continue
            lengths = lengths_by_tail.get(plain[end : end + TAIL_LENGTH].lower()) or lengths_by_tail[""]
            found = _longest_at(plain, start, lengths, names, sections) if lengths else None
            if found is not None:
                done = found.end
                if found.options:
                    yield found
                continue
        if (word[-1] == "s" or word.isupper()) and match.start() >= done:
            yield from _unusual(plain, match.start(), word, names, sections)


def _longest_at(
    plain: str, start: int, lengths: tuple[int, ...], names: NameTable, sections: SectionIndex
) -> Candidate | None:
    lookup = names.cashtag if plain[start - 1 : start] == "$" else names.name
    for length in lengths:
        end = start + length
        name = lookup(plain[start:end])
        if name is not None:
            candidate = _candidate(plain, start, end, name, sections)
            if candidate is not None:
                return candidate
    return None


def _unusual(
    plain: str, start: int, word: str, names: NameTable, sections: SectionIndex
) -> Iterator[Candidate]:
    """Yield what a word holds that is no surface itself: a plural, a pair, a symbol of one letter."""
    end = start + len(word)
    parts: list[tuple[int, int, Name | None, Form | None]] = []
    if len(word) == 1:
        letter = names.networks.get(word)
        if letter is None or not is_network(plain, start, end):
            letter = names.letter(word, plain[start - 1 : start], plain[end : end + _LONGEST_TAIL])
        parts.append((start, end, letter, None))
    elif word[-1] == "s":
        parts.append((start, end - 1, names.name(word[:-1]), None))
    elif (sides := glued_pair(word)) is not None and starts_word(plain, start):
        base, quote = (names.name(side) for side in sides)
        if base is not None and base.is_symbol:
            middle = start + len(sides[0])
            parts += [(start, middle, base, "pair"), (middle, middle + len(sides[1]), quote, "pair")]
    for part_start, part_end, name, form in parts:
        if name is not None:
            candidate = _candidate(plain, part_start, part_end, name, sections, form=form)
            if candidate is not None:
                yield candidate


def _small(plain: str, names: NameTable, sections: SectionIndex) -> Iterator[Candidate]:
    """Yield the surfaces that start with a small letter or a digit."""
    for start, end, name in names.small_matches(plain):
        candidate = _candidate(plain, start, end, name, sections)
        if candidate is not None:
            yield candidate


def _small_cashtags(plain: str, names: NameTable, sections: SectionIndex) -> Iterator[Candidate]:
    for match in _SMALL_CASHTAG.finditer(plain):
        name = names.cashtag(match.group(1))
        if name is not None:
            candidate = _candidate(plain, match.start(1), match.end(), name, sections)
            if candidate is not None:
                yield candidate


def _in_captions(plain: str, names: NameTable, sections: SectionIndex) -> Iterator[Candidate]:
    """Yield the names to which the sentence behind a caption is glued."""
    for start, end in glued_names(plain):
        name = names.name(plain[start:end])
        if name is not None and name.is_sure:
            candidate = _candidate(plain, start, end, name, sections, form="plain")
            if candidate is not None:
                yield candidate


def _candidate(
    plain: str, start: int, end: int, name: Name, sections: SectionIndex, *, form: Form | None = None
) -> Candidate | None:
    """Return the candidate of a surface that is a word of its own inside a section."""
    if form is None and not (plain[start - 1 : start] == " " and plain[end : end + 1] in _PLAIN_ENDS):
        form = _form(plain, start, end, name)
        if form is None:
            return None
    section = sections.holding(start, end)
    if section is None:
        return None
    return Candidate(start, end, plain[start:end], name.options, name.is_sure, form or "plain", section)


def longest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates in reading order, the longest of those that overlap, from left to right."""
    chosen: list[Candidate] = []
    position = 0
    for candidate in sorted(candidates, key=_by_place):
        if candidate.start >= position:
            chosen.append(candidate)
            position = candidate.end
    return chosen


def _by_place(candidate: Candidate) -> tuple[int, int]:
    return candidate.start, -candidate.end


def _form(plain: str, start: int, end: int, name: Name) -> Form | None:
    """Return how the surface is written, None where it is no word of its own."""
    if not starts_word(plain, start) or _is_host(plain, start, end):
        return None
    if not ends_word(plain, end):
        return "plain" if name.has_plural and ends_plural(plain, end) else None
    return _marked_form(plain, start, end, name)


def _is_host(plain: str, start: int, end: int) -> bool:
    """Tell whether a path follows a name that looks like a domain, which makes an address of it."""
    return plain.startswith("/", end) and plain[end + 1 : end + 2].islower() and "." in plain[start:end]


def _marked_form(plain: str, start: int, end: int, name: Name) -> Form:
    before = plain[start - 1] if start else " "
    if before == "$" and name.options and name.options[0].entity_type == "asset":
        return "cashtag"
    if before == "#":
        return "hashtag"
    is_side = name.is_symbol and (
        has_separated_quote(plain, end) or is_separated_quote(plain, start, plain[start:end])
    )
    return "pair" if is_side else "plain"
