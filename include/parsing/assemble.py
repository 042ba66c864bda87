"""The last step of every layout: from what its blocks found to a whole document."""

from collections.abc import Sequence
from operator import itemgetter

from include.parsing.document import Document
from include.parsing.model import ParsedDocument, SectionSpan, Segment, SegmentKind, Span
from include.parsing.page.code import is_inline
from include.parsing.page.cutting import cut
from include.parsing.tiling import tile
from include.parsing.values.language import detect_language
from include.parsing.values.words import count_words

NOT_BODY: frozenset[SegmentKind] = frozenset(
    {
        "price_widget",
        "ticker",
        "disclaimer",
        "tags",
        "related_card",
        "related_heading",
        "unclassified",
        "boilerplate",
        "code",
    }
)
"""What may stand between the first and the last word of a body, and is none of it."""

_char_start = itemgetter(SectionSpan._fields.index("char_start"))


def assemble(document: Document, parsed: ParsedDocument) -> ParsedDocument:
    """Complete `parsed`: segments tile the document, and what follows from the body is derived."""
    if document.code:
        _cut_code_out(document, parsed)
    parsed.segments = tile(document, parsed.segments)
    parsed.sections.sort(key=_char_start)
    parsed.price_widgets.sort(key=lambda widget: widget.price_raw.char_start)
    body = [(start, end) for section, start, end, _ in parsed.sections if section == "body"]
    if body:
        parsed.body = Span(body[0][0], body[-1][1])
        parsed.body_text = body_text(document.raw_text, parsed.segments, parsed.body)
    told = parsed.body_text or (parsed.teaser or parsed.headline or (None,))[0]
    parsed.language = detect_language(told) if told else None
    parsed.word_count = count_words(parsed.body_text or "", parsed.language)
    return parsed


def _cut_code_out(document: Document, parsed: ParsedDocument) -> None:
    """Add the code's own segments; where a block of several lines holds some, it is cut around it."""
    raw_text, code = document.raw_text, document.code
    parsed.segments = [
        Segment(segment.kind, start, end)
        for segment in parsed.segments
        for is_code, (start, end) in cut(raw_text, segment.char_start, segment.char_end, code)
        if not is_code
    ]
    parsed.segments += [Segment("code", start, end) for start, end in code]
    parsed.sections = [
        section._replace(char_start=start, char_end=end)
        for section in parsed.sections
        for is_code, (start, end) in cut(raw_text, section.char_start, section.char_end, code)
        if not is_code
    ]


def body_text(raw_text: str, segments: Sequence[Segment], body: Span) -> str:
    """The text of `body`, without the segments in it that are no body."""
    pieces = []
    start = body.char_start
    for kind, segment_start, segment_end in segments:
        if kind in NOT_BODY and body.char_start <= segment_start < body.char_end:
            pieces.append(raw_text[start:segment_start])
            start = segment_end
            if kind == "code" and not is_inline(raw_text[segment_start:segment_end]):
                pieces.append("\n")
    pieces.append(raw_text[start : body.char_end])
    return "".join(pieces)
