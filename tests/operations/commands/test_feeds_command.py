"""`make feeds` tells how feeds are doing, and what a new one would bring."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from include.feeds.finding import Found
from include.feeds.listing import COLUMNS, load_feeds
from include.feeds.model import Feed, FeedItem, PollError
from include.feeds.overview import FeedHealth
from include.operations.commands import feeds
from include.settings import Settings

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
ACTIVE = Feed("https://news.example/feed?key=secret", "tides", "newsroom", "en", 30, False, True)
INACTIVE = Feed("https://other.example/rss", "other", "exchange", None, 60, False, False)


@pytest.fixture
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in settings.environment.items():
        monkeypatch.setenv(name, value)


def shown_by(show: object, *arguments: object) -> str:
    console = Console(file=io.StringIO(), width=120)
    show(console, *arguments)  # type: ignore[operator]
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_a_new_home_shows_the_feeds_of_the_list_and_asks_nobody(
    environment: None, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert feeds.main([]) == 0
    shown = capsys.readouterr().out
    assert "cointelegraph.com/rss" in shown
    assert f"0 of {len(load_feeds(settings.feeds_path))} feeds are active" in shown
    assert not settings.feeds_dir.exists()


def test_each_feed_has_its_last_poll_items_errors_and_lag(settings: Settings) -> None:
    failure = "timed_out: it takes too long"
    health = FeedHealth(ACTIVE, NOW - timedelta(minutes=20), failure, 48, 31, 2, 900)
    shown = shown_by(feeds.show, settings, [FeedHealth(INACTIVE, None, None, 0, 0, 0, None), health], NOW)
    head, first, second, *others = shown.splitlines()
    assert head.split() == ["feed", "last", "poll", "polls", "items", "errors", "lag"]
    assert first.split() == ["news.example/feed", "20", "min", "ago", "48", "31", "2", "15", "min"]
    assert second.split() == ["other.example/rss", "inactive"]
    assert others[0] == f"https://news.example/feed: {failure}"
    assert "secret" not in shown


def test_what_a_new_feed_would_bring_is_shown_with_the_row_to_add(settings: Settings) -> None:
    items = [FeedItem(str(number), f"Tide [{number}]", published_at=NOW) for number in range(12)]
    shown = shown_by(feeds.show_found, settings, Found(ACTIVE, items, NOW))
    assert shown.startswith("https://news.example/feed: 12 items would be landed\n")
    assert "  2026-03-03 12:00  Tide [0]\n" in shown
    assert "  and 2 more\n" in shown
    assert shown.endswith("https://news.example/feed?key=secret,tides,newsroom,en,30,false,true\n")


def test_an_address_of_ones_own_network_is_refused_in_a_line(
    environment: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert feeds.main(["--add", "http://127.0.0.1:1/feed?key=secret"]) == 1
    assert capsys.readouterr().err == (
        "http://127.0.0.1:1/feed: refused_address: 127.0.0.1 is no machine of the public network\n"
    )


def test_without_a_network_it_says_so_in_a_line(
    environment: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*arguments: object) -> Found:
        raise PollError("unresolvable", "no address of news.example is known: is there a network?")

    monkeypatch.setattr(feeds, "find_feed", fail)
    assert feeds.main(["--add", "https://news.example"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_wrong_list_is_named(
    environment: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "feeds.csv").write_text(",".join(COLUMNS) + "\nftp://x,a,newsroom,en,30,false,true\n")
    monkeypatch.setenv("PRESSMARK_FEEDS", str(tmp_path / "feeds.csv"))
    assert feeds.main([]) == 2
    assert "feeds.csv, line 2: ftp://x: only addresses" in capsys.readouterr().err
