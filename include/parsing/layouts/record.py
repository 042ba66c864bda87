"""Records of a news feed: a headline, a blank line, and a summary that is often the whole body."""

from include.parsing.assemble import assemble
from include.parsing.blocks.body import read_body
from include.parsing.blocks.head import claim_headline
from include.parsing.document import Document
from include.parsing.lines import Line, strip
from include.parsing.model import ParsedDocument, Segment
from include.parsing.values.words import (
    continuation_start,
    ends_a_sentence,
    has_sentence_within,
    is_broken_off,
    repost_note_start,
)

_MAX_TEASER_CHARS = 600
"""Up to here a summary is the start of an article (blog software takes 55 words), and stops in a
sentence only where it was cut.

Longer ones are whole bodies with their white space flattened: those end in links and captions.
"""


class Record:
    """Never chosen by evidence: a record is declared as one."""

    name = "record"

    def score(self, document: Document) -> float:
        """No text looks like a record."""
        return 0.0

    def parse(self, document: Document) -> ParsedDocument:
        """The declared title as headline, all else as body, closing boilerplate apart."""
        parsed = ParsedDocument(layout=self.name, segments=[])
        body = document.lines[_read_headline(document, parsed) :]
        if body:
            told = _without_boilerplate(document, parsed, body)
            read_body(document, parsed, told)
            # What the body block judges by the length of lines says nothing about flattened text.
            parsed.is_truncated = _is_truncated(body, told)
        return assemble(document, parsed)


def _read_headline(document: Document, parsed: ParsedDocument) -> int:
    """Add the headline; return how many lines it takes."""
    title = strip(document.declared_title or "")
    lines = document.lines
    if not title or not lines:
        return 0
    start = lines[0].text_start
    char_end = start + len(title)
    if not document.raw_text.startswith(title, start):
        return 0
    line_count = sum(line.start < char_end for line in lines)
    last = lines[line_count - 1]
    headline = document.value(start, char_end)
    if strip(document.raw_text[char_end : last.end]):
        return 0
    claim_headline(parsed, Line(lines[0].start, last.end, last.stop, title, start), headline)
    return line_count


def _without_boilerplate(document: Document, parsed: ParsedDocument, body: list[Line]) -> list[Line]:
    """The lines without `Continue reading …` and `The post … appeared first on …` at their end."""
    last = body[-1]
    text = last.text[: repost_note_start(last.text)].rstrip()
    text = text[: continuation_start(text)].rstrip()
    if text == last.text:
        return body
    if not text:
        parsed.segments.append(Segment("boilerplate", last.start, last.stop))
        return body[:-1]
    cut = last.text_start + len(text)
    parsed.segments.append(Segment("boilerplate", cut, last.stop))
    return [*body[:-1], Line(last.start, cut, cut, text, last.text_start)]


def _is_truncated(body: list[Line], told: list[Line]) -> bool:
    """Whether the feed gives less than the whole text: `body` as captured, `told` without boilerplate."""
    last = body[-1].text
    noteless = last[: repost_note_start(last)].rstrip()
    if is_broken_off(noteless):
        return True
    if not told or told[-1].end - told[0].start > _MAX_TEASER_CHARS:
        return False
    if continuation_start(noteless) < len(noteless):
        return True
    return has_sentence_within(told[-1].text) and not ends_a_sentence(told[-1].text)
