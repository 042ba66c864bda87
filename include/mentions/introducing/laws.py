"""Laws and bills that no list knows: `the Quarry Safety Act`, `House Bill 4488`."""

import re
from collections.abc import Iterator

from include.mentions.introducing.introduction_words import LAW_ENDS
from include.mentions.introducing.phrases import Phrase

_NUMBERED = re.compile(
    r"\b(?:(?:House|Senate|Assembly) (?:Bill|Resolution|Joint Resolution|File)|[HS]B|H\.R\.) ?\d{1,5}\b"
)
_MARKS = (" Bill ", " Resolution ", " File ", "HB", "SB", "H.R.")
"""What one of them begins with; few texts have it, and a search for a string is quick."""

_NO_LAWS = frozenset({"Balancing", "Class", "Final", "Public", "Second", "Third"})
_MIN_BILL_WORDS = 3
_MAX_WORDS = 7


def is_law(phrase: Phrase, *, begins_sentence: bool) -> bool:
    """Tell whether capitalised words are a law's name; a bill's has several, as `the Senate Bill` is none."""
    words = phrase.words
    if not 2 <= len(words) <= _MAX_WORDS or words[-1] not in LAW_ENDS or words[0] in _NO_LAWS:
        return False
    is_act = words[-1] == "Act" and (not begins_sentence or words[0].isupper())
    return is_act or (len(words) >= _MIN_BILL_WORDS and not begins_sentence)


def numbered_bills(plain: str) -> Iterator[tuple[int, int]]:
    """Yield where bills stand that have a number for a name: `House Bill 4488`, `SB 21`."""
    if any(mark in plain for mark in _MARKS):
        for match in _NUMBERED.finditer(plain):
            yield match.span()
