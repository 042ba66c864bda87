"""What a text has in common with another one: fingerprints to find it by, shingles to count it.

Shingles are all runs of four words (Broder 1997, "On the resemblance and containment of documents").
Fingerprints are few of the runs of eight, chosen so that texts with fifteen words in a row in common share
one for certain (Schleimer, Wilkerson and Aiken 2003, "Winnowing").
"""

import re
from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

from include.mentions.names.normalise import fold

SHINGLE_WORDS = 4
FINGERPRINT_WORDS = 8
FINGERPRINT_WINDOW = 8
"""Of so many runs that follow each other, one is chosen."""

_WORD = re.compile(r"\w+")
_PRIME = 2**61 - 1
_BASE = 0x9E3779B97F4A7C15 % _PRIME
_BASE_OF_DROPPED = pow(_BASE, FINGERPRINT_WORDS, _PRIME)


class Shared(NamedTuple):
    """How many different shingles a text has, and how many of these stand in the other text, too."""

    shingle_count: int
    shared_shingle_count: int


def fingerprints(text: str) -> list[int]:
    """The numbers of the chosen runs, each once, in order; none of a text that is too short."""
    runs = _runs([crc32(word.encode()) for word in _words(text)])
    if len(runs) < FINGERPRINT_WINDOW:
        return [min(runs)] if runs else []
    return sorted(set(map(min, zip(*(runs[start:] for start in range(FINGERPRINT_WINDOW)), strict=False))))


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


def _runs(numbers: Sequence[int]) -> list[int]:
    """A number for each run, made of the one before (Karp and Rabin 1987): a text is read in linear time."""
    runs = []
    value = 0
    for position, number in enumerate(numbers):
        value = value * _BASE + number
        if position >= FINGERPRINT_WORDS:
            value -= numbers[position - FINGERPRINT_WORDS] * _BASE_OF_DROPPED
        value %= _PRIME
        if position >= FINGERPRINT_WORDS - 1:
            runs.append(value)
    return runs
