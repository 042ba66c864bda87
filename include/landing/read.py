"""One file of the inbox, opened and taken apart into what can be landed and what cannot."""

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from include.landing.decode import Rejected, decode_text
from include.landing.html import decode_html, looks_like_html
from include.landing.inbox import InboxFile
from include.landing.records import READ_SIZE_BYTES, Record, RecordLine, parse_record, read_array, read_lines

GZIP_MAGIC = b"\x1f\x8b"
MAX_EXPANSION = 100
"""News text shrinks three- to tenfold; what grows a hundredfold is made to fill a disk."""
MIN_EXPANDED_BYTES = 64 << 20
"""Below this size an expansion harms nobody, however steep."""

_SUFFIX_KINDS = {
    ".txt": "text",
    ".text": "text",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "array",
    ".html": "html",
    ".htm": "html",
}


class FileChangedError(Exception):
    """The file was written to, or vanished, while it was read: the next load takes it as it is then."""


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


def read_file(file: InboxFile, max_document_bytes: int) -> Iterator[Landable | Refused]:
    """Take one file apart, reading large ones in bounded memory.

    Raises:
        Rejected: the file as a whole cannot be landed, whatever was yielded before.
        FileChangedError: what was yielded before is of no version that ever stood there.
    """
    if file.problem is not None:
        yield Refused(None, file.problem, file.problem_detail or file.problem, ())
        return
    try:
        with file.open() as stream:
            yield from read_stream(stream, file.source_uri, file.byte_count, max_document_bytes)
    except (FileNotFoundError, IsADirectoryError) as error:
        raise FileChangedError("it vanished") from error
    except PermissionError as error:
        raise Rejected("unreadable", "no permission to read it: allow it, then run `make replay`") from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise Rejected("malformed_archive", f"not gzip throughout: {error}") from error
    if file.current_fingerprint() != file.fingerprint:
        raise FileChangedError("it was written to while it was read")


def read_stream(
    stream: BinaryIO, name: str, byte_count: int, max_document_bytes: int
) -> Iterator[Landable | Refused]:
    """Take apart what a file of this name holds; unknown endings are looked at, not trusted.

    Raises:
        Rejected: the whole of it cannot be landed.
    """
    buffered = io.BufferedReader(_Raw(stream), READ_SIZE_BYTES)
    path = PurePosixPath(name.lower())
    kind = _SUFFIX_KINDS.get(path.suffix)
    if kind is None and buffered.peek(2).startswith(GZIP_MAGIC):
        limit_bytes = max(MIN_EXPANDED_BYTES, MAX_EXPANSION * byte_count)
        expanded = _Raw(gzip.GzipFile(fileobj=buffered), limit_bytes)
        buffered = io.BufferedReader(expanded, READ_SIZE_BYTES)
        kind = _SUFFIX_KINDS.get(PurePosixPath(path.stem).suffix)
    kind = kind or _kind_by_look(buffered.peek(4096)[:4096])
    if kind == "lines":
        yield from _records(read_lines(buffered, max_document_bytes), max_document_bytes)
    elif kind == "array":
        yield from _records(read_array(buffered, max_document_bytes), max_document_bytes)
    else:
        content = buffered.read(max_document_bytes + 1)
        if len(content) > max_document_bytes:
            raise Rejected(
                "too_large", f"more than {max_document_bytes:,} bytes (PRESSMARK_MAX_DOCUMENT_BYTES)"
            )
        yield _document(content, kind)


def read_record(content: bytes, record_no: int) -> Landable:
    """One record from its bytes.

    Raises:
        Rejected: it cannot be landed.
    """
    return Landable(record_no, "record", len(content), "utf-8", parse_record(content))


def _document(content: bytes, kind: str) -> Landable:
    if not content.strip():
        raise Rejected("empty", "no byte that is not white space")
    if kind == "html":
        page = decode_html(content)
        declared = Record(
            raw_text=page.raw_text,
            title=page.title,
            url=page.url,
            source=page.source,
            published_at_raw=page.published_at_raw,
            tags=page.tags,
            author=page.author,
            language=page.language,
        )
        return Landable(None, "html", len(content), page.encoding, declared)
    text, encoding = decode_text(content)
    return Landable(None, "page_text", len(content), encoding, Record(raw_text=text))


def _records(lines: Iterator[RecordLine], max_document_bytes: int) -> Iterator[Landable | Refused]:
    is_empty = True
    for line in lines:
        is_empty = False
        if line.rest is not None or len(line.content) > max_document_bytes:
            detail = f"more than {max_document_bytes:,} bytes (PRESSMARK_MAX_DOCUMENT_BYTES)"
            yield Refused(line.record_no, "too_large", detail, _chained(line))
            continue
        try:
            yield read_record(line.content, line.record_no)
        except Rejected as rejected:
            yield Refused(line.record_no, rejected.reason, rejected.detail, (line.content,))
    if is_empty:
        raise Rejected("empty", "no record in it")


def _chained(line: RecordLine) -> Iterator[bytes]:
    yield line.content
    yield from line.rest or ()


def _kind_by_look(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if looks_like_html(head):
        return "html"
    if start.startswith(b"{") and b'"' in start[:64]:
        return "lines"
    if start.startswith(b"[") and start[1:].lstrip().startswith(b"{"):
        return "array"
    return "text"


class _Raw(io.RawIOBase):
    """Any readable stream as a raw one, so that it can be buffered, peeked into and limited."""

    def __init__(self, stream: BinaryIO | gzip.GzipFile, limit_bytes: int | None = None) -> None:
        self._stream = stream
        self._left_bytes = limit_bytes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        piece = self._stream.read(len(buffer))
        if self._left_bytes is not None:
            self._left_bytes -= len(piece)
            if self._left_bytes < 0:
                raise Rejected("archive_bomb", f"expands more than {MAX_EXPANSION}-fold: not opened further")
        buffer[: len(piece)] = piece
        return len(piece)
