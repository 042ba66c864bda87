"""Documents that are no article, and why."""

from include.parsing.document import Document
from include.parsing.model import ParsedDocument


def not_article_reason(document: Document, parsed: ParsedDocument) -> str | None:
    """Why the document is no article, or None where it is one."""
    if not document.lines:
        return "empty"
    return None
