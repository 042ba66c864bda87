"""From batches of text to batches of nested Arrow values, filled column by column.

Building a dictionary a row and handing those to Arrow takes longer than the parsing itself.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyarrow as pa

from include.mentions.gazetteer import load
from include.mentions.matcher import Matcher
from include.mentions.model import AssetDefinition, Mention
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
from include.parsing.values.dates import parse_date_line
from include.text_functions import types
from include.text_functions.urls import canonical_url

Row = tuple[Any, ...]
_NO_VALUE: Row = (None, None, None)
_NO_TIMESTAMP: Row = (None, None, None, None, None, None)


def parse_documents(raw_texts: pa.Array, formats: pa.Array, titles: pa.Array) -> pa.Array:
    """Parse a batch: one `types.PARSED_DOCUMENT` a document, in order."""
    documents = list(map(parse, raw_texts.to_pylist(), formats.to_pylist(), titles.to_pylist()))
    flat = _struct(types.PARSED_DOCUMENT, map(_document_row, documents), omit=("tags", *_NESTED))
    columns = dict(zip(flat.type.names, flat.flatten(), strict=True))
    columns["tags"] = _lists(types.TAG, [document.tags for document in documents], tuple)
    for name, (item_type, to_row) in _NESTED.items():
        columns[name] = _lists(item_type, [getattr(document, name) for document in documents], to_row)
    fields = list(types.PARSED_DOCUMENT)
    return pa.StructArray.from_arrays([columns[field.name] for field in fields], fields=fields)


def find_mentions(
    raw_texts: pa.Array, sections: pa.ListArray, definitions: pa.ListArray, seeds_dir: str
) -> pa.Array:
    """Find the mentions of a batch: a list of `types.MENTION` a document, in order of their places."""
    matcher = _matcher(seeds_dir)
    found: list[Sequence[Mention]] = [
        matcher.find(raw_text, spans, assets)
        for raw_text, spans, assets in zip(
            raw_texts.to_pylist(),
            _tuples(sections, SectionSpan),
            _tuples(definitions, AssetDefinition),
            strict=True,
        )
    ]
    return _lists(types.MENTION, found, tuple)


def parse_timestamps(texts: Sequence[str | None]) -> pa.Array:
    """Read a batch of declared times: a `types.TIMESTAMP` each, null where the text is no time."""
    rows = [None if text is None else parse_date_line(text.strip(), 0) for text in texts]
    values = _struct(
        types.TIMESTAMP,
        ((row.local, row.precision, row.utc_offset_minutes) if row else _NO_VALUE for row in rows),
    )
    return pa.StructArray.from_arrays(
        values.flatten(),
        fields=list(types.TIMESTAMP),
        mask=pa.array([row is None for row in rows], pa.bool_()),
    )


def canonical_urls(urls: Sequence[str | None]) -> pa.Array:
    """Canonicalise a batch of addresses."""
    return pa.array(map(canonical_url, urls), pa.string())


@cache
def _matcher(seeds_dir: str) -> Matcher:
    """One automaton a process: it takes a second to build, and every batch uses it."""
    return Matcher(load(Path(seeds_dir)))


def _value(value: Value | None) -> Row:
    return _NO_VALUE if value is None else tuple(value)


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


_NESTED: dict[str, tuple[pa.StructType, Callable[[Any], Row]]] = {
    "segments": (types.SEGMENT, tuple),
    "sections": (types.SECTION, tuple),
    "related_cards": (types.RELATED_CARD, _card_row),
    "price_widgets": (types.PRICE_WIDGET, _widget_row),
}


def _struct(struct_type: pa.StructType, rows: Iterable[Row], omit: Sequence[str] = ()) -> pa.StructArray:
    fields = [field for field in struct_type if field.name not in omit]
    columns = list(zip(*rows, strict=True)) or [() for _ in fields]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, fields, strict=True)]
    return pa.StructArray.from_arrays(arrays, fields=fields)


def _lists(
    item_type: pa.StructType, lists: Sequence[Sequence[Any] | None], to_row: Callable[[Any], Row]
) -> pa.ListArray:
    """A list a row; None stays null, which differs from empty."""
    lengths = [0 if items is None else len(items) for items in lists]
    values = _struct(item_type, (to_row(item) for items in lists if items for item in items))
    mask = pa.array([items is None for items in lists], pa.bool_())
    return pa.ListArray.from_arrays(
        pa.array([0, *accumulate(lengths)], pa.int32()), values, type=pa.list_(item_type), mask=mask
    )


def _tuples(lists: pa.ListArray, make: Callable[..., Any]) -> Iterator[list[Any]]:
    """Each list of structs as a list of named tuples, without a dictionary in between."""
    items = lists.flatten()
    rows = [make(*row) for row in zip(*(column.to_pylist() for column in items.flatten()), strict=True)]
    position = 0
    for length in lists.value_lengths().to_pylist():
        yield rows[position : position + (length or 0)]
        position += length or 0
