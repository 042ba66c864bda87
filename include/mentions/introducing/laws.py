"""Laws and bills that no list knows: `the Quarry Safety Act`, `House Bill 4488`."""

import re

from include.mentions.introducing.introduction_words import LAW_ENDS, NUMBERED_BILLS
from include.mentions.introducing.phrases import Phrase

_NUMBER = re.compile(r" \d{1,5}\b")
_NO_LAWS = frozenset({"Balancing", "Class", "Final", "Public", "Second", "Third"})
_MIN_BILL_WORDS = 3
_MAX_WORDS = 7


def law(phrase: Phrase, *, begins_sentence: bool) -> str | None:
    """Return the name of the law that a phrase is; a bill's has a number or several words."""
    words = phrase.words
    number = _NUMBER.match(phrase.plain, phrase.end) if words[-1] in NUMBERED_BILLS else None
    if number is not None and (len(words) == 1) == (words[-1] != "Bill"):
        return " ".join(words) + number.group()
    if not 2 <= len(words) <= _MAX_WORDS or words[-1] not in LAW_ENDS or words[0] in _NO_LAWS:
        return None
    is_act = words[-1] == "Act" and (not begins_sentence or words[0].isupper())
    is_law = is_act or (len(words) >= _MIN_BILL_WORDS and not begins_sentence)
    return " ".join(words) if is_law else None
