"""Stretches of a document from which others are cut out."""

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

from include.parsing.model import Span

_char_end = attrgetter("char_end")


def cut(raw_text: str, char_start: int, char_end: int, spans: Sequence[Span]) -> list[tuple[bool, Span]]:
    """The stretch in pieces, each with whether it is of one of the spans, as far as that lies in it.

    `spans` are in order and apart. White space joins the span beside it, and what is left is text.
    """
    pieces: list[tuple[bool, Span]] = []
    cursor = char_start
    for index in range(bisect_right(spans, char_start, key=_char_end), len(spans)):
        start, end = max(spans[index].char_start, char_start), min(spans[index].char_end, char_end)
        if start >= char_end:
            break
        if raw_text[cursor:start].isspace():
            start = cursor
        if cursor < start:
            pieces.append((False, Span(cursor, start)))
        pieces.append((True, Span(start, end)))
        cursor = end
    if pieces and raw_text[cursor:char_end].isspace():
        pieces[-1] = (True, Span(pieces[-1][1].char_start, char_end))
    elif cursor < char_end:
        pieces.append((False, Span(cursor, char_end)))
    return pieces
