"""By which words a text goes on to speak of people: surnames that stand alone before what they say."""

import re

from include.mentions.judging.context import previous_capitalised

# It begins with one set of characters, which makes the search quick, and gives no part of a word back.
_SPEAKER = re.compile(
    r"[A-Z](?<!\w.)[\w'-]*+ (?:said|says|told|added|adds|wrote|writes|noted|notes|argued|argues|explained"
    r"|explains|stated|states|believes|thinks|warned|warns|claimed|recalled|concluded|suggested|continued|expects|predicts"
    r"|emphasi[sz]ed|highlighted|pointed|acknowledged|tweeted|testified|pleaded|resigned)\b"
)


def speakers(plain: str) -> frozenset[str]:
    """Return the capitalised words that say something where no capitalised word stands before them."""
    return frozenset(
        match.group().partition(" ")[0]
        for match in _SPEAKER.finditer(plain)
        if previous_capitalised(plain, match.start()) is None
    )
