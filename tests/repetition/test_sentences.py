"""A sentence is known again wherever the same words stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.parsing.model import SectionSpan
from include.repetition.sentences import find_sentences, sentence_key

LINE = "Subscribe to our letter — it’s free."


@pytest.mark.parametrize(
    "written",
    [
        "Subscribe to our letter - it's free!",
        "SUBSCRIBE TO OUR LETTER – IT’S FREE",
        "  subscribe to\u00a0our letter: (it's free)",
    ],
)
def test_case_typography_and_punctuation_make_no_difference(written: str) -> None:
    assert sentence_key(written) == sentence_key(LINE) is not None


def test_other_words_or_figures_have_another_key() -> None:
    keys = {sentence_key(f"Bitcoin closed the week at ${price}.") for price in (64_000, 64_001)}
    assert len(keys) == 2


@pytest.mark.parametrize("short", ["", "Read more", "The U.S.", "Bitcoin price analysis", "... -- !"])
def test_what_is_short_has_no_key(short: str) -> None:
    assert sentence_key(short) is None


def test_a_script_without_spaces_is_measured_by_its_letters() -> None:
    assert sentence_key("免責事項この記事は投資助言ではありません") is not None
    assert sentence_key("広告") is None


def test_only_the_body_is_looked_at() -> None:
    text = "Prices rise again this week.\nTraders were glad of the day. Others waited for more of it."
    body = text.index("Traders")
    found = find_sentences(text, [SectionSpan("headline", 0, body - 1), SectionSpan("body", body, len(text))])
    assert [text[start:end] for _, start, end in found] == [
        "Traders were glad of the day.",
        "Others waited for more of it.",
    ]


@given(st.text("aB .!?…\n'”(x9é日本", max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_sentences_are_apart_in_order_and_known_again_when_they_stand_alone(
    text: str, one: int, other: int
) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = find_sentences(text, [SectionSpan("body", start, end)])
    cursor = start
    for key, char_start, char_end in found:
        assert cursor <= char_start < char_end <= end
        assert sentence_key(text[char_start:char_end]) == key
        cursor = char_end
