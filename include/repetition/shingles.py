"""What a text has in common with another one: fingerprints to find it by, shingles to count it.

Shingles are all runs of four words (Broder 1997, "On the resemblance and containment of documents").
Fingerprints are few of the runs of eight, chosen so that texts with fifteen words in a row in common share
one for certain (Schleimer, Wilkerson and Aiken 2003, "Winnowing").
"""

import re
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from include.mentions.names.normalise import fold

SHINGLE_WORDS = 4
FINGERPRINT_WORDS = 8
FINGERPRINT_WINDOW = 8
"""Of so many runs that follow each other, one is chosen."""

_WORD = re.compile(r"\w+")
_Numbers = NDArray[np.uint64]
_BASE = 0x9E3779B97F4A7C15
"""2^64 divided by the golden ratio, an odd number whose multiples spread well (Knuth 1973)."""
_FACTORS = [
    np.uint64(pow(_BASE, FINGERPRINT_WORDS - 1 - position, 2**64)) for position in range(FINGERPRINT_WORDS)
]


class Shared(NamedTuple):
    """How many different shingles a text has, and how many of these stand in the other text, too."""

    shingle_count: int
    shared_shingle_count: int


def fingerprints(text: str) -> list[int]:
    """The numbers of the chosen runs, each once; none of a text that is too short."""
    runs = _runs(np.array([crc32(word.encode()) for word in _words(text)], np.uint64))
    if len(runs) < FINGERPRINT_WINDOW:
        chosen = runs.min(keepdims=True) if len(runs) else runs
    else:
        chosen = np.unique(sliding_window_view(runs, FINGERPRINT_WINDOW).min(axis=1))
    numbers: list[int] = chosen.view(np.int64).tolist()
    return numbers


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


def _runs(numbers: _Numbers) -> _Numbers:
    """A number for each run of words: a polynomial of theirs (Karp and Rabin 1987), its high bits mixed in.

    Numbers wrap around at 2^64.
    """
    run_count = max(len(numbers) - FINGERPRINT_WORDS + 1, 0)
    runs = np.zeros(run_count, np.uint64)
    for position, factor in enumerate(_FACTORS):
        runs += numbers[position : position + run_count] * factor
    mixed: _Numbers = runs ^ (runs >> np.uint64(31))
    return mixed
