"""Which feeds are polled, and when."""

from dataclasses import replace
from pathlib import Path

import pytest

from include.feeds.due import due_feeds
from include.feeds.folders import feed_folder, host_states
from include.feeds.listing import COLUMNS, load_feeds
from include.feeds.model import Feed
from include.feeds.state import FeedState, HostState
from include.settings import Settings

ROWS = [
    "https://a.example/one,a,newsroom,en,30,false,true",
    "https://b.example/,b,newsroom,en,30,false,true",
    "https://a.example/two,a,newsroom,en,30,false,true",
    "https://c.example/,c,newsroom,en,30,false,false",
]
NOW = 1_700_000_000.0


@pytest.fixture
def with_list(settings: Settings, tmp_path: Path) -> Settings:
    path = tmp_path / "feeds.csv"
    path.write_text("\n".join([",".join(COLUMNS), *ROWS, ""]))
    return replace(settings, feeds_path=path)


@pytest.fixture
def feeds(with_list: Settings) -> list[Feed]:
    return load_feeds(with_list.feeds_path)


def test_active_feeds_that_were_never_polled_are_due_host_by_host(
    with_list: Settings, feeds: list[Feed]
) -> None:
    one, other, two, _ = (feed.feed_id for feed in feeds)
    assert due_feeds(with_list, NOW) == [[one, two], [other]]


def test_a_feed_is_due_again_when_its_time_has_come(with_list: Settings, feeds: list[Feed]) -> None:
    FeedState(next_poll_at=NOW + 1800).save(feed_folder(with_list, feeds[1].feed_id))
    assert len(due_feeds(with_list, NOW)) == 1
    assert len(due_feeds(with_list, NOW + 1800)) == 2


def test_a_host_that_wants_peace_gets_it(with_list: Settings, feeds: list[Feed]) -> None:
    host_states(with_list).save(HostState("a.example", not_before=NOW + 600))
    assert due_feeds(with_list, NOW) == [[feeds[1].feed_id]]
