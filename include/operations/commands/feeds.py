"""`make feeds`: how the feeds are doing; `make feeds ADD=https://…`: find a site's feed, and try it once."""

import argparse
import sys
from datetime import UTC, datetime, timedelta

from rich.console import Console
from rich.table import Table
from rich.text import Text

from include.feeds.finding import Found, find_feed
from include.feeds.listing import FeedListError, row_of
from include.feeds.model import PollError, shown
from include.feeds.overview import FeedHealth, collect
from include.operations.errors import EXIT_FAILED, EXIT_UNUSABLE
from include.operations.terminal import Terminal, complain, say
from include.settings import Settings, load_settings
from include.variables import SettingsError
from include.warehouse import DatabaseFileError

SHOWN_ITEM_COUNT = 10


def main(arguments: list[str] | None = None) -> int:
    """Show the feeds, or try one; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--add", default="", metavar="ADDRESS")
    address = parser.parse_args(arguments).add
    console = Terminal()
    try:
        settings = load_settings()
        if address:
            show_found(console, settings, find_feed(settings, address))
        else:
            now = datetime.now(UTC)
            show(console, settings, collect(settings, now), now)
    except (SettingsError, FeedListError, DatabaseFileError) as error:
        complain(str(error))
        return EXIT_UNUSABLE
    except PollError as error:
        complain(f"{shown(address)}: {error.reason}: {error.detail}")
        return EXIT_FAILED
    return 0


def show(console: Console, settings: Settings, feeds: list[FeedHealth], now: datetime) -> None:
    """Write a row a feed, those that are switched on first."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("feed", "last poll", "polls", "items", "errors", "lag"):
        table.add_column(title, justify="left" if title in ("feed", "last poll") else "right")
    for health in sorted(feeds, key=lambda health: not health.feed.is_active):
        table.add_row(
            Text(health.feed.shown_address.partition("://")[2], style="" if health.feed.is_active else "dim"),
            _last_poll(health, now),
            str(health.poll_count or ""),
            str(health.item_count or ""),
            Text(str(health.error_count or ""), style="red"),
            "" if health.lag_seconds is None else _duration(timedelta(seconds=health.lag_seconds)),
        )
    console.print(table)
    for health in feeds:
        if health.last_failure:
            say(console, f"{health.feed.shown_address}: {health.last_failure}", style="red")
    active_count = sum(health.feed.is_active for health in feeds)
    say(console, f"{active_count} of {len(feeds)} feeds are active; polls, items and errors of the last day.")
    say(console, f"The list is {settings.feeds_path}; what to do with it: docs/feeds.md")


def show_found(console: Console, settings: Settings, found: Found) -> None:
    """Write what a poll would bring into the inbox, and the row to add."""
    say(console, f"{found.feed.shown_address}: {len(found.items)} items would be landed")
    for item in found.items[:SHOWN_ITEM_COUNT]:
        published = f"{item.published_at:%Y-%m-%d %H:%M}" if item.published_at else "no time".ljust(16)
        say(console, f"  {published}  {item.title or item.url or item.item_id}")
    if len(found.items) > SHOWN_ITEM_COUNT:
        say(console, f"  and {len(found.items) - SHOWN_ITEM_COUNT} more")
    say(console, f"Nothing was kept. To have it polled, add this row to {settings.feeds_path}:")
    say(console, row_of(found.feed))


def _last_poll(health: FeedHealth, now: datetime) -> Text:
    if health.last_poll_at is None:
        return Text("never" if health.feed.is_active else "inactive", style="dim")
    style = "red" if health.last_failure else ""
    return Text(f"{_duration(now - health.last_poll_at)} ago", style=style)


def _duration(time: timedelta) -> str:
    """In the largest unit that fits twice."""
    seconds = max(0, int(time.total_seconds()))
    for unit, unit_seconds in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * unit_seconds:
            return f"{seconds // unit_seconds} {unit}"
    return f"{seconds} s"


if __name__ == "__main__":
    sys.exit(main())
