"""Prices and percentages, exact to the last digit."""

from decimal import Decimal

import pytest

from include.parsing.values.numbers import parse_decimal, parse_percentage, parse_price


@pytest.mark.parametrize(
    ("text", "amount", "currency", "char_count"),
    [
        ("$0.007524", "0.007524", "USD", 9),
        ("$0.007524$0.007524", "0.007524", "USD", 9),
        ("$85,005.88$85,005.88", "85005.88", "USD", 10),
        ("$ 1,234,567", "1234567", "USD", 11),
        ("US$5", "5", "USD", 4),
        ("€1.234,56", "1234.56", "EUR", 9),
        ("$64 512.34", "64512.34", "USD", 10),
        ("64\u00a0512,34 $", "64512.34", "USD", 11),
        ("0,123 €", "0.123", "EUR", 7),
        ("12.5 USDT", "12.5", "USDT", 9),
        ("$0.000000000000000000001", "0.000000000000000000001", "USD", 24),
        ("$1.5$1.6", None, None, None),
        ("$", None, None, None),
        ("$1.2.3", None, None, None),
        ("1.5", None, None, None),
        ("$5 million", None, None, None),
        ("10 BTC", None, None, None),
        ("$" + "1" * 100, None, None, None),
        ("", None, None, None),
    ],
)
def test_a_price_is_the_whole_text(
    text: str, amount: str | None, currency: str | None, char_count: int | None
) -> None:
    found = parse_price(text)
    if amount is None:
        assert found is None
    else:
        assert found == (Decimal(amount), currency, char_count)


@pytest.mark.parametrize(
    ("text", "per_cent"),
    [
        ("+2.78%", "2.78"),
        ("-0,38%", "-0.38"),
        ("−3.1 %", "-3.1"),
        ("0%", "0"),
        ("0.00%", "0.00"),
        ("--%", None),
        ("2.78", None),
        ("1.2.3%", None),
        ("%", None),
        ("", None),
    ],
)
def test_a_percentage_is_signed(text: str, per_cent: str | None) -> None:
    assert parse_percentage(text) == (None if per_cent is None else Decimal(per_cent))


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,000", "1000"), ("0,100", "0.100"), ("1.000,5", "1000.5"), ("1'000.5", "1000.5"), ("12,5", "12.5")],
)
def test_the_last_mark_is_the_decimal_mark(text: str, number: str) -> None:
    assert parse_decimal(text) == Decimal(number)
