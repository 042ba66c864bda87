"""Laws and bills that no list knows: `the Quarry Safety Act`, `House Bill 4488`."""

import re
from collections.abc import Iterator, Sequence

_NUMBERED = re.compile(r"\b(?:(?:House|Senate|Assembly) Bill|[HS]B|H\.R\.) ?\d{1,5}\b")
_NO_LAWS = frozenset({"Balancing", "Class", "Final", "Public", "Second", "Third"})
_MIN_BILL_WORDS = 3
_MAX_WORDS = 7


def is_law(words: Sequence[str], *, begins_sentence: bool) -> bool:
    """Tell whether words that end as laws do are a law's name; `Senate Bill` is none."""
    if not 2 <= len(words) <= _MAX_WORDS or words[0] in _NO_LAWS:
        return False
    is_act = words[-1] == "Act" and (not begins_sentence or words[0].isupper())
    return is_act or (len(words) >= _MIN_BILL_WORDS and not begins_sentence)


def numbered_bills(plain: str) -> Iterator[tuple[int, int]]:
    """Yield where bills stand that have a number for a name: `House Bill 4488`, `SB 21`."""
    # Few texts have one, and to look for a string is quick.
    if " Bill " in plain or " HB" in plain or " SB" in plain or "H.R. " in plain:
        for match in _NUMBERED.finditer(plain):
            yield match.span()
