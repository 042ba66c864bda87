"""One file of the inbox, opened and taken apart into what can be landed and what cannot."""

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from include.budget import TOO_SLOW, TooSlow, within_budget
from include.landing.inbox.files import FileChangedError, InboxFile
from include.landing.reading.decode import Rejected, decode_text, encoding_by_mark, is_binary
from include.landing.reading.html import decode_html, is_fragment, looks_like_html
from include.landing.reading.record_files import READ_SIZE_BYTES, RecordBytes, read_json, read_lines
from include.landing.reading.records import Record, parse_declaration, parse_record
from include.settings import DEFAULT_MAX_DOCUMENT_SECONDS

GZIP_MAGIC = b"\x1f\x8b"
MAX_EXPANSION = 100
"""News text shrinks three- to tenfold; what grows a hundredfold is made to fill a disk."""
MIN_EXPANDED_BYTES = 64 << 20
"""Below this size an expansion harms nobody, however steep."""

MAX_DECLARATION_BYTES = 1 << 20

_HEAD_BYTES = 4096
_KINDS = {
    "txt": "text",
    "text": "text",
    "jsonl": "lines",
    "ndjson": "lines",
    "json": "json",
    "html": "html",
    "htm": "html",
}


class UnreadableError(Exception):
    """The file cannot be read at present, for a reason of the machine's and not of the file's content."""


@dataclass(slots=True)
class Landable:
    """One document to be landed. `record_no` is None where the file is one document."""

    record_no: int | None
    format: str
    byte_count: int
    encoding: str
    record: Record


@dataclass(slots=True)
class Refused:
    """One thing to be quarantined, with its bytes, which are read once and in order."""

    record_no: int | None
    reason: str
    detail: str
    content: Iterable[bytes]


def read_file(
    file: InboxFile, max_document_bytes: int, max_document_seconds: float = DEFAULT_MAX_DOCUMENT_SECONDS
) -> Iterator[Landable | Refused]:
    """Take one file apart, reading large ones in bounded memory.

    Raises:
        Rejected: the file as a whole cannot be landed, whatever was yielded before.
        FileChangedError: what was yielded before is of no version that ever stood there.
        UnreadableError: the file cannot be read at present.
    """
    if file.problem is not None:
        yield Refused(None, file.problem.reason, file.problem.detail, ())
        return
    with _opened(file) as stream:
        for found in read_stream(
            stream, file.source_uri, file.byte_count, max_document_bytes, max_document_seconds
        ):
            if file.has_declaration and isinstance(found, Landable) and found.format == "html":
                _complete(found.record, _declaration(file))
            yield found


def _declaration(file: InboxFile) -> Record:
    """What the file beside a page declares of it."""
    with file.open_declaration() as stream:
        content = stream.read(MAX_DECLARATION_BYTES + 1)
    if len(content) > MAX_DECLARATION_BYTES:
        raise Rejected("too_large", f"what is declared of it: over {MAX_DECLARATION_BYTES:,} bytes")
    return parse_declaration(content)


def _complete(page: Record, declared: Record) -> None:
    """Fill in what the page does not tell itself; whose it is and when it came is as declared."""
    page.source = declared.source or page.source
    page.captured_at = declared.captured_at
    page.url = page.url or declared.url
    page.title = page.title or declared.title
    page.published_at_raw = page.published_at_raw or declared.published_at_raw
    page.author = page.author or declared.author
    page.language = page.language or declared.language


def read_content(file: InboxFile) -> Iterator[bytes]:
    """The bytes of one file, piece by piece.

    Raises:
        FileChangedError: what was yielded before is of no version that ever stood there.
        UnreadableError: the file cannot be read at present.
    """
    with _opened(file) as stream:
        while piece := stream.read(READ_SIZE_BYTES):
            yield piece


def read_stream(
    stream: io.RawIOBase,
    name: str,
    byte_count: int,
    max_document_bytes: int,
    max_document_seconds: float = DEFAULT_MAX_DOCUMENT_SECONDS,
) -> Iterator[Landable | Refused]:
    """Take apart what a file of this name holds; unknown endings are looked at, not trusted.

    Raises:
        Rejected: the whole of it cannot be landed.
    """
    try:
        buffered = _expanded(stream, byte_count)
        head = buffered.peek(_HEAD_BYTES)[:_HEAD_BYTES]
        kind = _kind_by_name(name) or _kind_by_look(head)
        if kind in ("lines", "json"):
            _check_records_head(head)
            split = read_lines if kind == "lines" else read_json
            records = split(buffered, max_document_bytes)
            yield from _records(records, max_document_bytes, max_document_seconds)
            return
        content = buffered.read(max_document_bytes + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise Rejected("malformed_archive", f"not gzip throughout: {error}") from error
    if len(content) > max_document_bytes:
        raise Rejected("too_large", _too_large(max_document_bytes))
    with _budget(max_document_seconds):
        document = _document(content, kind)
    yield document


def read_record(
    content: bytes, record_no: int, max_document_seconds: float = DEFAULT_MAX_DOCUMENT_SECONDS
) -> Landable:
    """One record from its bytes.

    Raises:
        Rejected: it cannot be landed.
    """
    with _budget(max_document_seconds):
        record = parse_record(content)
    return Landable(record_no, "record", len(content), "utf-8", record)


@contextmanager
def _budget(max_document_seconds: float) -> Iterator[None]:
    try:
        with within_budget(max_document_seconds):
            yield
    except TooSlow as slow:
        detail = f"more than {max_document_seconds:g} s of processor time (PRESSMARK_MAX_DOCUMENT_SECONDS)"
        raise Rejected(TOO_SLOW, detail) from slow


@contextmanager
def _opened(file: InboxFile) -> Iterator[io.RawIOBase]:
    """The file, open; where it is another one afterwards, that is what whatever went wrong came from.

    No more is read than was found: a file that something writes to all the time has no end.
    """
    try:
        with file.open() as stream:
            yield _Limited(stream, file.byte_count, FileChangedError("it grew while it was read"))
        failure = None
    except OSError as error:
        failure = error
    if not file.is_unchanged():
        raise FileChangedError("it was written to, or vanished, while it was read") from failure
    if failure is not None:
        raise UnreadableError(str(failure)) from failure


def _expanded(stream: io.RawIOBase, byte_count: int) -> "io.BufferedReader[io.RawIOBase]":
    """What the stream holds, out of its archive if it is one: the first bytes tell, not the name."""
    buffered = io.BufferedReader(stream, min(READ_SIZE_BYTES, max(_HEAD_BYTES, byte_count + 1)))
    if not buffered.peek(len(GZIP_MAGIC)).startswith(GZIP_MAGIC):
        return buffered
    limit_bytes = max(MIN_EXPANDED_BYTES, MAX_EXPANSION * byte_count)
    excess = Rejected("archive_bomb", f"expands more than {MAX_EXPANSION}-fold: not opened further")
    limited: io.RawIOBase = _Limited(gzip.GzipFile(fileobj=buffered, mode="rb"), limit_bytes, excess)
    expanded = io.BufferedReader(limited, READ_SIZE_BYTES)
    if expanded.peek(len(GZIP_MAGIC)).startswith(GZIP_MAGIC):
        raise Rejected("malformed_archive", "an archive within an archive is not opened: unpack it once")
    return expanded


def _kind_by_name(name: str) -> str | None:
    return _KINDS.get(name.lower().removesuffix(".gz").rpartition(".")[2])


def _kind_by_look(head: bytes) -> str:
    encoding = encoding_by_mark(head)
    start = (head.decode(encoding, "ignore").encode() if encoding else head).lstrip()
    if looks_like_html(start):
        return "html"
    if start.startswith(b"{") and b'"' in start[:64]:
        return "lines"
    if start.startswith(b"[") and start[1:].lstrip().startswith(b"{"):
        return "json"
    return "text"


def _check_records_head(head: bytes) -> None:
    """Refuse a whole file that is no text, and not each of its thousand lines; a short one has few."""
    if (encoding_by_mark(head) or "utf-8-sig") != "utf-8-sig":
        raise Rejected("undecodable", "records are read as UTF-8 only: save the file as that")
    if len(head) == _HEAD_BYTES and is_binary(head):
        raise Rejected("binary", "control bytes throughout: this is no text")


def _document(content: bytes, kind: str) -> Landable:
    if not content.strip():
        raise Rejected("empty", "no byte that is not white space")
    if kind == "html" or is_fragment(content):
        page, encoding = decode_html(content)
        return Landable(None, "html", len(content), encoding, page)
    text, encoding = decode_text(content)
    return Landable(None, "page_text", len(content), encoding, Record(raw_text=text))


def _records(
    found: Iterator[RecordBytes], max_document_bytes: int, max_document_seconds: float
) -> Iterator[Landable | Refused]:
    is_empty = True
    for record in found:
        is_empty = False
        if len(record.content) > max_document_bytes:
            yield Refused(record.record_no, "too_large", _too_large(max_document_bytes), _chained(record))
            continue
        try:
            yield read_record(record.content, record.record_no, max_document_seconds)
        except Rejected as rejected:
            yield Refused(record.record_no, rejected.reason, rejected.detail, (record.content,))
    if is_empty:
        raise Rejected("empty", "no record in it")


def _too_large(max_document_bytes: int) -> str:
    return f"more than {max_document_bytes:,} bytes (PRESSMARK_MAX_DOCUMENT_BYTES)"


def _chained(record: RecordBytes) -> Iterator[bytes]:
    yield record.content
    yield from record.rest or ()


class _Limited(io.RawIOBase):
    """A readable stream that raises `excess` when it turns out to hold more than `limit_bytes`."""

    def __init__(self, stream: BinaryIO | gzip.GzipFile, limit_bytes: int, excess: Exception) -> None:
        self._stream = stream
        self._left_bytes = limit_bytes
        self._excess = excess

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        piece = self._stream.read(len(buffer))
        self._left_bytes -= len(piece)
        if self._left_bytes < 0:
            raise self._excess
        buffer[: len(piece)] = piece
        return len(piece)
