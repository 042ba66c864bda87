"""Articles with tickers glued into and between their paragraphs: `ETH-0,38%`, `ETH1,71%`, `ETH-0.38%`."""

import re
from collections.abc import Iterator

from include.parsing.assemble import assemble
from include.parsing.blocks.body import read_body
from include.parsing.blocks.head import read_head
from include.parsing.blocks.tail import read_worded_disclaimer
from include.parsing.document import Document
from include.parsing.lines import Line
from include.parsing.model import ParsedDocument, SectionSpan, Segment, SegmentKind, Span
from include.parsing.page.cutting import cut

_PERCENTAGE_ENDING = re.compile(r"[,.][0-9]{1,2}%")
_TICKER_START = re.compile(r"[A-Z]{2,10}[-+−–]?[0-9]{1,4}\Z")
_MAX_START_CHARS = 15
_MIN_TICKERS = 2
_BODY_KINDS: frozenset[SegmentKind] = frozenset({"paragraph", "list_item", "subheading", "byline"})


class InlineTickers:
    """Read as plain text from which the tickers are cut out."""

    name = "inline_tickers"

    def score(self, document: Document) -> float:
        """One such run of characters may be a slip, several are a page's habit."""
        tickers = _find_tickers(document.raw_text)
        count = sum(1 for _ in zip(range(_MIN_TICKERS), tickers, strict=False))
        return 0.45 if count >= _MIN_TICKERS else 0.0

    def parse(self, document: Document) -> ParsedDocument:
        """Headline and body, without the tickers."""
        parsed = ParsedDocument(layout=self.name, segments=[])
        lines = document.lines
        tickers = list(_find_tickers(document.raw_text))
        first = 0
        while first < len(lines) and _is_all_ticker(document, lines[first], tickers):
            parsed.segments.append(Segment("ticker", lines[first].start, lines[first].stop))
            first += 1
        end = read_worded_disclaimer(document, parsed, len(lines))
        read_body(document, parsed, lines[read_head(document, parsed, first, end) : end])
        parsed.segments = [
            piece for segment in parsed.segments for piece in _cut_segment(document, segment, tickers)
        ]
        parsed.sections = [
            piece for section in parsed.sections for piece in _cut_section(document, section, tickers)
        ]
        return assemble(document, parsed)


def _find_tickers(raw_text: str) -> Iterator[Span]:
    for match in _PERCENTAGE_ENDING.finditer(raw_text):
        window_start = max(0, match.start() - _MAX_START_CHARS)
        start = _TICKER_START.search(raw_text[window_start : match.start()])
        if start:
            yield Span(window_start + start.start(), match.end())


def _is_all_ticker(document: Document, line: Line, tickers: list[Span]) -> bool:
    return all(is_ticker for is_ticker, _ in cut(document.raw_text, line.start, line.end, tickers))


def _cut_segment(document: Document, segment: Segment, tickers: list[Span]) -> list[Segment]:
    if segment.kind not in _BODY_KINDS:
        return [segment]
    return [
        Segment("ticker" if is_ticker else segment.kind, piece.char_start, piece.char_end)
        for is_ticker, piece in cut(document.raw_text, segment.char_start, segment.char_end, tickers)
    ]


def _cut_section(document: Document, section: SectionSpan, tickers: list[Span]) -> list[SectionSpan]:
    if section.section != "body":
        return [section]
    return [
        SectionSpan("body", piece.char_start, piece.char_end)
        for is_ticker, piece in cut(document.raw_text, section.char_start, section.char_end, tickers)
        if not is_ticker
    ]
