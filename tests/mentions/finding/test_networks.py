"""A single letter is a network where the text speaks of posting."""

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "He wrote on X that it fell.",
        "She took to X again.",
        "In an X post, he denied it.",
        "It was on Telegram and X.",
        "Source: X",
        "Picture by Orvel Dant/X.",
        "The site X, formerly Twitter, was down.",
    ],
)
def test_a_place_to_post_is_a_network(accepted, text):
    assert ("X", "x") in accepted(text)


@pytest.mark.parametrize(
    "text",
    [
        "It is shown on X-axis and on X Layer.",
        "Solve it for X.",
        "The iPhone X was new.",
        "Malcolm X spoke.",
        "It was on X.com then.",
    ],
)
def test_other_letters_are_none(accepted, text):
    assert "x" not in [slug for _, slug in accepted(text)]
