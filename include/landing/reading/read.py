"""One file of the inbox, opened and taken apart into what can be landed and what cannot."""

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import BinaryIO

from include.budget import TOO_SLOW, TooSlow, within_budget
from include.landing.inbox.files import FileChangedError, InboxFile
from include.landing.reading.archives import WARC_MAGIC, ArchivedPage, read_archive, read_archived
from include.landing.reading.declared import Declaration, read_declaration
from include.landing.reading.decode import Rejected, decode_text, is_binary
from include.landing.reading.expansion import HEAD_BYTES, Limited, expanded
from include.landing.reading.html import decode_html, is_fragment, looks_like_html
from include.landing.reading.record_files import READ_SIZE_BYTES, RecordBytes, read_json, read_lines
from include.landing.reading.records import Record, parse_record
from include.settings import DEFAULT_MAX_DOCUMENT_SECONDS
from include.web_encodings import encoding_by_mark

_KINDS = {
    "txt": "text",
    "text": "text",
    "jsonl": "lines",
    "ndjson": "lines",
    "json": "json",
    "html": "html",
    "htm": "html",
    "warc": "warc",
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
        yield from read_stream(
            stream,
            file.source_uri,
            file.byte_count,
            max_document_bytes,
            max_document_seconds,
            _declaration_of(file) if file.has_declaration else None,
        )


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
    declaration: Declaration | None = None,
) -> Iterator[Landable | Refused]:
    """Take apart what a file of this name holds; unknown endings are looked at, not trusted.

    `declaration` is what is told of it beside it, and counts where it is a page.

    Raises:
        Rejected: the whole of it cannot be landed.
    """
    try:
        buffered = expanded(stream, byte_count)
        head = buffered.peek(HEAD_BYTES)[:HEAD_BYTES]
        kind = _kind_by_name(name) or _kind_by_look(head)
        if kind == "warc":
            yield from _pages(buffered, max_document_bytes, max_document_seconds)
            return
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
        document = _document(content, kind, declaration)
    yield document


def read_record(
    content: bytes, record_no: int, max_document_seconds: float = DEFAULT_MAX_DOCUMENT_SECONDS
) -> Landable:
    """One record from its bytes: of a feed, or a page of an archive as it was quarantined.

    Raises:
        Rejected: it cannot be landed.
    """
    if content.startswith(WARC_MAGIC):
        return _archived(replace(read_archived(content), record_no=record_no), max_document_seconds)
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
            yield Limited(stream, file.byte_count, FileChangedError("it grew while it was read"))
        failure = None
    except OSError as error:
        failure = error
    if not file.is_unchanged():
        raise FileChangedError("it was written to, or vanished, while it was read") from failure
    if failure is not None:
        raise UnreadableError(str(failure)) from failure


def _kind_by_name(name: str) -> str | None:
    return _KINDS.get(name.lower().removesuffix(".gz").rpartition(".")[2])


def _kind_by_look(head: bytes) -> str:
    encoding = encoding_by_mark(head)
    start = (head.decode(encoding, "ignore").encode() if encoding else head).lstrip()
    if start.startswith(WARC_MAGIC):
        return "warc"
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
    if len(head) == HEAD_BYTES and is_binary(head):
        raise Rejected("binary", "control bytes throughout: this is no text")


def _declaration_of(file: InboxFile) -> Declaration:
    with file.open_declaration() as stream:
        return read_declaration(stream)


def _document(content: bytes, kind: str, declaration: Declaration | None = None) -> Landable:
    if not content.strip():
        raise Rejected("empty", "no byte that is not white space")
    if kind == "html" or is_fragment(content):
        page, encoding = decode_html(content, declaration.charset if declaration else None)
        if declaration is not None:
            declaration.complete(page)
        return Landable(None, "html", len(content), encoding, page)
    text, encoding = decode_text(content)
    return Landable(None, "page_text", len(content), encoding, Record(raw_text=text))


def _pages(
    stream: BinaryIO, max_document_bytes: int, max_document_seconds: float
) -> Iterator[Landable | Refused]:
    is_empty = True
    for page in read_archive(stream, max_document_bytes):
        is_empty = False
        if page.rest is not None:
            content = _chained(page.content, page.rest)
            yield Refused(page.record_no, "too_large", _too_large(max_document_bytes), content)
            continue
        try:
            yield _archived(page, max_document_seconds)
        except Rejected as rejected:
            yield Refused(page.record_no, rejected.reason, rejected.detail, (page.as_archive(),))
    if is_empty:
        raise Rejected("empty", "no answer with a page in it")


def _archived(page: ArchivedPage, max_document_seconds: float) -> Landable:
    with _budget(max_document_seconds):
        found = _document(page.content, "html", page.declaration)
    found.record_no = page.record_no
    return found


def _records(
    found: Iterator[RecordBytes], max_document_bytes: int, max_document_seconds: float
) -> Iterator[Landable | Refused]:
    is_empty = True
    for record in found:
        is_empty = False
        if len(record.content) > max_document_bytes:
            yield Refused(
                record.record_no,
                "too_large",
                _too_large(max_document_bytes),
                _chained(record.content, record.rest or ()),
            )
            continue
        try:
            yield read_record(record.content, record.record_no, max_document_seconds)
        except Rejected as rejected:
            yield Refused(record.record_no, rejected.reason, rejected.detail, (record.content,))
    if is_empty:
        raise Rejected("empty", "no record in it")


def _too_large(max_document_bytes: int) -> str:
    return f"more than {max_document_bytes:,} bytes (PRESSMARK_MAX_DOCUMENT_BYTES)"


def _chained(content: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield content
    yield from rest
