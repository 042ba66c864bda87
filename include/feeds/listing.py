"""The list of feeds: a CSV file, one row a feed."""

import csv
from pathlib import Path
from typing import get_args

from include.feeds.model import Feed, Kind, PollError, shown
from include.feeds.network.client import checked

COLUMNS = (
    "address",
    "source",
    "kind",
    "language",
    "poll_interval_minutes",
    "is_page_fetched",
    "is_active",
)
KINDS: tuple[Kind, ...] = get_args(Kind)
MIN_POLL_INTERVAL_MINUTES = 10
"""How often the DAG looks which feeds are due."""


class FeedListError(ValueError):
    """The list of feeds cannot be used; the message names the line and says what to do."""


def load_feeds(path: Path) -> list[Feed]:
    """Every feed of the list, in its order.

    Raises:
        FeedListError: it is missing, or a row is wrong.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise FeedListError(f"{path}: the first line must be {','.join(COLUMNS)}")
            feeds = [_feed(row, f"{path}, line {reader.line_num}") for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise FeedListError(f"{path} cannot be read: {error}. See docs/feeds.md") from error
    addresses: set[str] = set()
    for feed in feeds:
        if feed.address in addresses:
            raise FeedListError(f"{path}: {feed.shown_address} stands there twice: take one away")
        addresses.add(feed.address)
    return feeds


def row_of(feed: Feed) -> str:
    """The row of a feed, as it is to be added to the list."""
    values = (
        feed.address,
        feed.source,
        feed.kind,
        feed.language or "",
        str(feed.poll_interval_minutes),
        str(feed.is_page_fetched).lower(),
        str(feed.is_active).lower(),
    )
    return ",".join(f'"{value}"' if "," in value else value for value in values)


def _feed(row: dict[str, str], place: str) -> Feed:
    if None in row or None in row.values():
        raise FeedListError(f"{place}: it must have {len(COLUMNS)} cells")
    values = {name: value.strip() for name, value in row.items()}
    try:
        checked(values["address"])
    except PollError as error:
        raise FeedListError(f"{place}: {shown(values['address'])}: {error.detail}") from error
    if not values["source"]:
        raise FeedListError(f"{place}: name the source, by its slug in seeds/sources.csv or as you like")
    kind = next((kind for kind in KINDS if kind == values["kind"]), None)
    if kind is None:
        raise FeedListError(f"{place}: kind is {values['kind']!r}: set it to one of {', '.join(KINDS)}")
    return Feed(
        address=values["address"],
        source=values["source"],
        kind=kind,
        language=values["language"] or None,
        poll_interval_minutes=_minutes(values["poll_interval_minutes"], place),
        is_page_fetched=_flag(values["is_page_fetched"], "is_page_fetched", place),
        is_active=_flag(values["is_active"], "is_active", place),
    )


def _minutes(text: str, place: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) < MIN_POLL_INTERVAL_MINUTES:
        raise FeedListError(
            f"{place}: poll_interval_minutes is {text!r}: set it to {MIN_POLL_INTERVAL_MINUTES} or more"
        )
    return int(text)


def _flag(text: str, name: str, place: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise FeedListError(f"{place}: {name} is {text!r}: set it to true or false")
    return text.lower() == "true"
