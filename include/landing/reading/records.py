"""One record of a feed: a JSON object with a text, and what it declares about the text."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from include.landing.reading.decode import Rejected, check_text
from include.landing.reading.rendition import render_fragment
from include.page_marks import PageMark

_FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("headline", "title"),
    "text": ("summary", "body", "content", "text", "description", "content_text"),
    "url": ("url", "link"),
    "source": ("source", "source_name"),
    "published_at_raw": ("datetime", "published_at", "published", "pubDate", "date"),
    "captured_at_raw": ("captured", "captured_at", "fetched_at"),
    "categories": ("categories",),
    "tags": ("tags",),
    "author": ("author",),
    "language": ("language", "lang"),
}
"""The names that feeds use for a field, the commonest first."""

_MAX_DETAIL_CHARS = 200
_CAPTURED_AT = re.compile(r"(\d{4}-\d\d-\d\d)[_ T](\d\d)[-:](\d\d)(?:[-:](\d\d))?$")


@dataclass(slots=True)
class Record:
    """One record's text and what it declares about itself. Lists are None where it has no such key."""

    raw_text: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    published_at_raw: str | None = None
    captured_at: datetime | None = None
    categories: list[str] | None = None
    tags: list[str] | None = None
    author: str | None = None
    language: str | None = None
    page_marks: list[PageMark] | None = None


def parse_record(content: bytes) -> Record:
    """Read one record.

    Its text is its headline, a blank line and its summary, exactly as captured, or the one that is there.

    Raises:
        Rejected: `malformed_record`, `empty`, `binary` or `undecodable`.
    """
    fields = _plain(_fields(content))
    record = _declared(fields)
    record.raw_text = "\n\n".join(part for part in (record.title, _text(fields, "text")) if part)
    if not record.raw_text:
        named = ", ".join(sorted(fields))[:_MAX_DETAIL_CHARS]
        raise Rejected("empty", f"neither a headline nor a summary among its fields: {named or 'none'}")
    check_text(record.raw_text)
    return record


def parse_declaration(content: bytes) -> tuple[Record, dict[str, Any]]:
    """What is declared of a page beside it: the fields of a record without a text, and the server's headers.

    Raises:
        Rejected: `malformed_record`, `binary` or `undecodable`.
    """
    fields = _fields(content)
    headers = fields.get("headers")
    return _declared(fields), headers if isinstance(headers, dict) else {}


def _declared(fields: dict[str, Any]) -> Record:
    return Record(
        raw_text="",
        title=_text(fields, "title"),
        url=_stripped(_text(fields, "url")),
        source=_stripped(_text(fields, "source")),
        published_at_raw=_stripped(_text(fields, "published_at_raw")),
        captured_at=_captured_at(_text(fields, "captured_at_raw")),
        categories=_list(fields, "categories"),
        tags=_list(fields, "tags"),
        author=_stripped(_text(fields, "author")),
        language=_stripped(_text(fields, "language")),
    )


def _fields(content: bytes) -> dict[str, Any]:
    try:
        fields = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        try:
            content.decode()
        except UnicodeDecodeError as undecodable:
            raise Rejected("undecodable", f"not UTF-8: {undecodable}") from error
        raise Rejected("malformed_record", f"not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise Rejected("malformed_record", f"a JSON {type(fields).__name__}, not an object with named fields")
    return fields


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of an item by the names of a feed, its markup as lines of text; others as they are.

    JSON Feed, and so the polling of feeds, has markup under `content_html`. A post of WordPress's interface
    has it under `rendered`; its author, categories and tags are numbers that tell nothing here.
    """
    if isinstance(markup := fields.get("content_html"), str) and markup.strip():
        return {**fields, "summary": render_fragment(markup)}
    rendered = {
        name: field["rendered"]
        for name in ("title", "content", "excerpt")
        if isinstance(field := fields.get(name), dict) and isinstance(field.get("rendered"), str)
    }
    if not rendered:
        return fields
    texts = {name: render_fragment(markup) if markup.strip() else "" for name, markup in rendered.items()}
    time = fields.get("date_gmt") or fields.get("date")
    return {
        "headline": " ".join(texts.get("title", "").split()),
        "summary": texts.get("content") or texts.get("excerpt"),
        "url": fields.get("link"),
        "datetime": time,
        **{name: fields[name] for name in ("source", "captured", "language", "lang") if name in fields},
    }


def _text(fields: dict[str, Any], name: str) -> str | None:
    """The first of the field's names that holds something; a number is taken as it is written."""
    for key in _FIELD_NAMES[name]:
        value = fields.get(key)
        if value is None or value == "":
            continue
        if isinstance(value, bool | dict | list):
            raise Rejected("malformed_record", f"{key} is a {type(value).__name__}, not a text")
        text = str(value)
        if "\x00" in text:
            raise Rejected("binary", f"a NUL in {key}: this is no text")
        return text
    return None


def _stripped(text: str | None) -> str | None:
    return (text.strip() or None) if text else None


def _list(fields: dict[str, Any], name: str) -> list[str] | None:
    """The parts of a list, or of a text with bars between them; an empty list is not a missing one."""
    value = next((fields[key] for key in _FIELD_NAMES[name] if fields.get(key) is not None), None)
    if value is None:
        return None
    parts = value.split("|") if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str | int | float) for part in parts):
        raise Rejected("malformed_record", f"{name} is no list of texts")
    texts = [str(part).strip() for part in parts]
    if any("\x00" in text for text in texts):
        raise Rejected("binary", f"a NUL in {name}: this is no text")
    return [text for text in texts if text]


def _captured_at(text: str | None) -> datetime | None:
    """When the feed was read, in UTC; feeds write ISO 8601, or `2025-05-04_19-33`."""
    if text is None:
        return None
    fitting = _CAPTURED_AT.match(text)
    if fitting:
        day, hour, minute, second = fitting.groups()
        text = f"{day}T{hour}:{minute}:{second or '00'}"
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
