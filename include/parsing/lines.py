"""A text as its non-blank lines, each with its place."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from include.parsing.model import Value

_LINE = re.compile(r"([^\r\n]+)(?:\r\n|\r|\n)?")

INVISIBLE = "\ufeff\u200b\u2060\x00"
"""Characters that captures leave at the ends of lines and that nobody sees: they are no text."""

_EDGES = INVISIBLE + " \t\x0b\x0c\xa0\u2028\u2029\u202f\u3000"


class Line(NamedTuple):
    """One line that holds text: `end` is before its terminator, `stop` behind it.

    `text` is the line without white space at its ends, and begins at `text_start`. A line ends at CR,
    LF or CRLF only: other Unicode separators stand inside real paragraphs.
    """

    start: int
    end: int
    stop: int
    text: str
    text_start: int

    @property
    def text_end(self) -> int:
        """Where `text` ends in the document."""
        return self.text_start + len(self.text)

    @property
    def value(self) -> Value:
        """`text` with its place."""
        return Value(self.text, self.text_start, self.text_end)


def strip(text: str) -> str:
    """`text` without white space and invisible characters at its ends."""
    stripped = text.strip()
    if stripped and (stripped[0] in INVISIBLE or stripped[-1] in INVISIBLE):
        return stripped.strip(_EDGES).strip()
    return stripped


def split_lines(raw_text: str) -> list[Line]:
    """The lines of `raw_text` that are not blank, in order."""
    lines: list[Line] = []
    # Texts are long and lines are many: a search for "\n" is ten times as fast as an expression.
    is_clean = not any(character in raw_text for character in INVISIBLE)
    start = 0
    for content in raw_text.split("\n"):
        stop = start + len(content) + 1
        if "\r" in content:
            lines.extend(_split_returns(raw_text, start, min(stop, len(raw_text))))
        elif text := content.strip() if is_clean else strip(content):
            text_start = start if content[0] == text[0] else start + content.index(text)
            lines.append(Line(start, stop - 1, stop, text, text_start))
        start = stop
    if lines and lines[-1].stop > len(raw_text):
        lines[-1] = lines[-1]._replace(stop=len(raw_text))
    return lines


def _split_returns(raw_text: str, char_start: int, char_end: int) -> Iterator[Line]:
    """The lines between two LF where there are CRs: CR and CRLF end a line as well."""
    for match in _LINE.finditer(raw_text, char_start, char_end):
        if text := strip(match[1]):
            yield Line(match.start(), match.end(1), match.end(), text, match.start() + match[1].index(text))
