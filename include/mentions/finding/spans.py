"""Stretches of a text that must not overlap, however many there are."""

from bisect import bisect_left, insort
from collections.abc import Iterable


class Spans:
    """Stretches `(char_start, char_end)`, none of which overlaps another."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans = sorted(spans)

    def touch(self, start: int, end: int) -> bool:
        """Tell whether one of them shares a character with this stretch."""
        position = bisect_left(self._spans, (start, start))
        before, after = self._spans[max(0, position - 1) : position], self._spans[position : position + 1]
        return any(other_end > start for _, other_end in before) or any(other < end for other, _ in after)

    def add(self, start: int, end: int) -> None:
        """Keep a stretch that touches none of them."""
        insort(self._spans, (start, end))
