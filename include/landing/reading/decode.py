"""From bytes to text, or to the reason why they are no text."""

import re
from typing import NamedTuple

from include.web_encodings import WEB_ENCODINGS, encoding_by_mark

_CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTE = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.02
"""Text holds a stray control character now and then; machine code holds one in four bytes."""

REPLACEMENT = "\ufffd"
"""What stands for a character that cannot be told."""

_MAX_REPLACED = 5
_MAX_REPLACED_SHARE = 0.002
"""A page that was put together from others holds a stray byte; one in another encoding a byte in fifty."""

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

    A byte-order mark counts most. Without one, what is valid UTF-8 is UTF-8, whatever is declared: text in
    another encoding never looks like it. Only then does the declaration count.

    Raises:
        Rejected: the reason is `empty`, `binary` or `undecodable`.
    """
    decoded = _decode(content, declared_encoding)
    check_text(decoded.text)
    return decoded


def decode_page(content: bytes, declared_encoding: str | None = None) -> DecodedText:
    """Decode a page as browsers do: what is stray in it is replaced, and the encoding says that.

    A NUL, or a byte that cannot be in a page that declares UTF-8, stands for nothing that could be told.
    Where such bytes are more than a few, the page is in another encoding than it says, and is rejected.

    Raises:
        Rejected: the reason is `empty`, `binary` or `undecodable`.
    """
    by_mark = encoding_by_mark(content)
    is_declared = by_mark == "utf-8-sig" or (declared_encoding or "").lower() in ("utf-8", "utf8")
    try:
        text, encoding = _decode(content, declared_encoding)
        replaced_count = 0
    except Rejected as rejected:
        text = content.decode("utf-8-sig", "replace")
        replaced_count = text.count(REPLACEMENT)
        encoding = "utf-8"
        if rejected.reason != "undecodable" or not is_declared:
            raise
        if replaced_count > max(_MAX_REPLACED, _MAX_REPLACED_SHARE * len(text)):
            raise
    if "\x00" in text and not is_binary(content):
        replaced_count += text.count("\x00")
        text = text.replace("\x00", REPLACEMENT)
    check_text(text)
    return DecodedText(text, f"{encoding}, {replaced_count} replaced" if replaced_count else encoding)


def check_text(text: str) -> None:
    """Reject what is decoded and still no text.

    Raises:
        Rejected: the reason is `empty`, `binary` or `undecodable`.
    """
    if not text.strip().strip(_INVISIBLE).strip():
        raise Rejected("empty", "no character to read")
    if "\x00" in text:
        raise Rejected("binary", f"a NUL at character {text.index(chr(0))}: this is no text")
    if len(_CONTROL_CHARACTER.findall(text)) > _MAX_CONTROL_SHARE * len(text):
        raise Rejected("binary", "control characters throughout: this is no text")
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise Rejected("undecodable", f"half of a surrogate pair at character {error.start}") from error


def is_binary(content: bytes) -> bool:
    """Whether so many of these bytes are control characters that they are no text in UTF-8."""
    return len(_CONTROL_BYTE.findall(content)) > _MAX_CONTROL_SHARE * len(content)


def _decode(content: bytes, declared_encoding: str | None) -> DecodedText:
    certain = encoding_by_mark(content)
    declared = WEB_ENCODINGS.get((declared_encoding or "").lower())
    candidates = [certain] if certain else ["utf-8", *([declared] if declared else [])]
    failures = []
    for encoding in candidates:
        try:
            return DecodedText(content.decode(encoding), encoding)
        except UnicodeDecodeError as error:
            failures.append(str(error))
    if is_binary(content):
        raise Rejected("binary", "control bytes throughout: this is no text")
    raise Rejected("undecodable", f"{'; '.join(failures)}. Save it as UTF-8 and drop it again")
