"""Who holds which post where is read from the words beside two names, and from nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.mentions.introducing.posts import Post, find_post
from include.mentions.model import EntityType


def post_in(marked: str, firm_type: EntityType = "organisation") -> Post | None:
    """The post in a text whose person stands in braces and whose firm in brackets."""
    plain = re.sub(r"[{}\[\]]", "", marked)
    places = {}
    for opening, closing in ("{}", "[]"):
        before, _, behind = marked.partition(opening)
        name = behind.partition(closing)[0]
        start = len(re.sub(r"[{}\[\]]", "", before))
        places[opening] = (start, start + len(name))
    post = find_post(plain, places["{"], places["["], firm_type)
    if post is not None and post.role is not None:
        assert plain[post.role_raw_char_start : post.role_raw_char_end] == post.role_raw
    return post


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Then [Acme] CEO {Ada Testwell} spoke.", "ceo"),
        ("Then [Acme]’s chief executive, {Ada Testwell}, spoke.", "ceo"),
        ("Then [Acme] co-founder and CEO {Ada Testwell} spoke.", "co-founder and ceo"),
        ("Then [Acme] senior ETF analyst {Ada Testwell} spoke.", "senior etf analyst"),
        (
            "Then [Acme]'s global head of digital assets {Ada Testwell} spoke.",
            "global head of digital assets",
        ),
        ("Then {Ada Testwell}, head of research at [Acme], spoke.", "head of research"),
        ("Then {Ada Testwell}, the Chief Operating Officer of crypto exchange [Acme], spoke.", "coo"),
        ("Then {Ada Testwell}, who is general counsel at the [Acme], spoke.", "general counsel"),
        (
            "Then {Ada Testwell}, vice president for policy and strategy at [Acme], spoke.",
            "vp for policy and strategy",
        ),
        ("Then {Ada Testwell}, CEO of leading on-chain data firm [Acme], spoke.", "ceo"),
        ("Then {Ada Testwell}, the chief operating officer (COO) at [Acme] exchange, spoke.", "coo"),
        ("Then {Ada Testwell}, [Acme] president, spoke.", "president"),
        ("Then {Ada Testwell} ([Acme] CTO) spoke.", "cto"),
        ("Then {Ada Testwell}, [Acme]'s chief economist said so.", "chief economist"),
        ("Then the chairman of [Acme], {Ada Testwell}, spoke.", "chairman"),
        ("Then the chairman of insurer [Acme] {Ada Testwell} spoke.", "chairman"),
    ],
)
def test_a_post_stands_between_or_around_the_names(text, role):
    post = post_in(text)
    assert post is not None
    assert post.role == role
    assert not post.is_former


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Then former [Acme] CEO {Ada Testwell} spoke.", "ceo"),
        ("Then {Ada Testwell}, former [Acme] CEO, spoke.", "ceo"),
        ("Then [Acme]'s former CEO {Ada Testwell} spoke.", "ceo"),
        ("Then [Acme] ex-CEO {Ada Testwell} spoke.", "ceo"),
        ("Then {Ada Testwell}, formerly head of research at [Acme], spoke.", "head of research"),
    ],
)
def test_what_says_that_a_post_is_over_is_told_apart(text, role):
    post = post_in(text)
    assert post is not None
    assert (post.role, post.is_former) == (role, True)


@pytest.mark.parametrize("joined", ["{Ada Testwell} of [Acme]", "{Ada Testwell} from [Acme]"])
def test_who_is_only_of_a_firm_has_no_role(joined):
    assert post_in(f"Then {joined} spoke.") == Post(None, None, None, None, is_former=False)
    assert post_in(f"Then {joined} spoke.", "asset") is None


@pytest.mark.parametrize(
    "text",
    [
        "Then [Acme] sued founder {Ada Testwell} over it.",
        "Then [Acme] said analyst {Ada Testwell} was wrong.",
        "Then {Ada Testwell}, [Acme] CEO Bo Quill and others spoke.",
        "Then {Ada Testwell} and [Acme] spoke.",
        "Then {Ada Testwell}, head of policy for the [Acme]-focused Quill, spoke.",
        "Then {Ada Testwell} sold her shares of [Acme] at once.",
        "Then [Acme]. CEO {Ada Testwell} spoke.",
    ],
)
def test_other_words_beside_the_names_say_nothing(text):
    assert post_in(text) is None


def test_a_coin_has_founders_but_no_analysts():
    assert post_in("Then [Acme] founder {Ada Testwell} spoke.", "asset") is not None
    assert post_in("Then [Acme] analyst {Ada Testwell} spoke.", "asset") is None
    assert post_in("Then {Ada Testwell}, CEO of [Acme], spoke.", "asset") is not None
    assert post_in("Then {Ada Testwell}, CEO of [Acme] treasury company Quill, spoke.", "asset") is None
    assert post_in("Then {Ada Testwell}, general counsel at [Acme], spoke.", "asset") is not None


@given(
    before=st.text(max_size=60),
    between=st.text(max_size=60),
    after=st.text(max_size=60),
    is_firm_first=st.booleans(),
)
def test_a_role_is_what_stands_at_its_place_whatever_the_text(before, between, after, is_firm_first):
    one, other = "Ada Testwell", "Acme"
    names = (other, one) if is_firm_first else (one, other)
    text = f"{before}{names[0]}{between}{names[1]}{after}"
    first = (len(before), len(before) + len(names[0]))
    second = (first[1] + len(between), first[1] + len(between) + len(names[1]))
    person, firm = (second, first) if is_firm_first else (first, second)
    post = find_post(text, person, firm, "organisation")
    if post is not None and post.role is not None:
        assert post.role
        assert text[post.role_raw_char_start : post.role_raw_char_end] == post.role_raw
