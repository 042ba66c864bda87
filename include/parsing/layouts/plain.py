"""Plain text: a headline and paragraphs, or paragraphs only."""

from include.parsing.assemble import assemble
from include.parsing.blocks.body import read_body
from include.parsing.blocks.head import read_head
from include.parsing.document import Document
from include.parsing.model import ParsedDocument


class Plain:
    """What any document is when no layout is sure: only head and body are looked for."""

    name = "plain"

    def score(self, document: Document) -> float:
        """Any text is plain text, and nothing speaks for it."""
        return 0.0

    def parse(self, document: Document) -> ParsedDocument:
        """Headline and body, where they are certain."""
        parsed = ParsedDocument(layout=self.name, segments=[])
        end = len(document.lines)
        read_body(document, parsed, document.lines[read_head(document, parsed, 0, end) : end])
        return assemble(document, parsed)
