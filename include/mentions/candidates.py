"""Which stretches of a text could be a mention: the longest known surfaces that stand as words."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from include.mentions.boundaries import (
    AddressIndex,
    ends_plural,
    ends_word,
    glued_quote_end,
    has_separated_quote,
    is_separated_quote,
    starts_word,
)
from include.mentions.lexicon import Lexicon, Option, Pattern, prior
from include.mentions.words import EVERYDAY_NOUNS
from include.parsing.model import SectionSpan

_LARGE_ASSET_RANK = 300
"""Assets up to this market capitalisation rank are known well enough to be written in lower case."""

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

    def holding(self, start: int, end: int) -> SectionSpan | None:
        """Return the section that holds the whole stretch, None where no section does."""
        position = bisect_right(self._starts, start) - 1
        if position < 0:
            return None
        section = self.sections[position]
        return section if end <= section.char_end else None


def find_candidates(
    plain: str, lexicon: Lexicon, sections: SectionIndex, addresses: AddressIndex
) -> list[Candidate]:
    """Return the candidates of a normalised text in reading order; no two of them overlap."""
    found = _Found(plain, sections)
    cut_words: list[tuple[int, int, Pattern]] = []
    quote_ends: dict[int, int] = {}
    for match_start, match_end, pattern in lexicon.matches(plain):
        start = match_start + pattern.before_count
        end = match_end - pattern.after_count
        if start and plain[start - 1].isalnum():
            if not pattern.is_folded:
                cut_words.append((start, end, pattern))
            continue
        if plain[start:end] != pattern.written and not _fits_case(plain, start, end, pattern):
            continue
        if plain[start - 1 : start] == " " and plain[end : end + 1] in _PLAIN_ENDS:
            form: Form | None = "plain"
        elif starts_word(plain, start):
            form = _form(plain, start, end, pattern, quote_ends)
        else:
            continue
        if form is not None and not (addresses and addresses.covers(start)):
            found.add(start, end, pattern, form)
    if quote_ends:
        for start, end, pattern in cut_words:
            if quote_ends.get(start) == end:
                found.add(start, end, pattern, "pair")
    return longest(found.candidates.values())


class _Found:
    """Candidates by place; what two patterns find in one place is one candidate with both their options."""

    def __init__(self, plain: str, sections: SectionIndex) -> None:
        self.candidates: dict[tuple[int, int], Candidate] = {}
        self._plain = plain
        self._sections = sections

    def add(self, start: int, end: int, pattern: Pattern, form: Form) -> None:
        known = self.candidates.get((start, end))
        if known is not None:
            slugs = {option.slug for option in known.options}
            known.options += tuple(option for option in pattern.options if option.slug not in slugs)
            if known.form == "plain":
                known.form = form
            return
        section = self._sections.holding(start, end)
        if section is not None:
            self.candidates[start, end] = Candidate(
                start, end, self._plain[start:end], pattern.options, form, section
            )


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


def _form(plain: str, start: int, end: int, pattern: Pattern, quote_ends: dict[int, int]) -> Form | None:
    """Return how the surface is written, None where it is no word of its own."""
    if not ends_word(plain, end):
        return _form_of_cut_word(plain, end, pattern, quote_ends)
    form: Form = "plain"
    before = plain[start - 1] if start else " "
    if before == "$" and pattern.options[0].entity_type == "asset":
        form = "cashtag"
    elif before == "#":
        form = "hashtag"
    elif _is_symbol(pattern) and (
        has_separated_quote(plain, end) or is_separated_quote(plain, start, pattern.text)
    ):
        form = "pair"
    return form


def _form_of_cut_word(plain: str, end: int, pattern: Pattern, quote_ends: dict[int, int]) -> Form | None:
    """Allow what may follow inside the same word: a pair's other currency, or a plural `s`."""
    if pattern.before_count:
        return None
    if _is_symbol(pattern) and plain[end].isupper():
        quote_end = glued_quote_end(plain, end)
        if quote_end is not None:
            quote_ends[end] = quote_end
            return "pair"
    is_word = pattern.options[0].needs_evidence and not _is_symbol(pattern)
    return "plain" if not is_word and ends_plural(plain, end) else None


def _is_symbol(pattern: Pattern) -> bool:
    option = pattern.options[0]
    return option.rule == "symbol" or (
        option.entity_type == "asset" and not pattern.is_folded and pattern.text.isupper()
    )


def _fits_case(plain: str, start: int, end: int, pattern: Pattern) -> bool:
    """Tell whether the capitals are those of the name.

    A name of one word may be an asset's in lower case (`bitcoin`), one of several words only before its
    symbol (`shiba inu (SHIB)`): `the graph` and `internet computer` are everyday words.
    """
    surface = plain[start:end]
    if not pattern.is_folded or pattern.before_count or surface.isupper():
        return True
    if surface.islower():
        is_asset = pattern.options[0].entity_type == "asset"
        is_large = prior(pattern.options[0].market_cap_rank) <= _LARGE_ASSET_RANK
        is_word = pattern.written.isupper() or surface in EVERYDAY_NOUNS
        return is_asset and is_large and not is_word and (" " not in surface or plain.startswith(" (", end))
    return not any(
        word.islower() and written[0].isupper()
        for word, written in zip(surface.split(), pattern.written.split(), strict=False)
    )
