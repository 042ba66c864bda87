"""A text as its non-blank lines, each with its place."""

import re
from typing import NamedTuple

_LINE = re.compile(r"([^\r\n]+)(?:\r\n|\r|\n)?")

INVISIBLE = "\ufeff\u200b\u2060\x00"
"""Characters that captures leave at the ends of lines and that nobody sees: they are no text."""

_EDGES = INVISIBLE + " \t\x0b\x0c\xa0\u2028\u2029\u202f\u3000"


class Line(NamedTuple):
    """One line that holds text: `end` is before its terminator, `stop` behind it.

    `text` is the line without white space at its ends. A line ends at CR, LF or CRLF only: other
    Unicode separators stand inside real paragraphs.
    """

    start: int
    end: int
    stop: int
    text: str


def strip(text: str) -> str:
    """`text` without white space and invisible characters at its ends."""
    stripped = text.strip()
    if stripped and (stripped[0] in INVISIBLE or stripped[-1] in INVISIBLE):
        return stripped.strip(_EDGES).strip()
    return stripped


def split_lines(raw_text: str) -> list[Line]:
    """The lines of `raw_text` that are not blank, in order."""
    lines = []
    for match in _LINE.finditer(raw_text):
        text = strip(match[1])
        if text:
            lines.append(Line(match.start(), match.end(1), match.end(), text))
    return lines
