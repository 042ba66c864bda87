"""From batches of text to batches of nested Arrow values."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import pyarrow as pa

from include.budget import TOO_SLOW, TooSlow, within_budget
from include.mentions.introducing.posts import find_post
from include.mentions.matcher import Matcher
from include.mentions.model import AssetDefinition, EntityType, Mention
from include.mentions.names.gazetteer import load
from include.page_marks import PageMark
from include.parsing.model import (
    PARSER_VERSION,
    ParsedDocument,
    PriceWidget,
    RelatedCard,
    Segment,
    Span,
    Timestamp,
    Value,
)
from include.parsing.parse import parse
from include.parsing.refusal import unread
from include.parsing.values.dates import parse_declared_time
from include.repetition import sentences, shingles
from include.repetition.leaving_out import leave_out
from include.settings import DEFAULT_MAX_DOCUMENT_SECONDS
from include.stories import joining
from include.text_functions import types
from include.text_functions.columns import ListRows, Row, StructRows
from include.text_functions.urls import canonical_url

_LISTS = {
    "tags": types.TAG,
    "segments": types.SEGMENT,
    "related_cards": types.RELATED_CARD,
    "price_widgets": types.PRICE_WIDGET,
}
_MENTION_LISTS = {
    "mentions": types.MENTION,
    "rejected_mentions": types.MENTION,
    "provisional_entities": types.PROVISIONAL_ENTITY,
    "sentences": types.SENTENCE,
}
_Row = TypeVar("_Row")
_NO_VALUE: Row = (None, None, None)
_NO_TIMESTAMP: Row = (None, None, None, None, None, None)


def parse_documents(
    raw_texts: pa.Array,
    formats: pa.Array,
    titles: pa.Array,
    page_marks: pa.ListArray,
    max_document_seconds: float = DEFAULT_MAX_DOCUMENT_SECONDS,
) -> pa.Array:
    """Parse a batch: one `types.PARSED_DOCUMENT` a document, in order.

    One that takes more processor time than that is no article, by the reason `too_slow`.
    """
    rows = _DocumentRows(types.PARSED_DOCUMENT, _LISTS)
    for text in _texts(raw_texts, formats, titles, page_marks):
        try:
            with within_budget(max_document_seconds):
                document = parse(*text)
        except TooSlow:
            document = unread(text[0], TOO_SLOW)
        rows.add(document)
    return rows.to_array()


def read_documents(
    raw_texts: pa.Array,
    formats: pa.Array,
    titles: pa.Array,
    page_marks: pa.ListArray,
    seeds_dir: str,
    max_document_seconds: float = DEFAULT_MAX_DOCUMENT_SECONDS,
) -> pa.Array:
    """Parse a batch, find its mentions and its sentences: one `types.READ_DOCUMENT` a document, in order.

    All in one go: the text would have to travel twice otherwise, which takes as long as the parsing. One
    that takes more processor time than that is no article, by the reason `too_slow`, and mentions nobody.
    """
    matcher = _matcher(seeds_dir)
    rows = _DocumentRows(types.READ_DOCUMENT, _LISTS | _MENTION_LISTS)
    for text in _texts(raw_texts, formats, titles, page_marks):
        try:
            with within_budget(max_document_seconds):
                document = parse(*text)
                mentions = matcher.find(text[0], document.sections, _assets(document))
                found = sentences.find_sentences(text[0], document.sections)
        except TooSlow:
            document, mentions, found = unread(text[0], TOO_SLOW), [], []
        rows.add(document)
        rows.add_mentions(mentions)
        rows.add_sentences(found)
    return rows.to_array()


def leave_out_repeated(
    raw_texts: pa.Array,
    segments: pa.ListArray,
    body_starts: pa.Array,
    body_ends: pa.Array,
    languages: pa.Array,
    repeated: pa.ListArray,
) -> pa.Array:
    """Leave the repeated sentences of a batch out of its bodies: one `types.TOLD_DOCUMENT` each, in order.

    Every document of it has a body.
    """
    flat = StructRows(field for field in types.TOLD_DOCUMENT if not pa.types.is_list(field.type))
    lists = {"segments": ListRows(types.SEGMENT), "repeated": ListRows(types.REPEATED)}
    for raw_text, spans, start, end, language, left_out in zip(
        raw_texts.to_pylist(),
        _rows(segments, Segment),
        body_starts.to_pylist(),
        body_ends.to_pylist(),
        languages.to_pylist(),
        _rows(repeated, Span),
        strict=True,
    ):
        told = leave_out(raw_text, spans, Span(start, end), language, left_out)
        flat.add([(told.body_text, *(told.body or (None, None)), told.word_count)])
        lists["segments"].add(told.segments)
        lists["repeated"].add(told.repeated)
    columns = flat.to_arrays() | {name: rows.to_array() for name, rows in lists.items()}
    return pa.StructArray.from_arrays(
        [columns[field.name] for field in types.TOLD_DOCUMENT], fields=list(types.TOLD_DOCUMENT)
    )


def sentence_keys(texts: Sequence[str | None]) -> pa.Array:
    """The keys of a batch of texts that stand alone, null where one is too short to have any."""
    return pa.array((None if text is None else sentences.sentence_key(text) for text in texts), pa.int64())


def text_fingerprints(texts: pa.Array) -> pa.Array:
    """The fingerprints of a batch of texts, none of a text that is null."""
    return pa.array(
        ([] if text is None else shingles.fingerprints(text) for text in texts.to_pylist()),
        pa.list_(pa.int64()),
    )


def shared_shingles(texts: pa.Array, others: pa.Array) -> pa.Array:
    """What of each text stands in the other one beside it: one `types.SHARED_SHINGLES` each, in order."""
    rows = StructRows(types.SHARED_SHINGLES)
    rows.add(
        shingles.shared_shingles(text or "", other or "")
        for text, other in zip(texts.to_pylist(), others.to_pylist(), strict=True)
    )
    return rows.to_array()


def join_stories(links: pa.ListArray) -> pa.Array:
    """Who joins whose story, of a list of links a row: a list of `types.STORY_FOLLOWER` each, in order."""
    rows = ListRows(types.STORY_FOLLOWER)
    for row in _rows(links, joining.Link):
        rows.add(list(joining.join_stories(row)))
    return rows.to_array()


def parse_timestamps(texts: Sequence[str | None]) -> pa.Array:
    """Read a batch of declared times: a `types.TIMESTAMP` each, null where the text is no time."""
    times = [None if text is None else parse_declared_time(text.strip()) for text in texts]
    rows = StructRows(types.TIMESTAMP)
    rows.add((time.local, time.precision, time.utc_offset_minutes) if time else _NO_VALUE for time in times)
    return rows.to_array(mask=pa.array([time is None for time in times], pa.bool_()))


def canonical_urls(urls: Sequence[str | None]) -> pa.Array:
    """Canonicalise a batch of addresses."""
    return pa.array(map(canonical_url, urls), pa.string())


def find_posts(
    texts: Iterable[str],
    people: Iterable[tuple[int, int]],
    firms: Iterable[tuple[int, int]],
    firm_types: Iterable[EntityType],
) -> pa.Array:
    """Find the post of each person at a firm: one `types.POST` a text, null where it names none."""
    return pa.array(map(find_post, texts, people, firms, firm_types), types.POST)


def warm_up(seeds_dir: str) -> None:
    """Do once what the first batch would have to wait for."""
    _matcher(seeds_dir)


@cache
def _matcher(seeds_dir: str) -> Matcher:
    """One automaton a process: it takes a second to build, and every batch uses it."""
    return Matcher(load(Path(seeds_dir)))


class _DocumentRows:
    """The columns of a batch of documents, filled row by row."""

    def __init__(self, row_type: pa.StructType, item_types: dict[str, pa.StructType]) -> None:
        self._fields = list(row_type)
        self._flat = StructRows(field for field in self._fields if field.name not in item_types)
        self._lists = {name: ListRows(item_type) for name, item_type in item_types.items()}

    def add(self, document: ParsedDocument) -> None:
        self._flat.add((_document_row(document),))
        self._lists["tags"].add(document.tags)
        self._lists["segments"].add(document.segments)
        self._lists["related_cards"].add([_card_row(card) for card in document.related_cards])
        self._lists["price_widgets"].add([_widget_row(widget) for widget in document.price_widgets])

    def add_mentions(self, found: Sequence[Mention]) -> None:
        """The mentions of the document that was added last."""
        self._lists["mentions"].add([_mention_row(mention) for mention in found if mention.is_accepted])
        self._lists["rejected_mentions"].add(
            [_mention_row(mention) for mention in found if not mention.is_accepted]
        )
        provisional = {
            (mention.slug, mention.entity_type, mention.name, mention.symbol): None
            for mention in found
            if mention.is_accepted and mention.is_provisional
        }
        self._lists["provisional_entities"].add(list(provisional))

    def add_sentences(self, found: Sequence[sentences.Sentence]) -> None:
        """The sentences of the document that was added last."""
        self._lists["sentences"].add(found)

    def to_array(self) -> pa.StructArray:
        columns = self._flat.to_arrays() | {name: rows.to_array() for name, rows in self._lists.items()}
        return pa.StructArray.from_arrays(
            [columns[field.name] for field in self._fields], fields=self._fields
        )


def _texts(
    raw_texts: pa.Array, formats: pa.Array, titles: pa.Array, page_marks: pa.ListArray
) -> Iterator[tuple[str, str, str | None, list[PageMark]]]:
    """What the parser takes, document by document."""
    return zip(
        raw_texts.to_pylist(),
        formats.to_pylist(),
        titles.to_pylist(),
        _rows(page_marks, PageMark),
        strict=True,
    )


def _rows(lists: pa.ListArray, row_type: Callable[..., _Row]) -> Iterator[list[_Row]]:
    """Each list of structs as a list of named tuples, without a dictionary in between; null is empty."""
    columns = (column.to_pylist() for column in lists.flatten().flatten())
    rows = [row_type(*row) for row in zip(*columns, strict=True)]
    position = 0
    for length in lists.value_lengths().to_pylist():
        yield rows[position : position + (length or 0)]
        position += length or 0


def _assets(document: ParsedDocument) -> list[AssetDefinition]:
    """What a page's price widgets say an asset is called, for the matcher."""
    return [
        AssetDefinition(widget.asset_name.text, widget.asset_symbol.text if widget.asset_symbol else None)
        for widget in document.price_widgets
    ]


def _mention_row(mention: Mention) -> Row:
    """The fields of `types.MENTION`, by place: a document has dozens of them."""
    return (*mention[:2], *mention[5:12], mention.is_copy)


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
