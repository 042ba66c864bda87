"""A raw text as the layouts read it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from include.page_marks import PageMark
from include.parsing.landmarks import Landmarks, find_landmarks
from include.parsing.lines import Line, split_lines, strip
from include.parsing.model import Span, Value
from include.parsing.page.code import find_code
from include.parsing.page.content import Content, marked_content
from include.parsing.page.cutting import cut


@dataclass(slots=True)
class Document:
    """What a layout reads. Blank lines are not kept: they are what lies between the lines.

    Nor is code: it is what lies between the pieces of a line. `content` is the page's article as its markup
    tells it, or None where no markup told.
    """

    raw_text: str
    declared_title: str | None = None
    page_marks: Sequence[PageMark] = ()
    lines: list[Line] = field(init=False)
    landmarks: Landmarks = field(init=False)
    content: Content | None = field(init=False)
    code: list[Span] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = split_lines(self.raw_text)
        self.code = find_code(self.raw_text)
        if self.code:
            self.lines = [piece for line in self.lines for piece in self._without_code(line)]
        self.landmarks = find_landmarks(self.lines)
        self.content = marked_content(self.lines, self.page_marks)

    def _without_code(self, line: Line) -> Iterator[Line]:
        """What is text of a line, each piece as a line of its own."""
        pieces = cut(self.raw_text, line.start, line.stop, self.code)
        for is_code, (start, stop) in pieces:
            end = min(stop, line.end)
            if not is_code and (text := strip(self.raw_text[start:end])):
                yield Line(start, end, stop, text, self.raw_text.index(text, start))

    def value(self, char_start: int, char_end: int) -> Value:
        """The stretch as a value, without white space at its ends."""
        text = self.raw_text[char_start:char_end]
        stripped = strip(text)
        start = char_start
        if stripped and stripped[0] != text[0]:
            start += text.index(stripped)
        return Value(stripped, start, start + len(stripped))
