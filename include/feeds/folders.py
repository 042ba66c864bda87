"""Where in the home and in the inbox the files of feeds lie."""

from pathlib import Path

from include.feeds.state import HostStates
from include.settings import Settings

INBOX_AREA = "feeds"
"""The folder of the inbox that only polls write to."""


def feed_folder(settings: Settings, feed_id: str) -> Path:
    """What one poll of a feed leaves for the next."""
    return settings.feeds_dir / "feeds" / feed_id


def host_states(settings: Settings) -> HostStates:
    """What is known of the machines that are asked."""
    return HostStates(settings.feeds_dir / "hosts")


def notes_folder(settings: Settings) -> Path:
    """What polls have to tell, until it stands in the warehouse."""
    return settings.feeds_dir / "polls"
