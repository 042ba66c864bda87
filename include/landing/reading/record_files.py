"""Files of records taken apart into the bytes of each: one JSON object a line, or a JSON document of many."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from include.landing.reading.decode import Rejected

READ_SIZE_BYTES = 1 << 20

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LINE_END_BYTES = 2
_WHITE_SPACE = b" \t\r\n"
_NO_WHITE_SPACE = re.compile(rb"[^ \t\r\n]")
_STRUCTURE = re.compile(rb'["\[\]{},]')
_NESTED_STRUCTURE = re.compile(rb'["\[\]{}]')
_INSIDE_STRING = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)


@dataclass(slots=True)
class RecordBytes:
    """The bytes of one record. `rest` is not None where they are over the limit: it yields what follows.

    Whoever gets a record with a `rest` reads all of it before asking for the next record.
    """

    record_no: int
    content: bytes
    rest: Iterable[bytes] | None = None


def read_lines(stream: BinaryIO, max_bytes: int) -> Iterator[RecordBytes]:
    """Split a stream into its lines, numbered from 1; blank lines are counted and passed over."""
    record_no = 0
    while line := stream.readline(max_bytes + _LINE_END_BYTES):
        record_no += 1
        is_whole = line.endswith(b"\n")
        if record_no == 1:
            line = line.removeprefix(_BYTE_ORDER_MARK)
        content = line.removesuffix(b"\n").removesuffix(b"\r")
        if len(content) > max_bytes:
            yield RecordBytes(record_no, line, () if is_whole else _rest_of_line(stream))
        elif content.strip(_WHITE_SPACE):
            yield RecordBytes(record_no, content)


def read_json(stream: BinaryIO, max_bytes: int) -> Iterator[RecordBytes]:
    """Split a JSON document into records: the items of its array, or its objects, one after the other.

    The bytes of a record are cut out as they stand. Whether they are JSON shows when the record is read: one
    that is not harms no other.

    Raises:
        Rejected: `malformed_record` where nobody can tell where records begin and end.
    """
    return _JsonSplitter(stream).records(max_bytes)


def _rest_of_line(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.readline(READ_SIZE_BYTES):
        yield piece
        if piece.endswith(b"\n"):
            return


class _JsonSplitter:
    """Follows brackets and quotes, without a stack: nesting as deep as may be costs nothing."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._buffer = b""
        self._position = 0
        self._depth = 0
        self._is_in_string = False
        self._is_array = False
        self._is_closed = False

    def records(self, max_bytes: int) -> Iterator[RecordBytes]:
        self._fill()
        self._buffer = self._buffer.removeprefix(_BYTE_ORDER_MARK)
        first = self._next_character()
        if first == b"[":
            self._is_array = True
            self._position += 1
        record_no = 0
        while not self._is_closed and (first := self._next_character()):
            if not self._is_array and first != b"{":
                raise Rejected("malformed_record", f"neither an object nor an array begins with {first!r}")
            pieces = self._pieces()
            gathered = bytearray()  # grows in place: to join bytes anew for each piece would be quadratic
            is_over = False
            for piece in pieces:
                gathered += piece
                if is_over := len(gathered) > max_bytes:
                    break
            content = bytes(gathered) if is_over else bytes(gathered.strip(_WHITE_SPACE))
            if content:
                record_no += 1
                yield RecordBytes(record_no, content, pieces if is_over else None)
        if self._is_array and not self._is_closed:
            raise Rejected("malformed_record", "the array has no end: the file is cut off")
        if self._next_character():
            raise Rejected("malformed_record", "something follows the end of the array")

    def _pieces(self) -> Iterator[bytes]:
        """The bytes up to the end of the record, which is passed."""
        while True:
            start = self._position
            end = self._find_end()
            yield self._buffer[start : self._position if end is None else end]
            if end is not None:
                return
            if not self._fill():
                raise Rejected("malformed_record", "it ends within a record: the file is cut off")

    def _find_end(self) -> int | None:
        """Move on behind the record's end and return where it is; None where the buffer ends before."""
        while True:
            if self._is_in_string and not self._leave_string():
                return None
            structure = _STRUCTURE if self._is_array and self._depth == 0 else _NESTED_STRUCTURE
            found = structure.search(self._buffer, self._position)
            if found is None:
                self._position = len(self._buffer)
                return None
            self._position = found.end()
            match found.group():
                case b'"':
                    self._is_in_string = True
                case b"[" | b"{":
                    self._depth += 1
                case b",":
                    return found.start()
                case b"]" if self._depth == 0:
                    self._is_closed = True
                    return found.start()
                case _ if self._depth == 0:
                    raise Rejected("malformed_record", "a brace is closed that was never opened")
                case _:
                    self._depth -= 1
                    if self._depth == 0 and not self._is_array:
                        return found.end()

    def _leave_string(self) -> bool:
        """Pass the closing quote; False where the buffer ends before it."""
        inside = _INSIDE_STRING.match(self._buffer, self._position)
        self._position = inside.end() if inside else self._position
        if self._buffer[self._position : self._position + 1] == b'"':
            self._position += 1
            self._is_in_string = False
            return True
        return False

    def _next_character(self) -> bytes:
        """The next character that is no white space, which stays to be read; nothing at the end."""
        while (found := _NO_WHITE_SPACE.search(self._buffer, self._position)) is None:
            self._position = len(self._buffer)
            if not self._fill():
                return b""
        self._position = found.start()
        return found.group()

    def _fill(self) -> bool:
        """Read on. What is not passed yet, a backslash at the end of the buffer, stays in front."""
        piece = self._stream.read(READ_SIZE_BYTES)
        self._buffer = self._buffer[self._position :] + piece
        self._position = 0
        return bool(piece)
