"""Complete pages, each with what must come out of it beside it."""

import json
from pathlib import Path
from typing import Any

import pytest

from include.parsing.model import ParsedDocument, Timestamp, Value
from include.parsing.parse import parse

PAGES = sorted(Path(__file__).with_name("pages").glob("*.txt"))


def summary(text: str, parsed: ParsedDocument) -> dict[str, Any]:
    """Every field of a document in JSON's types, values by their text."""

    def value(found: Value | None) -> str | None:
        return found.text if found else None

    def date(found: Timestamp | None) -> list[Any] | None:
        return [found.raw.text, found.local.isoformat(), found.precision] if found else None

    return {
        "layout": parsed.layout,
        "not_article_reason": parsed.not_article_reason,
        "headline": value(parsed.headline),
        "teaser": value(parsed.teaser),
        "author": value(parsed.author),
        "published_at": date(parsed.published_at),
        "reading_minutes": parsed.reading_minutes,
        "contact_email": value(parsed.contact_email),
        "disclaimer": value(parsed.disclaimer),
        "tags": None if parsed.tags is None else [tag.text for tag in parsed.tags],
        "is_truncated": parsed.is_truncated,
        "word_count": parsed.word_count,
        "language": parsed.language,
        "body": [
            [segment.kind, text[segment.char_start : segment.char_end].strip()]
            for segment in parsed.segments
            if segment.kind in ("paragraph", "subheading", "list_item", "byline")
            and parsed.body
            and parsed.body.char_start <= segment.char_start < parsed.body.char_end
        ],
        "price_widgets": [
            [
                w.asset_name.text,
                value(w.asset_symbol),
                str(w.price),
                w.price_raw.text,
                w.currency,
                value(w.change_raw),
            ]
            for w in parsed.price_widgets
        ],
        "related_cards": [
            [c.title.text, value(c.excerpt), value(c.source_name), date(c.published_at), c.is_truncated]
            for c in parsed.related_cards
        ],
        "unclassified": [
            text[segment.char_start : segment.char_end]
            for segment in parsed.segments
            if segment.kind == "unclassified"
        ],
    }


def test_there_are_pages() -> None:
    assert len(PAGES) >= 3


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_gives_exactly_what_is_expected(path: Path) -> None:
    text = path.read_bytes().decode()
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert summary(text, parse(text, "page_text")) == expected
