"""What the batches answer is what the parser says, row by row."""

from typing import Any

import pyarrow as pa
import pytest

from include.parsing.parse import parse
from include.text_functions import types
from include.text_functions.batches import parse_documents, parse_timestamps
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


def rows(texts: list[str]) -> list[dict[str, Any]]:
    formats = pa.array(["page_text"] * len(texts), pa.string())
    titles = pa.nulls(len(texts), pa.string())
    marks = pa.nulls(len(texts), pa.list_(types.PAGE_MARK))
    parsed = parse_documents(pa.array(texts, pa.string()), formats, titles, marks)
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
    assert [tuple(section.values()) for section in row["sections"]] == parsed.sections
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
