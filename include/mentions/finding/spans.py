"""Stretches of a text that must not overlap, however many there are."""

from collections.abc import Iterable


class Spans:
    """Stretches `(char_start, char_end)` of a text, none of which overlaps another.

    One byte a character: what is asked or added costs its own length, not the number of stretches.
    """

    def __init__(self, char_count: int, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._is_taken = bytearray(char_count)
        for start, end in spans:
            self.add(start, end)

    def touch(self, start: int, end: int) -> bool:
        """Tell whether one of them shares a character with this stretch."""
        return self._is_taken.find(1, start, end) >= 0

    def add(self, start: int, end: int) -> None:
        """Keep a stretch that touches none of them."""
        self._is_taken[start:end] = b"\x01" * (end - start)
