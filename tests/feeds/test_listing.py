"""The list of feeds: what may stand in it, and the one that is shipped."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from include.feeds.due import active_feeds
from include.feeds.listing import COLUMNS, FeedListError, load_feeds, row_of
from include.feeds.model import Feed
from include.settings import PROJECT_ROOT, Settings

GOOD = "https://news.example/feed,tides,newsroom,en,30,false,true"


def listed(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "feeds.csv"
    path.write_text("\n".join([",".join(COLUMNS), *rows, ""]), "utf-8")
    return path


def test_a_row_is_a_feed_and_back(tmp_path: Path) -> None:
    (feed,) = load_feeds(listed(tmp_path, GOOD))
    assert feed == Feed("https://news.example/feed", "tides", "newsroom", "en", 30, False, True)
    assert row_of(feed) == GOOD


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        (GOOD.replace("https", "ftp"), "begin with http"),
        (GOOD.replace("news.example", "me:secret@news.example"), "holds a user or a password"),
        (GOOD.replace("newsroom", "paper"), "kind is 'paper'"),
        (GOOD.replace(",30,", ",5,"), "set it to 10 or more"),
        (GOOD.replace(",30,", ",often,"), "poll_interval_minutes is 'often'"),
        (GOOD.replace(",true", ",yes"), "is_active is 'yes'"),
        (GOOD.replace("tides", ""), "name the source"),
        (GOOD.removesuffix(",true"), "7 cells"),
        (f"{GOOD},x", "7 cells"),
        (f"{GOOD}\n{GOOD}", "stands there twice"),
    ],
)
def test_a_wrong_row_is_named_with_what_to_do(tmp_path: Path, row: str, complaint: str) -> None:
    with pytest.raises(FeedListError, match=complaint) as raised:
        load_feeds(listed(tmp_path, row))
    assert "secret" not in str(raised.value)


def test_a_missing_list_and_another_head_are_named(tmp_path: Path) -> None:
    with pytest.raises(FeedListError, match="cannot be read"):
        load_feeds(tmp_path / "none.csv")
    (tmp_path / "other.csv").write_text("url\nhttps://news.example\n")
    with pytest.raises(FeedListError, match="the first line must be address,source"):
        load_feeds(tmp_path / "other.csv")


def test_the_name_of_a_feed_is_a_folder_and_tells_no_secret() -> None:
    feed = Feed("https://News.example/../a?key=secret", "tides", "newsroom", None, 30, False, True)
    assert feed.feed_id.startswith("news-example-a-")
    assert feed.feed_id != replace(feed, address="https://news.example/../a?key=other").feed_id
    assert "secret" not in f"{feed.feed_id}{feed.shown_address}{feed}"


def test_no_shipped_feed_is_active(settings: Settings) -> None:
    assert len(load_feeds(settings.feeds_path)) >= 20
    assert active_feeds(settings) == []


def test_shipped_feeds_are_asked_over_https_and_their_sources_are_known(settings: Settings) -> None:
    with (PROJECT_ROOT / "seeds" / "sources.csv").open(encoding="utf-8") as stream:
        slugs = {row["slug"] for row in csv.DictReader(stream)}
    feeds = load_feeds(settings.feeds_path)
    assert all(feed.address.startswith("https://") for feed in feeds)
    assert all(feed.source in slugs or "." in feed.source for feed in feeds)
    assert [feed.address for feed in feeds] == sorted(feed.address for feed in feeds)
