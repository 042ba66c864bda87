"""The entry point: from raw text to everything that it says."""

from collections.abc import Sequence

from include.page_marks import PageMark
from include.parsing.document import Document
from include.parsing.layouts import RECORD, choose_layout
from include.parsing.model import ParsedDocument
from include.parsing.refusal import not_article_reason, refuse


def parse(
    raw_text: str,
    document_format: str,
    declared_title: str | None = None,
    page_marks: Sequence[PageMark] = (),
) -> ParsedDocument:
    """Read one document; every string is read, none raises.

    Args:
        raw_text: the text exactly as landed; all offsets count its code points.
        document_format: `page_text`, `html` (the text rendition of a page) or `record` (headline, blank
            line and summary of a feed's record).
        declared_title: the headline that a record or a page's metadata declares.
        page_marks: what a page's markup told about stretches of the text, in order of their places.
    """
    document = Document(raw_text, declared_title, page_marks)
    layout = RECORD if document_format == "record" else choose_layout(document)
    parsed = layout.parse(document)
    parsed.is_truncated = parsed.is_truncated or any(mark.kind == "wall" for mark in page_marks)
    reason = not_article_reason(document, parsed)
    if reason:
        refuse(parsed, reason)
    return parsed
