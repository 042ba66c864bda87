"""Where sentences begin.

A small splitter for news text: it knows abbreviations, initials and decimals, and the full stops after
which a flattened feed has lost the space.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from include.mentions.names.words import ABBREVIATIONS
from include.parsing.model import SectionSpan, Span

# It begins with one set of characters, which makes the search quick. Linear, since every such character is
# matched, as the group `inside` where no sentence ends: a run of full stops is read once, not once from each.
_BREAK = re.compile(
    r"[\n.!?\u2026](?:(?<=\n)\s*+"
    r"|(?<!\n)[.!?\u2026]*+[\"')\]]*+(?:\s+(?![a-z])|(?=[\"'(]?[A-Z][a-z])|(?P<inside>)))"
)


class SentenceIndex:
    """The sentences of a document's sections, numbered from 1 in reading order."""

    def __init__(self, plain: str, sections: Sequence[SectionSpan]) -> None:
        """Split the sections of `plain`, a normalised text; they are disjoint and in reading order."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        for section in sections:
            self._split(plain, section.char_start, section.char_end)

    @property
    def spans(self) -> list[Span]:
        """Every sentence in order, with the white space behind it."""
        return list(map(Span, self._starts, self._ends))

    def number_at(self, offset: int) -> int:
        """Return the number of the sentence that holds `offset`, 1 for the first."""
        return max(1, bisect_right(self._starts, offset))

    def span_at(self, offset: int) -> Span:
        """Return the sentence that holds `offset`; an empty span where there is none."""
        position = bisect_right(self._starts, offset) - 1
        if position < 0:
            return Span(offset, offset)
        return Span(self._starts[position], self._ends[position])

    def _split(self, plain: str, start: int, char_end: int) -> None:
        """Add the sentences of one section, without those of white space only."""
        while start < char_end and plain[start].isspace():
            start += 1
        for match in _BREAK.finditer(plain, start, char_end):
            end = match.start()
            is_break = end > start and match["inside"] is None
            if is_break and (plain[end] != "." or not _is_abbreviated(plain, start, end)):
                self._starts.append(start)
                start = match.end()
                self._ends.append(start)
        if start < char_end and not plain[start:char_end].isspace():
            self._starts.append(start)
            self._ends.append(char_end)


def _is_abbreviated(plain: str, start: int, end: int) -> bool:
    """Tell whether the full stop at `end` belongs to an initial or an abbreviation."""
    # Never from before the sentence: its first word has no space before it, and the text there may be long.
    word = plain[max(plain.rfind(" ", start, end) + 1, start) : end].lstrip("\"'([\n")
    return (len(word) == 1 and word.isalpha()) or word.lower() in ABBREVIATIONS
