"""Which feeds are to be polled now, by the machine that is to be asked."""

from include.feeds.folders import feed_folder, host_states
from include.feeds.listing import load_feeds
from include.feeds.model import Feed
from include.feeds.state import FeedState
from include.settings import Settings

TOLERANCE_SECONDS = 60
"""A poll that is due within the next minute is not left to the next time that somebody looks."""


def due_feeds(settings: Settings, now: float) -> list[list[str]]:
    """The ids of the active feeds that are due, in a list for each host.

    Raises:
        FeedListError: the list of feeds cannot be used.
    """
    hosts = host_states(settings)
    by_host: dict[str, list[str]] = {}
    for feed in active_feeds(settings):
        state = FeedState.load(feed_folder(settings, feed.feed_id))
        earliest = max(state.next_poll_at, hosts.load(feed.host).not_before)
        if earliest <= now + TOLERANCE_SECONDS:
            by_host.setdefault(feed.host, []).append(feed.feed_id)
    return list(by_host.values())


def active_feeds(settings: Settings) -> list[Feed]:
    """The feeds of the list that are switched on.

    Raises:
        FeedListError: the list of feeds cannot be used.
    """
    return [feed for feed in load_feeds(settings.feeds_path) if feed.is_active]
