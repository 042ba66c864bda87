"""Where a word begins and ends, and which stretches of a text are addresses and no prose."""

import re
from bisect import bisect_right

_QUOTE_CURRENCY = re.compile(
    r"(?:FDUSD|BUSD|TUSD|USDT|USDC|USDE|USD|DAI|BTC|ETH|BNB|EUR|GBP|JPY|KRW|TRY|PERP)(?:\.P|PERP)?(?![A-Za-z0-9])"
)
_SEPARATED_QUOTE = re.compile(
    r"[/-](?:FDUSD|BUSD|TUSD|USDT|USDC|USDE|USD|DAI|BTC|XBT|ETH|BNB|SOL|EUR|GBP|JPY|KRW|TRY|AUD)(?![A-Za-z0-9-])"
)
_DOMAIN_TAIL = re.compile(r"\.(?:[a-z]|(?:COM|Com|ORG|Org|NET|News|IO|Io)\b)")
_ADDRESS_START = re.compile(r"https?://|www\.|pic\.twitter\.com/|(?<![\w.])t\.me/", re.IGNORECASE)
_NOT_SPACE = re.compile(r"\S+")
_HANDLE = re.compile(r"@\w+")


class AddressIndex:
    """The URLs, e-mail addresses and handles of a normalised text; nothing is named inside them."""

    def __init__(self, plain: str) -> None:
        spans: list[tuple[int, int]] = []
        if "@" in plain:
            spans.extend(_at_signs(plain))
        if "://" in plain or "www." in plain or "t.me/" in plain or "pic.twitter" in plain:
            for match in _ADDRESS_START.finditer(plain):
                word = _NOT_SPACE.match(plain, match.start())
                spans.append((match.start(), word.end() if word else match.end()))
        spans.sort()
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def __bool__(self) -> bool:
        return bool(self._starts)

    def covers(self, offset: int) -> bool:
        """Tell whether `offset` lies inside an address."""
        position = bisect_right(self._starts, offset) - 1
        return position >= 0 and offset < self._ends[position]


def _at_signs(plain: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = plain.find("@")
    while at >= 0:
        start = at
        while start > 0 and (plain[start - 1].isalnum() or plain[start - 1] in "._+-"):
            start -= 1
        if start < at:
            word = _NOT_SPACE.match(plain, at)
            spans.append((start, word.end() if word else at + 1))
        else:
            handle = _HANDLE.match(plain, at)
            spans.append((at, handle.end() if handle else at + 1))
        at = plain.find("@", at + 1)
    return spans


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
    return after != "@"


def ends_plural(plain: str, end: int) -> bool:
    """Tell whether only a plural `s` follows: `Bitcoins`, `ETHs`."""
    return plain.startswith("s", end) and ends_word(plain, end + 1)


def glued_quote_end(plain: str, end: int) -> int | None:
    """Return where the pair ends whose base ends at `end` (`BTC` in `BTCUSDT`), None where there is none."""
    match = _QUOTE_CURRENCY.match(plain, end)
    return match.end() if match else None


def has_separated_quote(plain: str, end: int) -> bool:
    """Tell whether `/USD`, `-USDT` or the like follows a pair's base."""
    return _SEPARATED_QUOTE.match(plain, end) is not None


def _is_path(plain: str, slash: int) -> bool:
    start = slash
    while start > 0 and not plain[start - 1].isspace():
        start -= 1
    head = plain[start:slash]
    dot = head.find(".")
    return "//" in head or (dot > 0 and head[dot + 1 : dot + 2].islower())
