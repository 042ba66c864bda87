"""Stretches of a document from which others are cut out."""

from bisect import bisect_left
from collections.abc import Sequence

from include.parsing.model import Span


def cut(raw_text: str, char_start: int, char_end: int, spans: Sequence[Span]) -> list[tuple[bool, Span]]:
    """The stretch in pieces, each with whether it is one of the spans that lie in it.

    `spans` are in order and apart. White space joins the span beside it, and what is left is text.
    """
    pieces: list[tuple[bool, Span]] = []
    cursor = char_start
    for span in spans[bisect_left(spans, (char_start, 0)) :]:
        if span.char_end > char_end:
            break
        start = span.char_start
        if raw_text[cursor:start].isspace():
            start = cursor
        if cursor < start:
            pieces.append((False, Span(cursor, start)))
        pieces.append((True, Span(start, span.char_end)))
        cursor = span.char_end
    if pieces and raw_text[cursor:char_end].isspace():
        pieces[-1] = (True, Span(pieces[-1][1].char_start, char_end))
    elif cursor < char_end:
        pieces.append((False, Span(cursor, char_end)))
    return pieces
