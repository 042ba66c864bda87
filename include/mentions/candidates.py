"""Which stretches of a text could be a mention: the longest known surfaces that stand as words."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from include.mentions.boundaries import (
    AddressIndex,
    ends_plural,
    ends_word,
    glued_quote_end,
    has_separated_quote,
    starts_word,
)
from include.mentions.lexicon import Lexicon, Option, Pattern
from include.parsing.model import SectionSpan

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
    found: dict[tuple[int, int], Candidate] = {}
    glued_quotes: dict[int, int] = {}
    for match_start, match_end, pattern in sorted(lexicon.matches(plain), key=_by_place):
        start = match_start + (pattern.is_cashtag or pattern.is_bracket)
        end = match_end - pattern.is_bracket
        if start not in glued_quotes and not starts_word(plain, start):
            continue
        form = _form(plain, start, end, pattern, glued_quotes)
        if form is None or not _fits_case(plain[start:end], pattern):
            continue
        if addresses and addresses.covers(start):
            continue
        section = sections.holding(start, end)
        if section is None:
            continue
        known = found.get((start, end))
        if known is None:
            surface = plain[start:end]
            found[start, end] = Candidate(start, end, surface, pattern.options, form, section)
        else:
            _merge(known, pattern, form)
    return _longest(found)


def _by_place(match: tuple[int, int, Pattern]) -> tuple[int, int]:
    return match[0], -match[1]


def _form(plain: str, start: int, end: int, pattern: Pattern, glued_quotes: dict[int, int]) -> Form | None:
    """Return how the surface is written, None where it is no word of its own."""
    if glued_quotes.get(start) == end:
        return "pair"
    if not ends_word(plain, end):
        return _form_of_cut_word(plain, end, pattern, glued_quotes)
    form: Form = "plain"
    before = plain[start - 1] if start else " "
    if before == "$" and pattern.options[0].entity_type == "asset":
        form = "cashtag"
    elif before == "#":
        form = "hashtag"
    elif _is_symbol(pattern) and (has_separated_quote(plain, end) or _is_separated_quote(plain, start)):
        form = "pair"
    return form


def _form_of_cut_word(plain: str, end: int, pattern: Pattern, glued_quotes: dict[int, int]) -> Form | None:
    """Allow what may follow inside the same word: a pair's other currency, or a plural `s`."""
    if pattern.is_cashtag:
        return None
    if _is_symbol(pattern) and plain[end].isupper():
        quote_end = glued_quote_end(plain, end)
        if quote_end is not None:
            glued_quotes[end] = quote_end
            return "pair"
    is_word = pattern.options[0].needs_evidence and not _is_symbol(pattern)
    return "plain" if not is_word and ends_plural(plain, end) else None


def _is_symbol(pattern: Pattern) -> bool:
    option = pattern.options[0]
    return option.rule == "symbol" or (
        option.entity_type == "asset" and not pattern.is_folded and pattern.text.isupper()
    )


def _is_separated_quote(plain: str, start: int) -> bool:
    """Tell whether a symbol directly before `/` makes this one the quote of a pair."""
    if start < 3 or plain[start - 1] != "/":
        return False
    head = start - 1
    while head > 0 and plain[head - 1].isalnum():
        head -= 1
    base = plain[head : start - 1]
    return len(base) > 1 and base.isupper()


def _fits_case(surface: str, pattern: Pattern) -> bool:
    """Names of people, organisations and products hold a capital, unless they are known to have none."""
    if not pattern.is_folded or pattern.is_cashtag or pattern.is_lower:
        return True
    return pattern.options[0].entity_type == "asset" or not surface.islower()


def _merge(known: Candidate, pattern: Pattern, form: Form) -> None:
    slugs = {option.slug for option in known.options}
    known.options += tuple(option for option in pattern.options if option.slug not in slugs)
    if known.form == "plain":
        known.form = form


def _longest(found: dict[tuple[int, int], Candidate]) -> list[Candidate]:
    chosen: list[Candidate] = []
    position = 0
    for (start, end), candidate in sorted(found.items(), key=lambda item: (item[0][0], -item[0][1])):
        if start >= position:
            chosen.append(candidate)
            position = end
    return chosen
