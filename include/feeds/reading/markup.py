"""A feed's bytes as text from its first element on: what could lead a parser astray stands before it."""

import re
from typing import NamedTuple

from include.feeds.model import PollError
from include.web_encodings import WEB_ENCODINGS, encoding_by_mark

_DECLARED_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._\-]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._\-]{1,40})""", re.IGNORECASE)
_ROOT = re.compile(r"<([A-Za-z_][\w.\-]*:)?([A-Za-z_][\w.\-]*)")
_MAX_REPLACED_SHARE = 0.002
"""A feed that was put together from others holds a stray byte; one in another encoding a byte in fifty."""


class Markup(NamedTuple):
    """The text of an XML document from its first element on, and that element's name without a prefix."""

    root: str
    text: str


def decoded(content: bytes, content_type: str) -> str:
    """The text, by a byte-order mark, the declaration in it, the header, or as UTF-8.

    Raises:
        PollError: it is in another encoding than it says.
    """
    for encoding in _candidates(content, content_type):
        try:
            return content.decode(encoding).lstrip("\ufeff")
        except UnicodeDecodeError:
            continue
    text = content.decode("utf-8", "replace")
    if text.count("\ufffd") > max(1, _MAX_REPLACED_SHARE * len(text)):
        raise PollError("undecodable", "it is in another encoding than it says")
    return text


def _candidates(content: bytes, content_type: str) -> list[str]:
    if by_mark := encoding_by_mark(content):
        return [by_mark]
    declared = _DECLARED_ENCODING.match(content[:1024])
    charset = _CHARSET.search(content_type)
    names = [declared.group(1).decode() if declared else "", charset.group(1) if charset else ""]
    # What is valid UTF-8 is UTF-8, whatever is declared: text in another encoding never looks like it.
    return ["utf-8", *(WEB_ENCODINGS[name.lower()] for name in names if name.lower() in WEB_ENCODINGS)]


def markup_of(text: str) -> Markup | None:
    """What follows the prolog; None where this is no markup.

    The declaration of a document's type goes, too, so no parser ever sees one, and none can be made to read
    another document or to write one letter out as a million.

    Raises:
        PollError: it declares entities of its own: no feed needs them, and bombs are made of them.
    """
    position = 0
    while (position := _next_tag(text, position)) >= 0:
        if text.startswith("<?", position):
            position = _behind(text, "?>", position)
        elif text.startswith("<!--", position):
            position = _behind(text, "-->", position)
        elif text[position : position + 9].upper() == "<!DOCTYPE":
            position = _behind_document_type(text, position)
        else:
            root = _ROOT.match(text, position)
            return Markup(root.group(2), text[position:]) if root else None
    return None


def _next_tag(text: str, position: int) -> int:
    """Where the next tag begins; -1 where something else stands before it."""
    while position < len(text) and text[position].isspace():
        position += 1
    return position if text.startswith("<", position) else -1


def _behind(text: str, end: str, position: int) -> int:
    found = text.find(end, position)
    return found + len(end) if found >= 0 else len(text)


def _behind_document_type(text: str, position: int) -> int:
    """Each character is looked at once, however many of them follow each other."""
    end = text.find(">", position)
    bracket = text.find("[", position, end)
    if bracket >= 0:
        closing = text.find("]", bracket)
        if "<!ENTITY" in text[bracket : closing if closing >= 0 else len(text)].upper():
            raise PollError("unsafe_xml", "it declares entities of its own: such feeds are not read")
        end = text.find(">", closing) if closing >= 0 else -1
    return end + 1 if end >= 0 else len(text)
