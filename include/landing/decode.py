"""From bytes to text, or to the reason why they are no text."""

import codecs
import re
from typing import NamedTuple

Format = str
"""`page_text`, `html` or `record`."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTE = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.02
"""Text holds a stray control character now and then; machine code holds one in four bytes."""

_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"


class Rejected(Exception):  # noqa: N818 - an outcome, not a fault
    """Why something is not landed: a `reason` for the ledger and a `detail` for the person who reads it."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class DecodedText(NamedTuple):
    """A text and the encoding that its bytes were in; a byte-order mark belongs to the encoding."""

    text: str
    encoding: str


def decode_text(content: bytes, declared_encoding: str | None = None) -> DecodedText:
    """Decode a whole document, strictly: what cannot be read for certain is rejected, never guessed.

    Raises:
        Rejected: the reason is `empty`, `binary` or `undecodable`.
    """
    encoding = _encoding_by_mark(content) or declared_encoding or "utf-8"
    if encoding in {"utf-8", "utf-8-sig"} and b"\x00" in content:
        raise Rejected("binary", f"a NUL byte at offset {content.index(0)}: this is no text")
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        if len(_CONTROL_BYTE.findall(content)) > _MAX_CONTROL_SHARE * len(content):
            raise Rejected("binary", "control bytes throughout: this is no text") from error
        raise Rejected(
            "undecodable", f"not {encoding}: {error}. Save it as UTF-8 and drop it again"
        ) from error
    check_text(text)
    return DecodedText(text, encoding)


def check_text(text: str) -> None:
    """Reject what is decoded and still no text.

    Raises:
        Rejected: the reason is `empty` or `binary`.
    """
    if not text.strip().strip(_INVISIBLE).strip():
        raise Rejected("empty", "no character to read")
    if "\x00" in text or len(_CONTROL_CHARACTER.findall(text)) > _MAX_CONTROL_SHARE * len(text):
        raise Rejected("binary", "control characters throughout: this is no text")
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise Rejected("undecodable", f"half of a surrogate pair at character {error.start}") from error


def _encoding_by_mark(content: bytes) -> str | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return encoding
    return None
