"""What is declared of a page by whoever fetched it: beside the page, or in the archive that it comes from."""

import re
from dataclasses import dataclass
from typing import BinaryIO

from include.landing.reading.decode import Rejected
from include.landing.reading.records import Record, parse_declaration

MAX_DECLARATION_BYTES = 1 << 20

_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Declaration:
    """`fields` are those of a record without a text; `charset` is the encoding that the server told."""

    fields: Record
    charset: str | None = None

    def complete(self, page: Record) -> None:
        """Fill in what the page does not tell itself; whose it is and when it came is as declared."""
        page.source = self.fields.source or page.source
        page.captured_at = self.fields.captured_at
        page.url = page.url or self.fields.url
        page.title = page.title or self.fields.title
        page.published_at_raw = page.published_at_raw or self.fields.published_at_raw
        page.author = page.author or self.fields.author
        page.language = page.language or self.fields.language


def read_declaration(stream: BinaryIO) -> Declaration:
    """The declaration in the file beside a page.

    Raises:
        Rejected: `malformed_record`, `binary`, `undecodable`, or `too_large`.
    """
    content = stream.read(MAX_DECLARATION_BYTES + 1)
    if len(content) > MAX_DECLARATION_BYTES:
        raise Rejected("too_large", f"what is declared of it: over {MAX_DECLARATION_BYTES:,} bytes")
    fields, headers = parse_declaration(content)
    return Declaration(fields, charset_of(headers.get("content-type")))


def charset_of(content_type: object) -> str | None:
    """The encoding that a header `Content-Type` names."""
    found = _CHARSET.search(content_type) if isinstance(content_type, str) else None
    return found.group(1) if found else None
