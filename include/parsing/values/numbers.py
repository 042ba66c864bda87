"""Exact numbers: prices and percentages."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "₽": "RUB", "₹": "INR", "₺": "TRY"}
_CODES = frozenset([*_SIGNS.values(), "USDT", "USDC", "AUD", "CAD", "CHF", "CNY", "BRL", "UAH", "VND", "IDR"])

_DIGITS = r"[0-9](?:[0-9.,'’\s]{0,60}[0-9])?"
_SIGN_FIRST = re.compile(rf"(?:US)?(?P<sign>[{''.join(_SIGNS)}])\s?(?P<number>{_DIGITS})(?:\s?USD[TC]?)?")
_SIGN_LAST = re.compile(rf"(?P<number>{_DIGITS})\s?(?P<sign>[{''.join(_SIGNS)}]|[A-Z]{{3,4}})")
_PERCENTAGE = re.compile(
    r"(?P<sign>[+\-−–]?)\s?"
    r"(?P<number>[1-9][0-9]{0,2}(?:,[0-9]{3}){1,6}(?:\.[0-9]{1,18})?|[0-9]{1,9}(?:[.,][0-9]{1,18})?)\s?%"
)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_NO_DIGIT_OR_MARK = re.compile(r"[^0-9.,]")

PRICE_STARTS = frozenset("0123456789U") | frozenset(_SIGNS)
"""The characters that a price may begin with, to tell at a glance what is none."""

_MAX_PRICE_CHARS = 80


class Price(NamedTuple):
    """An exact price, the code of its currency, and how many characters of the text it takes."""

    amount: Decimal
    currency: str
    char_count: int


@lru_cache(maxsize=1024)
def parse_price(text: str) -> Price | None:
    """The price that `text` consists of, once or twice without anything between (`$1.50$1.50`).

    Remembered, since a widget's price is asked for as a landmark, within its copy, and as a value.
    """
    if len(text) > _MAX_PRICE_CHARS or text[:1] not in PRICE_STARTS:
        return None
    half, odd = divmod(len(text), 2)
    if not odd and text[:half] == text[half:] and (price := parse_price(text[:half])):
        return price
    match = _SIGN_FIRST.fullmatch(text) or _SIGN_LAST.fullmatch(text)
    if not match:
        return None
    currency = _SIGNS.get(match["sign"], match["sign"])
    amount = parse_decimal(match["number"])
    if amount is None or currency not in _CODES:
        return None
    return Price(amount, currency, len(text))


def parse_percentage(text: str) -> Decimal | None:
    """The per cent that `text` consists of, signed: 2.78 for `+2.78%`, -0.38 for `-0,38%`."""
    if text[-1:] != "%":
        return None
    match = _PERCENTAGE.fullmatch(text)
    if not match:
        return None
    number = parse_decimal(match["number"])
    if number is None:
        return None
    return -number if match["sign"] in ("-", "−", "–") else number


def parse_decimal(number: str) -> Decimal | None:
    """An unsigned number with any usual thousands separator and decimal mark, or None where it is none.

    Where both marks occur, the last one is the decimal mark. A single comma is a decimal mark unless
    it groups exactly three digits (`85,005`, but `0,123`).
    """
    compact = _NO_DIGIT_OR_MARK.sub("", number)
    if compact.rfind(",") > compact.rfind("."):
        if "." in compact or not _GROUPED.fullmatch(compact):
            compact = compact.replace(".", "").replace(",", ".")
        else:
            compact = compact.replace(",", "")
    else:
        compact = compact.replace(",", "")
    if compact.count(".") > 1:
        return None
    return Decimal(compact)


def is_currency_code(text: str) -> bool:
    """Whether `text` is a currency's code alone on its line."""
    return text in _CODES
