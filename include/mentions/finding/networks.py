"""Where one letter is a social network: `wrote on X`, `an X post`."""

import re

_OTHERS = "Twitter|Telegram|Discord|YouTube|Facebook|Instagram|Reddit|TikTok|LinkedIn|Medium|Threads|Bluesky"
_BEFORE = re.compile(
    r"\b(?:[Oo]n|[Vv]ia|[Pp]latform|[Nn]etwork|media|giant|Musk's|(?:took|turned|posted|according) to"
    rf"|(?:{_OTHERS})(?:,|,? and|,? or)) $"
    r"|(?:\w|Twitter )/ ?$|\b[Ss]ource: $"
)
_AFTER = re.compile(
    r" (?:posts?|accounts?|threads?|users?|handles?|profiles?|pages?|feed|followers|timeline|Spaces|poll)\b"
    r"| analysis\b"
    rf"|,? \(?formerly (?:known as )?Twitter|(?:,|,? and|,? or|/) ?(?:{_OTHERS})\b"
)
_RUNS_ON = re.compile(r"[\w&+-]|\.\w| (?:axis|Layer|Chain|Empire|Games|Corp)\b|/[A-Z]{2}")
_BEFORE_CHARS = 20


def is_network(plain: str, start: int, end: int) -> bool:
    """Tell whether the words beside a single letter speak of a place where people post."""
    if _RUNS_ON.match(plain, end):
        return False
    return (
        _AFTER.match(plain, end) is not None
        or _BEFORE.search(plain, max(0, start - _BEFORE_CHARS), start) is not None
    )
