"""What texts are made of that are read: tokens, and units of one, two or three of them, to be repeated."""

import random
from collections.abc import Iterator
from itertools import product

_PUNCTUATION = (
    ". ",
    ".",
    "…",
    "? ",
    "! ",
    ", ",
    "; ",
    ": ",
    "-",
    " - ",
    "/",
    "'",
    '"',
    "“",
    "’",
    "(",
    ")",
    "[",
    "•",
    "@",
)
_SPACES = (" ", "   ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u200b")
_WORDS = (
    "a",
    "word ",
    "of ",
    "the ",
    "and ",
    "A",
    "A. ",
    "Mr. ",
    "Name ",
    "SHOUT ",
    "is ",
    "rose ",
    "at ",
    "-based ",
)
_NUMBERS = (
    "1",
    "7,",
    "5% ",
    "$14 ",
    "$0.0075",
    "+2.78%",
    "2026",
    "2026/03/13 23:50\n",
    "date 2025-09-18 ",
    "ETH-0,38%",
)
_NAMES = (
    "Bitcoin ",
    "bitcoin",
    "BTC ",
    "$BTC ",
    "$op ",
    "#SOL ",
    "BTC/USDT ",
    "ETHUSDT ",
    "Near ",
    "DOT, ",
    "Story, ",
    "Strategy ",
    "Donald Trump ",
    "Trump ",
    "Vitalik Buterin's ",
    "CEO ",
    "Treasury ",
    "Coinbase filed ",
)
_NEW_NAMES = (
    "Newcoin (NEW) ",
    "(SEC) ",
    "(NASDAQ: ABC) ",
    "Ada Testwell, director of ",
    "Acme Holdings ",
    "Zorb{n} ",
    "{n} (Q{N}) token ",
    "{n} ({N}) ",
    "presale ",
    "John {n} said ",
    "{n} Labs, a company, ",
    "the {n} Act ",
    "Senate Bill 21 ",
    "Judge {n} said ",
    "Source: CoinDeskThe ",
    "on X, ",
)
_BLOCKS = (
    "Market Opportunity\n",
    "Quartz{n} Logo\nQuartz{n} Price(Q{N})\n$0.5\n",
    "Quartz Logo\nQuartz Price(QZ)\n",
    "You May Also Like\n",
    "You may also like\n",
    "Share\n",
    "Alpha2026/03/14 10:49\n",
    "Tags:\n",
    "Disclaimer: x\n",
    "TLDR\n",
    "Published:\n",
    "By: Ada Testwell\n",
    "4 min read\n",
    "Continue reading ",
    "The post appeared first on ",
)
_ADDRESSES = ("https://", "www.", ".com", "t.me/", "@name ", "a@b.co ")
_MARKUP = (
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>x</b>",
    "<nav><a>x</a>",
    "<td>x",
    "<ul><li>x",
    "<time datetime='2026-01-01'>",
    "&amp;lt;",
    "<article>",
    "<br>",
    "<span style='display: none'>",
    "<pre> x",
    "<a href='https://a.b/2026/01/02/c'>x</a>",
)
_RECORDS = ('{"a": "b"}', "{", "}", "]", ",", '"', "\\", '{"headline": "x"},')

TOKENS = (
    *_PUNCTUATION,
    *_SPACES,
    *_WORDS,
    *_NUMBERS,
    *_NAMES,
    *_NEW_NAMES,
    *_BLOCKS,
    *_ADDRESSES,
    *_MARKUP,
    *_RECORDS,
)

KNOWN_BAD = (
    ".",
    "…",
    "Newcoin (NEW) ",
    "A. B. C. ",
    "A-A-A-A-A-A-A-A-A-A-A-A-A-A-A-A-A-A-A, (ABC) ",
    "TLDR\n",
    "DOT, ",
    "Story, ",
    "{n} ({N}) token ",
    "Word ETH-0,38%\n",
    "Donald Trump said. Trump ",
    "Bitcoin rose. ",
    "{n} Labs. ",
    "Disclaimer: x\n",
    "You May Also Like\n",
    "Quartz{n} Logo\nQuartz{n} Price(Q{N})\n$0.5\n",
    "x\nA. B. C. ",
)
"""Units that took more than linear time once, or would where a mended place is broken again."""


def sample(pair_count: int, triple_count: int, seed: int) -> Iterator[str]:
    """All known bad units and single tokens, and so many pairs and triples: the same for the same seed."""
    chosen = random.Random(seed)
    yield from dict.fromkeys((*KNOWN_BAD, *TOKENS))
    for first, second in chosen.sample(list(product(TOKENS, repeat=2)), pair_count):
        yield first + second
    for _ in range(triple_count):
        yield "".join(chosen.choices(TOKENS, k=3))


def repeated(unit: str, count: int) -> str:
    """A unit so many times in a row; `{n}` and `{N}` in it stand for another word each time."""
    if "{" not in unit or ("{n}" not in unit and "{N}" not in unit):
        return unit * count
    words = map(_word, range(count))
    return "".join(unit.replace("{n}", word).replace("{N}", word.upper()) for word in words)


def _word(number: int) -> str:
    """The name of a number: one word of four letters for each, the first of them a capital."""
    letters = ""
    for _ in range(4):
        number, letter = divmod(number, 26)
        letters += chr(ord("a") + letter)
    return letters.capitalize()
