"""Bodies that came packed, unpacked within bounds: a few bytes may stand for a full disk."""

import zlib
from collections.abc import Iterable, Iterator

from include.feeds.model import PollError

GZIP_MAGIC = b"\x1f\x8b"
_EITHER_HEADER = zlib.MAX_WBITS | 32
"""Of gzip or of zlib, whichever it begins with."""


def unpacked(pieces: Iterable[bytes], max_bytes: int) -> Iterator[bytes]:
    """What the pieces of one gzip or zlib stream hold; never more than `max_bytes` and one byte.

    Raises:
        PollError: they are damaged, or cut off.
    """
    unpacker = zlib.decompressobj(_EITHER_HEADER)
    left_bytes = max_bytes + 1
    try:
        for piece in pieces:
            waiting = piece
            while waiting and left_bytes:
                if unpacker.eof:  # another member follows: gzip files may be chained
                    unpacker = zlib.decompressobj(_EITHER_HEADER)
                content = unpacker.decompress(waiting, left_bytes)
                left_bytes -= len(content)
                waiting = unpacker.unconsumed_tail or unpacker.unused_data
                yield content
            if not left_bytes:
                return
    except zlib.error as error:
        raise PollError(
            "broken_answer", f"it says that it is packed, and is not throughout: {error}"
        ) from error
    if not unpacker.eof:
        raise PollError("broken_answer", "it is packed, and ends before its end")
