"""Texts made to hurt: none raises, and none takes more than linear work."""

import pytest

from include.parsing.parse import parse
from tests.parsing.builders import page
from tests.parsing.test_parse_properties import FORMATS, check

MANY = 200_000

HOSTILE = {
    "nothing": "",
    "one space": " ",
    "NUL": "\x00",
    "NULs": "\x00" * 1000,
    "lone line separator": "\u2028",
    "every control character": "".join(map(chr, range(32))) * 20,
    "one letter again and again": "a" * MANY,
    "one doubled letter a line": "aa\n" * (MANY // 3),
    "spaces": " " * MANY,
    "spaces and a letter": " " * MANY + "x",
    "line feeds": "\n" * MANY,
    "carriage returns": "\r" * MANY,
    "returns and feeds": "\r\n" * (MANY // 2),
    "digits": "9" * MANY,
    "a price without end": "$" + "1," * (MANY // 2),
    "percentages": ",1%" * (MANY // 3),
    "tickers": "ETH-0,38%" * (MANY // 9),
    "brackets": "(" * MANY,
    "posts that never appeared": "The post " * (MANY // 9),
    "continue reading": "Continue reading. " * (MANY // 18),
    "colons": "By:" * (MANY // 3),
    "at signs": "a@" * (MANY // 2),
    "headings": "You May Also Like\n" * (MANY // 18),
    "shares": "Share\nX2026/03/14 10:49\n" * (MANY // 23),
    "titles": "Bitcoin Price(BTC)\n$1\n" * (MANY // 22),
    "disclaimers": "Disclaimer:\n" * (MANY // 12),
    "tags": "Tags:\n" * (MANY // 6),
    "a tag list": "Tags: " + "a," * (MANY // 2),
    "quotes": "“" * MANY,
    "surrogate halves": "\ud800\udfff" * 500,
    "astral letters": "\U0001d54f" * 5000,
    "a very long doubled line": ("word " * 20_000 + "end. ") * 2,
}


@pytest.mark.timeout(30)
@pytest.mark.parametrize("document_format", FORMATS)
@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_raises(name: str, document_format: str) -> None:
    check(HOSTILE[name], parse(HOSTILE[name], document_format, "a title"))


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_raises_below_a_headline(name: str) -> None:
    text = page(body=(HOSTILE[name],))
    check(text, parse(text, "page_text"))
