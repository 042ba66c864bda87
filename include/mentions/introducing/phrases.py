"""Capitalised words in a row, beside which something may say whose name they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from include.mentions.introducing.introduction_words import (
    BODY_ENDS,
    COMPANIES,
    COMPANY_ENDS,
    COMPANY_ROLES,
    GIVEN_NAMES,
    LAW_ENDS,
    NO_NAMES,
    NUMBERED_BILLS,
    OF_BODY,
    ROLES_BEFORE,
    SPEECH,
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
_REST = rf"[\w'&-]*+(?:\.(?:{_SHORTENED}))?"
# It begins with one set of characters, which makes the search quick; so does the look at the first letter of
# the next word, before all particles are tried.
_RUN = re.compile(rf"[A-Z](?<!\w.){_REST}(?: (?=[A-Zabdlov&])(?:(?:{PARTICLES}|of|&) ){{0,2}}[A-Z]{_REST})*+")
_CUES = frozenset().union(
    GIVEN_NAMES,
    COMPANY_ENDS,
    VAGUE_COMPANY_ENDS,
    BODY_ENDS,
    LAW_ENDS,
    NUMBERED_BILLS,
    ROLES_BEFORE,
    COMPANY_ROLES,
    TITLES,
    OF_BODY,
)
_CUT = re.compile(r"[A-Z][\w'-]* and $|[A-Z]\.$")
_SPEECH = frozenset(verb + sign for verb in SPEECH for sign in ("", ",", ".", ":"))
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


class Phrases:
    """The capitalised words of a decided text, cut at known names, titles and words that open a sentence.

    Rows of them beside which nothing may introduce a name are left out. `speakers` are words that say
    something where no capitalised word stands before them; all are known once the phrases have been read.
    """

    def __init__(self, reading: Reading) -> None:
        self.speakers: set[str] = set()
        self._plain = reading.plain
        accepted = [
            candidate
            for candidate, verdict in zip(reading.candidates, reading.verdicts, strict=True)
            if verdict is not None and verdict.is_accepted
        ]
        self._sure_ends = {candidate.start: candidate.end for candidate in accepted}
        self._companies = frozenset(
            candidate.start for candidate in accepted if candidate.options[0].entity_type == "organisation"
        )

    def __iter__(self) -> Iterator[Phrase]:
        """Yield what may be introduced by words beside it, then what ends in the name of a speaker."""
        others: list[tuple[int, str]] = []
        sure_end_at = self._sure_ends.get
        for match in _RUN.finditer(self._plain):
            start, end = match.span()
            if sure_end_at(start) == end:
                continue
            run = match.group()
            if self._has_cue(run, start, end):
                yield from self._cut(start, run)
            elif " " in run:
                others.append((start, run))
        for start, run in others:
            if run.rpartition(" ")[2] in self.speakers:
                yield from self._cut(start, run)

    def _has_cue(self, run: str, start: int, end: int) -> bool:
        """Tell cheaply whether anything in or beside a run of capitalised words may introduce a name.

        A word alone that says something is kept.
        """
        if run in NO_NAMES:
            return False
        plain = self._plain
        is_row = " " in run
        if plain.startswith(", " if is_row else _OPENS_APPOSITION, end):
            return True
        if "." in run or (not _CUES.isdisjoint(run.split(" ")) if is_row else run in _CUES):
            return True
        before = plain[max(0, start - _MAX_WORD_CHARS) : max(0, start - 1)].rpartition(" ")[2]
        if before in COMPANIES or before in ROLES_BEFORE:
            return True
        following = plain[end + 1 : end + _MAX_WORD_CHARS].partition(" ")[0]
        if following in _SPEECH and not is_row:
            self.speakers.add(run)
        return following in COMPANY_ROLES or (is_row and following in ("of", "at"))

    def _cut(self, start: int, run: str) -> Iterator[Phrase]:
        known_end = 0
        words: list[str] = []
        title = ""
        position = start
        for word in run.split(" "):
            known_end = max(known_end, self._sure_ends.get(position, 0))
            core = word.removesuffix("'s").rstrip("'")
            is_title = core in TITLES or core in ROLES_BEFORE or core in COMPANY_ROLES
            if position < known_end or is_title or (not words and core.lower() in SENTENCE_OPENERS):
                if words:
                    yield self._phrase(start, words, title)
                words, title = [], core if is_title and position >= known_end else ""
            else:
                if not words:
                    start = position
                words.append(word)
                if core != word:
                    yield self._phrase(start, [*words[:-1], core], title)
                    words, title = [], ""
            position += len(word) + 1
        if words:
            yield self._phrase(start, words, title)

    def _phrase(self, start: int, words: list[str], title: str) -> Phrase:
        return Phrase(self._plain, start, tuple(words), title, self._companies)
