"""What the batches answer is what the parser says, row by row."""

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from include.mentions.matcher import Matcher
from include.parsing.parse import parse
from include.settings import PROJECT_ROOT
from include.text_functions import batches, types
from include.text_functions.batches import parse_documents, parse_timestamps, read_documents
from tests.parsing.builders import card, page, widget

TEXTS = [
    page(),
    page(tags=None, cards=(), widgets=()),
    page(
        tags="Tags: Bitcoin, ETF", cards=(card(), card(excerpt=None)), widgets=(widget(), widget(price="$--"))
    ),
    page(date="2026/13/45 10:00"),
    "",
    "404 Not Found",
]


def no_marks(count: int) -> pa.Array:
    return pa.nulls(count, pa.list_(types.PAGE_MARK))


def rows(texts: list[str]) -> list[dict[str, Any]]:
    formats = pa.array(["page_text"] * len(texts), pa.string())
    titles = pa.nulls(len(texts), pa.string())
    parsed = parse_documents(pa.array(texts, pa.string()), formats, titles, no_marks(len(texts)))
    parsed.validate(full=True)
    assert parsed.type == types.PARSED_DOCUMENT
    return parsed.to_pylist()


@pytest.mark.parametrize("position", range(len(TEXTS)))
def test_a_row_says_what_the_parser_says(position: int) -> None:
    row = rows(TEXTS)[position]
    parsed = parse(TEXTS[position], "page_text")
    assert row["layout"] == parsed.layout
    assert row["not_article_reason"] == parsed.not_article_reason
    assert (row["headline"], row["headline_char_start"], row["headline_char_end"]) == (
        parsed.headline or (None, None, None)
    )
    assert row["body_text"] == parsed.body_text
    assert row["published_at_local"] == (parsed.published_at and parsed.published_at.local)
    assert [tuple(segment.values()) for segment in row["segments"]] == parsed.segments
    tags = row["tags"]
    assert (tags if tags is None else [tuple(tag.values()) for tag in tags]) == parsed.tags
    assert [shown["title"] for shown in row["related_cards"]] == [c.title.text for c in parsed.related_cards]
    assert [shown["price"] for shown in row["price_widgets"]] == [
        f"{w.price:f}" for w in parsed.price_widgets
    ]


def test_an_empty_batch_has_no_rows() -> None:
    assert rows([]) == []


def test_what_is_no_time_is_null() -> None:
    times = parse_timestamps(["2026-04-01T09:30:00+02:00", "soon", None]).to_pylist()
    assert times[0]["utc_offset_minutes"] == 120
    assert times[1:] == [None, None]


def slow(read: Callable[..., Any], slow_text: str) -> Callable[..., Any]:
    """The same, but for one text that it never comes to the end of."""

    def read_for_ever(*arguments: Any) -> Any:
        while slow_text in arguments:
            pass
        return read(*arguments)

    return read_for_ever


def test_a_document_that_takes_too_long_is_no_article(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [page(), "It never ends.", page()]
    expected = rows(texts)
    monkeypatch.setattr(batches, "parse", slow(parse, texts[1]))
    formats, titles = pa.array(["page_text"] * 3), pa.nulls(3, pa.string())
    parsed = parse_documents(pa.array(texts), formats, titles, no_marks(3), 0.05).to_pylist()
    assert [parsed[0], parsed[2]] == [expected[0], expected[2]]
    assert (parsed[1]["not_article_reason"], parsed[1]["headline"]) == ("too_slow", None)
    assert [tuple(segment.values()) for segment in parsed[1]["segments"]] == [("unclassified", 0, 14)]


@pytest.mark.parametrize("slow_step", ["parse", "Matcher.find"])
def test_a_document_is_given_up_whatever_takes_too_long(
    slow_step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["Bitcoin rose. Nobody knows why.", "Bitcoin never ends.", "Ethereum rose. Nobody knows why."]
    if slow_step == "parse":
        monkeypatch.setattr(batches, "parse", slow(parse, texts[1]))
    else:
        monkeypatch.setattr(Matcher, "find", slow(Matcher.find, texts[1]))
    formats, titles = pa.array(["record"] * 3), pa.nulls(3, pa.string())
    seeds_dir = str(PROJECT_ROOT / "seeds")
    read = read_documents(pa.array(texts), formats, titles, no_marks(3), seeds_dir, 1.0).to_pylist()
    assert [[mention["slug"] for mention in row["mentions"]] for row in read] == [
        ["bitcoin"],
        [],
        ["ethereum"],
    ]
    assert [row["not_article_reason"] for row in read] == [None, "too_slow", None]


def test_a_text_that_is_null_has_no_fingerprint_and_shares_nothing() -> None:
    assert batches.text_fingerprints(pa.array([None, "one two three"], pa.string())).to_pylist() == [[], []]
    texts, others = pa.array(["one two three four", None]), pa.array(["One, two, three, four!", "one"])
    assert batches.shared_shingles(texts, others).to_pylist() == [
        {"shingle_count": 1, "shared_shingle_count": 1},
        {"shingle_count": 0, "shared_shingle_count": 0},
    ]


def test_each_list_of_links_gives_its_own_followers() -> None:
    links = pa.array(
        [[{"document_no": 2, "earlier_document_no": 1, "similarity": 0.5}], None, []],
        pa.list_(types.STORY_LINK),
    )
    joined = batches.join_stories(links)
    joined.validate(full=True)
    assert joined.to_pylist() == [
        [{"document_no": 2, "lead_document_no": 1, "similarity": 0.5}],
        [],
        [],
    ]
