"""Capitalised words in a row, beside which something may say whose name they are."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from include.mentions.introducing.introduction_words import (
    BODY_ENDS,
    COMPANIES,
    COMPANY_ENDS,
    COMPANY_ROLES,
    GIVEN_NAMES,
    LAW_ENDS,
    NO_NAMES,
    OF_BODY,
    ROLES_BEFORE,
    VAGUE_COMPANY_ENDS,
)
from include.mentions.judging.reading import Reading
from include.mentions.names.words import SENTENCE_OPENERS, TITLES

PARTICLES = "de|del|della|der|den|di|da|van|von|bin|al|el|la|le"
_SHORTENED = "|".join(
    rf"(?<=\b{word}\.)"
    for word in (
        "[A-Z]",
        "Co",
        "Corp",
        "Dr",
        "Gov",
        "Inc",
        "Jr",
        "Ltd",
        "Mr",
        "Mrs",
        "Ms",
        "Rep",
        "Sen",
        "St",
    )
)
_REST = rf"[\w'&-]*(?:\.(?:{_SHORTENED}))?"
# It begins with one set of characters, which makes the search quick.
_RUN = re.compile(rf"[A-Z](?<!\w.){_REST}(?: (?:(?:{PARTICLES}|of|&) ){{0,2}}[A-Z]{_REST})*")
_CUES = frozenset().union(
    GIVEN_NAMES,
    COMPANY_ENDS,
    VAGUE_COMPANY_ENDS,
    BODY_ENDS,
    LAW_ENDS,
    ROLES_BEFORE,
    COMPANY_ROLES,
    TITLES,
    OF_BODY,
)
_CUT = re.compile(r"[A-Z][\w'-]* and $|[A-Z]\.$")
_MAX_WORD_CHARS = 24
_OPENS_APPOSITION = (", a ", ", an ", ", the ")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Capitalised words in a row, none of them a known name, and the words on both sides."""

    plain: str
    start: int
    words: tuple[str, ...]
    title: str
    companies: frozenset[int]
    """Where the names of known organisations start."""

    @property
    def is_cut(self) -> bool:
        """Whether the name begins before: `Digital Markets and Consumers Act`, `U.S. District Court`."""
        before = self.plain[max(0, self.start - _MAX_WORD_CHARS) : self.start]
        return _CUT.search(before) is not None

    @property
    def end(self) -> int:
        """Where the last word ends."""
        return self.start + len(" ".join(self.words))


def find_phrases(reading: Reading, speakers: Set[str]) -> Iterator[Phrase]:
    """Cut the capitalised words of a text at accepted names, at titles and at words that open a sentence.

    Rows of them beside which nothing may introduce a name are left out; `speakers` are words that say
    something by themselves.
    """
    plain = reading.plain
    accepted = [
        candidate
        for candidate, verdict in zip(reading.candidates, reading.verdicts, strict=True)
        if verdict is not None and verdict.is_accepted
    ]
    sure_ends = {candidate.start: candidate.end for candidate in accepted}
    companies = frozenset(
        candidate.start for candidate in accepted if candidate.options[0].entity_type == "organisation"
    )
    for match in _RUN.finditer(plain):
        start = match.start()
        if sure_ends.get(start) == match.end() or not _has_cue(match, speakers):
            continue
        known_end = 0
        words: list[str] = []
        title = ""
        position = start
        for word in match.group().split(" "):
            known_end = max(known_end, sure_ends.get(position, 0))
            core = word.removesuffix("'s").rstrip("'")
            is_title = core in TITLES or core in ROLES_BEFORE or core in COMPANY_ROLES
            if position < known_end or is_title or (not words and core.lower() in SENTENCE_OPENERS):
                if words:
                    yield Phrase(plain, start, tuple(words), title, companies)
                words, title = [], core if is_title and position >= known_end else ""
            else:
                if not words:
                    start = position
                words.append(word)
                if core != word:
                    yield Phrase(plain, start, (*words[:-1], core), title, companies)
                    words, title = [], ""
            position += len(word) + 1
        if words:
            yield Phrase(plain, start, tuple(words), title, companies)


def _has_cue(match: re.Match[str], speakers: Set[str]) -> bool:
    """Tell cheaply whether anything in or beside a run of capitalised words may introduce a name."""
    run = match.group()
    if run in NO_NAMES:
        return False
    plain = match.string
    start, end = match.span()
    if plain.startswith(", " if " " in run else _OPENS_APPOSITION, end):
        return True
    if "." in run or not _CUES.isdisjoint(run.split(" ")):
        return True
    before = plain[max(0, start - _MAX_WORD_CHARS) : max(0, start - 1)].rpartition(" ")[2]
    return (
        (" " in run and (plain.startswith((" of ", " at "), end) or run.rpartition(" ")[2] in speakers))
        or before in COMPANIES
        or before in ROLES_BEFORE
        or plain[end + 1 : end + _MAX_WORD_CHARS].partition(" ")[0] in COMPANY_ROLES
    )
