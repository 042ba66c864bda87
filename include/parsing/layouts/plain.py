"""Plain text: a headline and paragraphs, or paragraphs only; and any page whose markup tells its article."""

from include.parsing.assemble import assemble
from include.parsing.blocks.article import read_marked_article, read_prose_article
from include.parsing.blocks.body import read_body
from include.parsing.blocks.head import find_title, read_head, read_titled_head
from include.parsing.document import Document
from include.parsing.model import ParsedDocument
from include.parsing.page.content import prose_content
from include.parsing.values.words import ends_a_sentence

_MIN_PARAGRAPH_CHARS = 60


class Plain:
    """What any document is when no layout is sure: only head and body are looked for."""

    name = "plain"

    def score(self, document: Document) -> float:
        """Any text is plain text, and nothing speaks for it."""
        return 0.0

    def parse(self, document: Document) -> ParsedDocument:
        """Headline and body, where they are certain.

        Where a title is declared, what stands above it is the site's, and so are the labels below the
        last paragraph: they stay unclassified.
        """
        parsed = ParsedDocument(layout=self.name, segments=[])
        if document.content:
            read_marked_article(document, parsed, document.content)
            return assemble(document, parsed)
        content = prose_content(document.lines)
        if content:
            read_prose_article(document, parsed, content)
            return assemble(document, parsed)
        end = len(document.lines)
        title = find_title(document, end)
        if title is None:
            body_first = read_head(document, parsed, 0, end)
        else:
            body_first = read_titled_head(document, parsed, title, end)
            end = _body_end(document, body_first, end)
        read_body(document, parsed, document.lines[body_first:end])
        return assemble(document, parsed)


def _body_end(document: Document, body_first: int, end: int) -> int:
    """Behind the last paragraph, or `end` where there is none."""
    for index in range(end - 1, body_first - 1, -1):
        text = document.lines[index].text
        if len(text) >= _MIN_PARAGRAPH_CHARS and ends_a_sentence(text):
            return index + 1
    return end
