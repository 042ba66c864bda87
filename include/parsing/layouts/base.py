"""What every page layout offers."""

from typing import Protocol

from include.parsing.document import Document
from include.parsing.model import ParsedDocument


class Layout(Protocol):
    """One way in which pages are laid out."""

    name: str

    def score(self, document: Document) -> float:
        """How well the document fits this layout: 0 is not at all, 1 is beyond doubt."""

    def parse(self, document: Document) -> ParsedDocument:
        """Everything that the document says, read as this layout."""
