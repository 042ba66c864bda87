"""Web archives (WARC): the pages that servers have answered, one by one, with their address and time."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO

from include.landing.inbox.files import FileChangedError
from include.landing.reading.declared import Declaration, charset_of
from include.landing.reading.decode import Rejected
from include.landing.reading.record_files import READ_SIZE_BYTES
from include.landing.reading.records import Record

WARC_MAGIC = b"WARC/"

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_FOUND = "200"


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """One page of an archive. `record_no` counts all records of the file, from 1.

    `rest` is not None where the page is over the limit: it yields what follows, and is read before the next
    page is asked for.
    """

    record_no: int
    content: bytes
    declaration: Declaration
    rest: Iterable[bytes] | None = None

    def as_archive(self) -> bytes:
        """The page as an archive of its own, from which it can be read again."""
        fields = self.declaration.fields
        charset = f"; charset={self.declaration.charset}" if self.declaration.charset else ""
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html{charset}\r\n\r\n".encode() + self.content
        date = f"WARC-Date: {fields.captured_at:%Y-%m-%dT%H:%M:%SZ}\r\n" if fields.captured_at else ""
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {fields.url or ''}\r\n{date}"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(answer)}\r\n\r\n"
        )
        return head.encode() + answer + b"\r\n\r\n"


def read_archive(stream: BinaryIO, max_bytes: int) -> Iterator[ArchivedPage]:
    """The pages among the answers with status 200; requests, images and all else are passed over.

    Records of any size are read in bounded memory.

    Raises:
        Rejected: `malformed_archive` where the file is none throughout.
    """
    from warcio.archiveiterator import ArchiveIterator

    try:
        for record_no, record in enumerate(ArchiveIterator(stream), 1):
            if _is_page(record):
                yield _page(record_no, record, max_bytes)
    except (Rejected, FileChangedError, OSError, GeneratorExit):
        raise
    except Exception as error:  # a library at work on anybody's bytes: whatever it stumbles over
        raise Rejected("malformed_archive", f"no WARC throughout: {type(error).__name__}: {error}") from error


def read_archived(content: bytes) -> ArchivedPage:
    """The one page of an archive that `as_archive` has made.

    Raises:
        Rejected: `malformed_archive`.
    """
    for page in read_archive(io.BytesIO(content), len(content)):
        return page
    raise Rejected("malformed_archive", "no page in it")


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    content_type = record.http_headers.get_header("Content-Type") or ""
    return (
        record.http_headers.get_statuscode() == _FOUND
        and content_type.partition(";")[0].strip().lower() in _HTML_TYPES
    )


def _page(record_no: int, record: Any, max_bytes: int) -> ArchivedPage:
    stream = record.content_stream()
    content = bytearray()
    while len(content) <= max_bytes and (piece := stream.read(READ_SIZE_BYTES)):
        content += piece
    fields = Record(
        raw_text="",
        url=record.rec_headers.get_header("WARC-Target-URI") or None,
        captured_at=_moment(record.rec_headers.get_header("WARC-Date")),
    )
    return ArchivedPage(
        record_no,
        bytes(content),
        Declaration(fields, charset_of(record.http_headers.get_header("Content-Type"))),
        iter(lambda: stream.read(READ_SIZE_BYTES), b"") if len(content) > max_bytes else None,
    )


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text or "").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
