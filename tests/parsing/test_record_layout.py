"""Records of a feed: headline, blank line, summary."""

import pytest

from include.parsing.parse import parse

HEADLINE = "Ferry DAO buys a second pier"
BODY = "Ferry DAO paid 40 ETH for a second pier. The vote was close. Members meet again in May."


def test_headline_and_body() -> None:
    parsed = parse(f"{HEADLINE}\n\n{BODY}", "record", HEADLINE)
    assert parsed.layout == "record"
    assert parsed.headline is not None
    assert parsed.headline.text == HEADLINE
    assert parsed.body_text == BODY
    assert parsed.word_count == 18
    assert parsed.language == "en"
    assert [s.kind for s in parsed.segments] == ["headline", "blank", "paragraph"]
    assert [s.section for s in parsed.sections] == ["headline", "body"]


def test_a_headline_alone_is_an_article_without_body() -> None:
    parsed = parse(HEADLINE, "record", HEADLINE)
    assert parsed.headline is not None
    assert (parsed.body, parsed.body_text, parsed.not_article_reason) == (None, None, None)


def test_a_summary_alone_has_no_headline() -> None:
    parsed = parse(BODY, "record")
    assert parsed.headline is None
    assert parsed.body_text == BODY


@pytest.mark.parametrize(
    "headline", ["Two lines\nof headline", "  Spaces around  ", "Tom &amp; Jerry list a coin"]
)
def test_the_declared_title_tells_the_headline(headline: str) -> None:
    parsed = parse(f"{headline}\n\n{BODY}", "record", headline)
    assert parsed.headline is not None
    assert parsed.headline.text == headline.strip()
    assert parsed.body_text == BODY


def test_a_title_that_is_not_there_is_no_headline() -> None:
    parsed = parse(BODY, "record", "Ferry DAO paid 40 ETH")
    assert parsed.headline is None
    assert parsed.body_text == BODY


def test_remains_of_markup_are_no_body_and_entities_stay() -> None:
    summary = "<p>Ferry DAO &amp; friends bought a pier.</p>"
    assert parse(f"{HEADLINE}\n\n{summary}", "record", HEADLINE).body_text == summary[3:-4]


@pytest.mark.parametrize(
    ("ending", "is_truncated"),
    [
        (" The post Ferry DAO buys a second pier appeared first on Quayside .", False),
        (" The post Ferry DAO buys appeared on Quayside.com", False),
        (" This post Ferry DAO first appeared on Quayside and is written by Editorial Team", False),
        (" … Continue reading", True),
        (' Continue reading "Ferry DAO buys a second pier"', True),
        (" Continue Reading: Ferry DAO buys. The post Ferry appeared first on Quayside .", True),
        (" Read more", True),
    ],
)
def test_closing_boilerplate_is_no_body(ending: str, is_truncated: bool) -> None:
    text = f"{HEADLINE}\n\n{BODY}{ending}"
    parsed = parse(text, "record", HEADLINE)
    assert (parsed.body_text or "").removesuffix(" …") == BODY
    last = parsed.segments[-1]
    assert last.kind == "boilerplate"
    assert text.endswith(text[last.char_start : last.char_end])
    assert parsed.is_truncated is is_truncated


@pytest.mark.parametrize(
    ("summary", "is_truncated"),
    [
        (BODY, False),
        (BODY + " The next meeting of the", True),
        (BODY + " The next meeting…", True),
        (BODY + " The next [&#8230;]", True),
        ("Ferry DAO buys a second pier as members vote", False),
        (BODY * 10 + " Magazine: What ferries teach us", False),
        (BODY * 10 + " Read more: What ferries teach us", False),
        (BODY * 10 + " Read more", True),
    ],
)
def test_a_cut_is_seen(summary: str, is_truncated: bool) -> None:
    assert parse(f"{HEADLINE}\n\n{summary}", "record", HEADLINE).is_truncated is is_truncated


def test_an_empty_record_is_no_article() -> None:
    assert parse("", "record").not_article_reason == "empty"
