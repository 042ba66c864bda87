"""Feed records: one JSON object a line, or a JSON array, read in bounded memory."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, BinaryIO

import ijson
import orjson

from include.landing.decode import Rejected, check_text

READ_SIZE_BYTES = 1 << 20

_FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("headline", "title"),
    "text": ("summary", "body", "content", "text", "description"),
    "url": ("url", "link"),
    "source": ("source", "source_name"),
    "published_at_raw": ("datetime", "published_at", "published", "pubDate", "date"),
    "captured_at_raw": ("captured", "captured_at", "fetched_at"),
    "categories": ("categories",),
    "tags": ("tags",),
    "author": ("author",),
    "language": ("language", "lang"),
}
"""The names that feeds use for a field, the commonest first."""

_CAPTURED_AT = re.compile(r"(\d{4}-\d\d-\d\d)[_ T](\d\d)[-:](\d\d)(?:[-:](\d\d))?$")


@dataclass(slots=True)
class Record:
    """One record's text and what it declares about itself. Lists are None where it has no such key."""

    raw_text: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    published_at_raw: str | None = None
    captured_at: datetime | None = None
    categories: list[str] | None = None
    tags: list[str] | None = None
    author: str | None = None
    language: str | None = None


@dataclass(slots=True)
class RecordLine:
    """The bytes of one record. `rest` is not None where the line is over the limit: it yields what follows.

    Whoever gets a line with a `rest` reads all of it before asking for the next line.
    """

    record_no: int
    content: bytes
    rest: Iterable[bytes] | None = field(default=None)


def read_lines(stream: BinaryIO, max_bytes: int) -> Iterator[RecordLine]:
    """Split a stream into its lines, numbered from 1; blank lines are counted and passed over."""
    record_no = 0
    while line := stream.readline(max_bytes + 1):
        record_no += 1
        if record_no == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if len(line) > max_bytes and not line.endswith(b"\n"):
            yield RecordLine(record_no, line, _rest_of_line(stream))
        elif line.strip():
            yield RecordLine(record_no, line.rstrip(b"\r\n"))


def read_array(stream: BinaryIO, max_bytes: int) -> Iterator[RecordLine]:
    """Split a JSON document into records: the items of a top-level array, or the one top-level object.

    Raises:
        Rejected: `malformed_record` where it is no JSON, `too_large` where one item is over `max_bytes`.
    """
    guarded = _ItemLimit(stream, max_bytes)
    first = guarded.first_character()
    try:
        for record_no, item in enumerate(
            ijson.items(guarded, "item" if first == b"[" else "", use_float=True), 1
        ):
            guarded.item_done()
            yield RecordLine(record_no, orjson.dumps(item))
    except (ijson.JSONError, orjson.JSONEncodeError, UnicodeDecodeError, RecursionError) as error:
        raise Rejected("malformed_record", f"not JSON: {error}") from error


def parse_record(content: bytes) -> Record:
    """Read one record.

    Its text is its headline, a blank line and its summary, exactly as captured, or the one that is there.

    Raises:
        Rejected: `malformed_record`, `empty`, `binary` or `undecodable`.
    """
    try:
        fields = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise Rejected("malformed_record", f"not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise Rejected("malformed_record", f"a JSON {type(fields).__name__}, not an object with named fields")
    title = _text(fields, "title")
    raw_text = "\n\n".join(part for part in (title, _text(fields, "text")) if part)
    check_text(raw_text)
    return Record(
        raw_text=raw_text,
        title=title,
        url=_stripped(_text(fields, "url")),
        source=_stripped(_text(fields, "source")),
        published_at_raw=_stripped(_text(fields, "published_at_raw")),
        captured_at=_captured_at(_text(fields, "captured_at_raw")),
        categories=_list(fields, "categories"),
        tags=_list(fields, "tags"),
        author=_stripped(_text(fields, "author")),
        language=_stripped(_text(fields, "language")),
    )


def _rest_of_line(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.readline(READ_SIZE_BYTES):
        yield piece
        if piece.endswith(b"\n"):
            return


def _value(fields: dict[str, Any], name: str) -> Any:
    for key in _FIELD_NAMES[name]:
        if fields.get(key) is not None:
            return fields[key]
    return None


def _text(fields: dict[str, Any], name: str) -> str | None:
    value = _value(fields, name)
    if value is None:
        return None
    if isinstance(value, bool | dict | list):
        raise Rejected("malformed_record", f"{_FIELD_NAMES[name][0]} is a {type(value).__name__}, not a text")
    text = value if isinstance(value, str) else str(value)
    return text or None


def _stripped(text: str | None) -> str | None:
    return (text.strip() or None) if text else None


def _list(fields: dict[str, Any], name: str) -> list[str] | None:
    value = _value(fields, name)
    if value is None:
        return None
    parts = value.split("|") if isinstance(value, str) else value
    if not isinstance(parts, list):
        raise Rejected("malformed_record", f"{name} is a {type(value).__name__}, not a list")
    return [part.strip() for part in map(str, parts) if part.strip()]


def _captured_at(text: str | None) -> datetime | None:
    """When the feed was read, in UTC; feeds write ISO 8601, or `2025-05-04_19-33`."""
    if text is None:
        return None
    fitting = _CAPTURED_AT.match(text)
    if fitting:
        day, hour, minute, second = fitting.groups()
        text = f"{day}T{hour}:{minute}:{second or '00'}"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class _ItemLimit:
    """A stream for the JSON parser that gives up when one item takes more bytes than allowed."""

    def __init__(self, stream: BinaryIO, max_bytes: int) -> None:
        self._stream = stream
        self._max_bytes = max_bytes
        self._since_item_bytes = 0
        self._head = b""

    def first_character(self) -> bytes:
        """The first character that is no white space; it stays to be read."""
        self._head = self._stream.read(4096).removeprefix(b"\xef\xbb\xbf")
        return self._head.lstrip()[:1]

    def item_done(self) -> None:
        self._since_item_bytes = 0

    def read(self, size_bytes: int = -1) -> bytes:
        if self._since_item_bytes > self._max_bytes + 2 * READ_SIZE_BYTES:
            raise Rejected("too_large", f"one record takes more than {self._max_bytes:,} bytes")
        piece, self._head = self._head, b""
        if not piece or size_bytes == 0:
            piece += self._stream.read(size_bytes)
        self._since_item_bytes += len(piece)
        return piece
