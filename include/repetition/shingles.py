"""What a text has in common with another one: fingerprints to find it by, shingles to count it.

Shingles are all runs of four words (Broder 1997, "On the resemblance and containment of documents").
Fingerprints are few of the runs of eight, chosen so that texts with fifteen words in a row in common share
one for certain (Schleimer, Wilkerson and Aiken 2003, "Winnowing").
"""

import re
from hashlib import blake2b
from typing import NamedTuple

from include.mentions.names.normalise import fold

SHINGLE_WORDS = 4
FINGERPRINT_WORDS = 8
FINGERPRINT_WINDOW = 8
"""Of so many runs that follow each other, one is chosen."""

_WORD = re.compile(r"\w+")


class Shared(NamedTuple):
    """How many different shingles a text has, and how many of these stand in the other text, too."""

    shingle_count: int
    shared_shingle_count: int


def fingerprints(text: str) -> list[int]:
    """The chosen runs as numbers of 64 bits, signed, as engines store them; each once, in order."""
    words = _words(text)
    runs = [
        _number(" ".join(words[start : start + FINGERPRINT_WORDS]))
        for start in range(len(words) - FINGERPRINT_WORDS + 1)
    ]
    window_count = max(len(runs) - FINGERPRINT_WINDOW + 1, min(len(runs), 1))
    return sorted({min(runs[start : start + FINGERPRINT_WINDOW]) for start in range(window_count)})


def shared_shingles(text: str, other: str) -> Shared:
    """Count what of a text stands in the other one."""
    shingles = _shingles(text)
    return Shared(len(shingles), len(shingles & _shingles(other)))


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return set(zip(*(words[start:] for start in range(SHINGLE_WORDS)), strict=False))


def _words(text: str) -> list[str]:
    """The words as they are compared: case, punctuation and typography make no difference."""
    return _WORD.findall(fold(text))


def _number(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big", signed=True)
