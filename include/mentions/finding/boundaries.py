"""Where a word begins and ends, and which stretches of a text are addresses and no prose."""

import re
from bisect import bisect_right
from collections.abc import Iterator

_QUOTES = "FDUSD|BUSD|TUSD|USDT|USDC|USDE|USD|DAI|BTC|XBT|ETH|BNB|SOL|EUR|GBP|JPY|KRW|TRY|AUD"
_GLUED_PAIR = re.compile(
    r"(\w{2,}?)(FDUSD|BUSD|TUSD|USDT|USDC|USDE|USD|DAI|BTC|ETH|BNB|EUR|GBP|JPY|KRW|TRY|PERP)(?:PERP)?"
)
_SEPARATED_QUOTE = re.compile(rf"[/-](?:{_QUOTES})(?![A-Za-z0-9-])")
_QUOTE_ASSETS = frozenset(_QUOTES.split("|"))
_DOMAIN_TAIL = re.compile(r"\.(?:[a-z]|(?:COM|Com|ORG|Org|NET|News|IO|Io|D)\b)")
_ADDRESS_MARKS = ("://", "www.", "t.me/", "pic.twitter.com/")
_HYPHENATED_DOMAIN = re.compile(r"(?:-[A-Za-z0-9]+){1,5}\.[a-z]{2}")
_NOT_SPACE = re.compile(r"\S+")
_MAX_PATH_LENGTH = 200
_HANDLE = re.compile(r"@\w+")


class AddressIndex:
    """The URLs, e-mail addresses and handles of a normalised text; nothing is named inside them."""

    def __init__(self, plain: str) -> None:
        spans = sorted([*_at_signs(plain), *_links(plain)])
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def __bool__(self) -> bool:
        return bool(self._starts)

    def covers(self, offset: int) -> bool:
        """Tell whether `offset` lies inside an address."""
        position = bisect_right(self._starts, offset) - 1
        return position >= 0 and offset < self._ends[position]


def _links(plain: str) -> Iterator[tuple[int, int]]:
    for mark in _ADDRESS_MARKS:
        place = plain.find(mark)
        while place >= 0:
            start = place
            while start > 0 and plain[start - 1].isalpha():
                start -= 1
            end = _end_of_chunk(plain, place)
            yield start, end
            place = plain.find(mark, end)


def _at_signs(plain: str) -> Iterator[tuple[int, int]]:
    at = plain.find("@")
    while at >= 0:
        start = at
        while start > 0 and (plain[start - 1].isalnum() or plain[start - 1] in "._+-"):
            start -= 1
        handle = _HANDLE.match(plain, at)
        end = at + 1
        if start < at:
            end = _end_of_chunk(plain, at)
            yield start, end
        elif handle:
            end = handle.end()
            yield at, end
        at = plain.find("@", end)


def _end_of_chunk(plain: str, start: int) -> int:
    chunk = _NOT_SPACE.match(plain, start)
    return chunk.end() if chunk else start


def starts_word(plain: str, start: int) -> bool:
    """Tell whether a word can begin at `start`: not inside a word, a domain name or a path."""
    if start == 0:
        return True
    before = plain[start - 1]
    if before.isalnum() or before == "_":
        return False
    if before == "." and start > 1 and plain[start - 2].isalnum():
        return not plain[start].islower()
    if before == "/" and start > 1:
        return not _is_path(plain, start - 1)
    return True


def ends_word(plain: str, end: int) -> bool:
    """Tell whether a word can end at `end`: not inside a word or a domain name."""
    if end >= len(plain):
        return True
    after = plain[end]
    if after.isalnum() or after == "_":
        return False
    if after == ".":
        return _DOMAIN_TAIL.match(plain, end) is None
    if after == "-":
        return _HYPHENATED_DOMAIN.match(plain, end) is None
    return after != "@" and not (after == "&" and plain[end + 1 : end + 2].isalnum())


def ends_plural(plain: str, end: int) -> bool:
    """Tell whether only a plural `s` follows: `Bitcoins`, `ETHs`."""
    return plain.startswith("s", end) and ends_word(plain, end + 1)


def glued_pair(word: str) -> tuple[str, str] | None:
    """Return the two sides of a pair without a separator (`BTCUSDT`), None where it is none."""
    match = _GLUED_PAIR.fullmatch(word)
    return (match[1], match[2]) if match else None


def has_separated_quote(plain: str, end: int) -> bool:
    """Tell whether `/USD`, `-USDT` or the like follows a pair's base."""
    return _SEPARATED_QUOTE.match(plain, end) is not None


def is_separated_quote(plain: str, start: int, symbol: str) -> bool:
    """Tell whether `symbol` is what others are priced in, and another symbol stands before it: `SOL/USDT`."""
    if start < 3 or plain[start - 1] != "/" or symbol not in _QUOTE_ASSETS:
        return False
    head = start - 1
    while head > 0 and plain[head - 1].isalnum():
        head -= 1
    base = plain[head : start - 1]
    return len(base) > 1 and base.isupper()


def _is_path(plain: str, slash: int) -> bool:
    start, earliest = slash, max(0, slash - _MAX_PATH_LENGTH)
    while start > earliest and not plain[start - 1].isspace():
        start -= 1
    head = plain[start:slash]
    dot = head.find(".")
    return "//" in head or (dot > 0 and head[dot + 1 : dot + 2].islower())
