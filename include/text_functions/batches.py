"""From batches of text to batches of nested Arrow values."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from include.mentions.matcher import Matcher
from include.mentions.model import AssetDefinition
from include.mentions.names.gazetteer import load
from include.page_marks import PageMark
from include.parsing.model import (
    PARSER_VERSION,
    ParsedDocument,
    PriceWidget,
    RelatedCard,
    SectionSpan,
    Timestamp,
    Value,
)
from include.parsing.parse import parse
from include.parsing.values.dates import parse_declared_time
from include.text_functions import types
from include.text_functions.columns import ListRows, Row, StructRows
from include.text_functions.urls import canonical_url

_LISTS = {
    "tags": types.TAG,
    "segments": types.SEGMENT,
    "sections": types.SECTION,
    "related_cards": types.RELATED_CARD,
    "price_widgets": types.PRICE_WIDGET,
}
_NO_VALUE: Row = (None, None, None)
_NO_TIMESTAMP: Row = (None, None, None, None, None, None)


def parse_documents(
    raw_texts: pa.Array, formats: pa.Array, titles: pa.Array, page_marks: pa.ListArray
) -> pa.Array:
    """Parse a batch: one `types.PARSED_DOCUMENT` a document, in order."""
    fields = list(types.PARSED_DOCUMENT)
    flat = StructRows(field for field in fields if field.name not in _LISTS)
    lists = {name: ListRows(item_type) for name, item_type in _LISTS.items()}
    for raw_text, document_format, title, marks in zip(
        raw_texts.to_pylist(),
        formats.to_pylist(),
        titles.to_pylist(),
        _tuples(page_marks, PageMark),
        strict=True,
    ):
        document = parse(raw_text, document_format, title, marks)
        flat.add((_document_row(document),))
        lists["tags"].add(document.tags)
        lists["segments"].add(document.segments)
        lists["sections"].add(document.sections)
        lists["related_cards"].add([_card_row(card) for card in document.related_cards])
        lists["price_widgets"].add([_widget_row(widget) for widget in document.price_widgets])
    columns = flat.to_arrays() | {name: rows.to_array() for name, rows in lists.items()}
    return pa.StructArray.from_arrays([columns[field.name] for field in fields], fields=fields)


def find_mentions(
    raw_texts: pa.Array, sections: pa.ListArray, definitions: pa.ListArray, seeds_dir: str
) -> pa.Array:
    """Find the mentions of a batch: a list of `types.MENTION` a document, in order of their places."""
    matcher = _matcher(seeds_dir)
    found = ListRows(types.MENTION)
    for raw_text, spans, assets in zip(
        raw_texts.to_pylist(),
        _tuples(sections, SectionSpan),
        _tuples(definitions, AssetDefinition),
        strict=True,
    ):
        found.add(matcher.find(raw_text, spans, assets))
    return found.to_array()


def parse_timestamps(texts: Sequence[str | None]) -> pa.Array:
    """Read a batch of declared times: a `types.TIMESTAMP` each, null where the text is no time."""
    times = [None if text is None else parse_declared_time(text.strip()) for text in texts]
    rows = StructRows(types.TIMESTAMP)
    rows.add((time.local, time.precision, time.utc_offset_minutes) if time else _NO_VALUE for time in times)
    return rows.to_array(mask=pa.array([time is None for time in times], pa.bool_()))


def canonical_urls(urls: Sequence[str | None]) -> pa.Array:
    """Canonicalise a batch of addresses."""
    return pa.array(map(canonical_url, urls), pa.string())


@cache
def _matcher(seeds_dir: str) -> Matcher:
    """One automaton a process: it takes a second to build, and every batch uses it."""
    return Matcher(load(Path(seeds_dir)))


def _value(value: Value | None) -> Row:
    return _NO_VALUE if value is None else value


def _timestamp(timestamp: Timestamp | None) -> Row:
    if timestamp is None:
        return _NO_TIMESTAMP
    return (*timestamp.raw, timestamp.local, timestamp.precision, timestamp.utc_offset_minutes)


def _document_row(document: ParsedDocument) -> Row:
    """The columns of `types.PARSED_DOCUMENT` that are no lists, in order."""
    body = document.body
    return (
        PARSER_VERSION,
        document.layout,
        document.not_article_reason,
        *_value(document.headline),
        *_value(document.teaser),
        document.body_text,
        body.char_start if body else None,
        body.char_end if body else None,
        *_value(document.author),
        *_timestamp(document.published_at),
        document.reading_minutes,
        *_value(document.reading_time),
        *_value(document.contact_email),
        *_value(document.disclaimer),
        document.is_truncated,
        document.word_count,
        document.language,
    )


def _card_row(card: RelatedCard) -> Row:
    return (
        card.position,
        card.char_start,
        card.char_end,
        *_value(card.title),
        *_value(card.excerpt),
        *_value(card.source_name),
        *_timestamp(card.published_at),
        card.is_truncated,
    )


def _widget_row(widget: PriceWidget) -> Row:
    return (
        *_value(widget.asset_name),
        *_value(widget.asset_symbol),
        f"{widget.price:f}",
        *_value(widget.price_raw),
        widget.currency,
        None if widget.change_pct is None else f"{widget.change_pct:f}",
        *_value(widget.change_raw),
    )


def _tuples(lists: pa.ListArray, make: Callable[..., Any]) -> Iterator[list[Any]]:
    """Each list of structs as a list of named tuples, without a dictionary in between."""
    items = lists.flatten()
    rows = [make(*row) for row in zip(*(column.to_pylist() for column in items.flatten()), strict=True)]
    position = 0
    for length in lists.value_lengths().to_pylist():
        yield rows[position : position + (length or 0)]
        position += length or 0
