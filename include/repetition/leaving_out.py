"""A document without the text that its source repeats: what is left, and where."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from include.parsing.assemble import NOT_BODY, body_text
from include.parsing.model import Segment, Span
from include.parsing.page.cutting import cut
from include.parsing.values.words import count_words
from include.repetition.sentences import MIN_WORDS

_MORE_WORDS = re.compile(rf"\W*+(?:\w++\W++){{{MIN_WORDS - 1}}}\w")
"""Matches where a text has at least as many words as a sentence that can be known again."""

MAX_GAP_CHARS = 60


@dataclass(frozen=True, slots=True)
class Told:
    """What an article tells once the repeated text is left out.

    `segments` tile the document as before; `repeated` are the stretches that are `boilerplate` among them
    now. `body` and `body_text` are None where all of the body is repeated.
    """

    segments: list[Segment]
    repeated: list[Span]
    body: Span | None
    body_text: str | None
    word_count: int


def leave_out(
    raw_text: str,
    segments: Sequence[Segment],
    body: Span,
    language: str | None,
    repeated: Sequence[Span],
) -> Told:
    """Make `repeated` sentences of the body segments of kind `boilerplate`, and derive the body anew.

    What stands between two of them and is too short to be known again (`Register now`) goes with them.
    `repeated` is in order and apart, and lies in the body.
    """
    joined = _joined(raw_text, repeated)
    told: list[Segment] = []
    left_out: list[Span] = []
    for segment in segments:
        kind, start, end = segment
        if kind in NOT_BODY or not body.char_start <= start < body.char_end:
            told.append(segment)
            continue
        for is_repeated, piece in cut(raw_text, start, end, joined):
            told.append(Segment("boilerplate" if is_repeated else kind, *piece))
            if is_repeated:
                left_out.append(piece)
    rest = _body(raw_text, told, body)
    text = body_text(raw_text, told, rest) if rest else None
    return Told(told, left_out, rest, text, count_words(text or "", language))


def _joined(raw_text: str, repeated: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in repeated:
        if joined and _goes_along(raw_text, joined[-1].char_end, span.char_start):
            joined[-1] = Span(joined[-1].char_start, span.char_end)
        else:
            joined.append(span)
    return joined


def _goes_along(raw_text: str, start: int, end: int) -> bool:
    return end - start <= MAX_GAP_CHARS and not _MORE_WORDS.match(raw_text, start, end)


def _body(raw_text: str, segments: Sequence[Segment], body: Span) -> Span | None:
    """The body from the first to the last character that is left in it."""
    left = [
        segment
        for segment in segments
        if segment.kind not in NOT_BODY
        and segment.kind != "blank"
        and body.char_start <= segment.char_start < body.char_end
    ]
    if not left:
        return None
    first = raw_text[left[0].char_start : left[0].char_end]
    last = raw_text[left[-1].char_start : min(left[-1].char_end, body.char_end)]
    return Span(left[0].char_end - len(first.lstrip()), left[-1].char_start + len(last.rstrip()))
