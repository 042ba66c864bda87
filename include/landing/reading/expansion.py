"""Packed files, unpacked within bounds: the first bytes tell what is packed, not the name."""

import gzip
import io
from typing import BinaryIO

from include.landing.reading.decode import Rejected
from include.landing.reading.record_files import READ_SIZE_BYTES

GZIP_MAGIC = b"\x1f\x8b"
MAX_EXPANSION = 100
"""News text shrinks three- to tenfold; what grows a hundredfold is made to fill a disk."""
MIN_EXPANDED_BYTES = 64 << 20
"""Below this size an expansion harms nobody, however steep."""
HEAD_BYTES = 4096


class Limited(io.RawIOBase):
    """A readable stream that raises `excess` when it turns out to hold more than `limit_bytes`."""

    def __init__(self, stream: BinaryIO | gzip.GzipFile, limit_bytes: int, excess: Exception) -> None:
        self._stream = stream
        self._left_bytes = limit_bytes
        self._excess = excess

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Read what fits into the buffer, and count it."""
        piece = self._stream.read(len(buffer))
        self._left_bytes -= len(piece)
        if self._left_bytes < 0:
            raise self._excess
        buffer[: len(piece)] = piece
        return len(piece)


def expanded(stream: io.RawIOBase, byte_count: int) -> "io.BufferedReader[io.RawIOBase]":
    """What the stream holds, out of its archive if it is one.

    Raises:
        Rejected: `archive_bomb`, when too much of it is read, or `malformed_archive`.
    """
    buffered = io.BufferedReader(stream, min(READ_SIZE_BYTES, max(HEAD_BYTES, byte_count + 1)))
    if not buffered.peek(len(GZIP_MAGIC)).startswith(GZIP_MAGIC):
        return buffered
    limit_bytes = max(MIN_EXPANDED_BYTES, MAX_EXPANSION * byte_count)
    excess = Rejected("archive_bomb", f"expands more than {MAX_EXPANSION}-fold: not opened further")
    limited: io.RawIOBase = Limited(gzip.GzipFile(fileobj=buffered, mode="rb"), limit_bytes, excess)
    content = io.BufferedReader(limited, READ_SIZE_BYTES)
    if content.peek(len(GZIP_MAGIC)).startswith(GZIP_MAGIC):
        raise Rejected("malformed_archive", "an archive within an archive is not opened: unpack it once")
    return content
