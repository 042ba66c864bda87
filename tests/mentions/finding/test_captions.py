"""A flattened page glues the next sentence to the caption of a picture."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A chart. Source: CoinbaseThe pair fell.", ["Coinbase"]),
        ("A chart. Source: CoinbaseCoinbase rose.", ["Coinbase"]),
        ("A chart. Source: Bitcoin MagazineLater it fell.", ["Bitcoin Magazine"]),
        ("A chart. Source: Coinbase/AnthropicA low holds.", ["Coinbase", "Anthropic"]),
        ("A chart. Source: Coinbase and others.", ["Coinbase"]),
    ],
)
def test_a_caption_ends_where_a_capital_stands_inside_a_word(accepted, text, expected):
    assert [surface for surface, _ in accepted(text)] == expected


@pytest.mark.parametrize(
    "text", ["They like CoinbaseThe most.", "Source: CoinbaseX1", "Source: BitcoinersThe"]
)
def test_nothing_is_cut_out_of_other_words(accepted, text):
    assert accepted(text) == []
