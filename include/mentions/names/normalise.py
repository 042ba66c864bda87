"""Texts made comparable without moving a single character.

Every function here keeps the length of its input, so that an offset found in the result is an offset
of the document.
"""

import re
import unicodedata

_SPACES = "\u00a0\u1680\u202f\u205f\u3000\ufeff\t" + "".join(map(chr, range(0x2000, 0x200C)))
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"

_ACCENTED = {
    chr(code): unicodedata.normalize("NFKD", chr(code))[0]
    for code in range(0x00C0, 0x0180)
    if unicodedata.normalize("NFKD", chr(code))[0].isascii()
}

# The accented letters hold U+0130, the only character that becomes two when lower-cased.
_PLAIN = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_SINGLE_QUOTES, "'"),
    **dict.fromkeys(_DOUBLE_QUOTES, '"'),
    **_ACCENTED,
}
_TYPOGRAPHIC = re.compile(f"[{re.escape(''.join(_PLAIN))}]")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def normalise(text: str) -> str:
    """Map typographic spaces, dashes, quotes and accented letters to plain ones; keep line ends and case."""
    if text.isascii():
        return text.replace("\t", " ").replace("`", "'")
    return _TYPOGRAPHIC.sub(lambda match: _PLAIN[match.group()], text)


def fold(text: str) -> str:
    """Normalise and lower-case: two spellings of a name that differ only in type are then equal."""
    return normalise(text).lower()


def slugify(name: str) -> str:
    """Return a name in kebab-case ASCII: `Café Coin` becomes `cafe-coin`; empty when no letter is left."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _NOT_IN_SLUG.sub("-", ascii_name.lower()).strip("-")
