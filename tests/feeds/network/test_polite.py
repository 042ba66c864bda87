"""A guest asks robots.txt first, waits between its questions, and stays away when it is asked to."""

from pathlib import Path

import pytest

from include.feeds.model import PollError
from include.feeds.network.client import Client
from include.feeds.network.polite import MAX_REDIRECTION_COUNT, PAUSE_SECONDS, Guest
from include.feeds.state import HostStates
from tests.feeds.servers import Clock, Site, gives, guest_of, sends, writes

LIMIT_BYTES = 100_000


def reason(guest: Guest, address: str) -> str:
    with pytest.raises(PollError) as raised:
        guest.get(address, LIMIT_BYTES)
    return raised.value.reason


def test_robots_are_asked_first_and_there_is_a_pause(site: Site, guest: Guest, clock: Clock) -> None:
    site.pages["/feed"] = gives("tides")
    assert guest.get(f"{site.url}/feed", LIMIT_BYTES).body == b"tides"
    assert site.asked == ["/robots.txt", "/feed"]
    assert clock.slept_seconds == [0.0, PAUSE_SECONDS]
    assert guest.request_count == 2


@pytest.mark.parametrize(
    ("robots", "is_allowed"),
    [
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: pressmark\nDisallow: /feed", False),
        ("User-agent: *\nDisallow: /*/feed$\nDisallow: /private", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Pressmark\nAllow: /", True),
        ("\x00\xff no robots at all", True),
        ("", True),
    ],
)
def test_robots_are_obeyed(site: Site, guest: Guest, robots: str, is_allowed: bool) -> None:
    site.pages |= {"/robots.txt": gives(robots), "/feed": gives("tides")}
    if is_allowed:
        assert guest.get(f"{site.url}/feed", LIMIT_BYTES).status == 200
    else:
        assert reason(guest, f"{site.url}/feed") == "disallowed"
        assert site.asked == ["/robots.txt"]


def test_a_longer_pause_is_kept_where_robots_ask_for_it(site: Site, guest: Guest, clock: Clock) -> None:
    site.pages |= {"/robots.txt": gives("User-agent: *\nCrawl-delay: 9"), "/feed": gives("tides")}
    guest.get(f"{site.url}/feed", LIMIT_BYTES)
    assert clock.slept_seconds == [0.0, 9.0]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_robots_that_cannot_be_read_allow_nothing(site: Site, guest: Guest, status: int) -> None:
    site.pages |= {"/robots.txt": gives("", status=status), "/feed": gives("tides")}
    assert reason(guest, f"{site.url}/feed") == "robots_unreadable"
    assert site.asked == ["/robots.txt"]


def test_robots_are_kept_for_a_day(site: Site, client: Client, clock: Clock, tmp_path: Path) -> None:
    site.pages["/feed"] = gives("tides")
    hosts = HostStates(tmp_path / "hosts")
    guest_of(client, hosts, clock).get(f"{site.url}/feed", LIMIT_BYTES)
    guest_of(client, hosts, clock).get(f"{site.url}/feed", LIMIT_BYTES)
    assert site.asked == ["/robots.txt", "/feed", "/feed"]
    clock.now += 86_401
    guest_of(client, hosts, clock).get(f"{site.url}/feed", LIMIT_BYTES)
    assert site.asked[3:] == ["/robots.txt", "/feed"]


def test_redirections_are_followed(site: Site, guest: Guest) -> None:
    site.pages |= {"/feed": sends("/feeds/new", 301), "/feeds/new": gives("tides")}
    answer = guest.get(f"{site.url}/feed", LIMIT_BYTES)
    assert (answer.body, answer.address) == (b"tides", f"{site.url}/feeds/new")


def test_robots_are_asked_about_where_a_redirection_leads(site: Site, guest: Guest) -> None:
    site.pages |= {
        "/robots.txt": gives("User-agent: *\nDisallow: /private"),
        "/feed": sends("/private/feed"),
        "/private/feed": gives("tides"),
    }
    assert reason(guest, f"{site.url}/feed") == "disallowed"
    assert "/private/feed" not in site.asked


@pytest.mark.parametrize("path", ["/a", "/loop"])
def test_a_circle_of_redirections_ends(site: Site, guest: Guest, path: str) -> None:
    site.pages |= {"/a": sends("/b"), "/b": sends("/a", 301), "/loop": sends("/loop", 308)}
    assert reason(guest, f"{site.url}{path}") == "too_many_redirects"
    assert len(site.asked) == MAX_REDIRECTION_COUNT + 2


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.2/", "http://169.254.169.254/latest", "http://10.0.0.1/feed", "file:///etc/passwd",
     "http://user:word@127.0.0.1/", "http://[::1]/", "//192.168.0.1/x", "gopher://x/"],
)  # fmt: skip
def test_a_redirection_to_ones_own_network_is_refused(site: Site, guest: Guest, target: str) -> None:
    site.pages["/feed"] = sends(target)
    assert reason(guest, f"{site.url}/feed") == "refused_address"


def test_a_redirection_of_robots_to_ones_own_network_is_refused(site: Site, guest: Guest) -> None:
    site.pages |= {"/robots.txt": sends("http://10.0.0.1/robots.txt"), "/feed": gives("tides")}
    assert reason(guest, f"{site.url}/feed") == "refused_address"


@pytest.mark.parametrize("status", [429, 503])
def test_who_asks_for_peace_gets_it(site: Site, guest: Guest, clock: Clock, status: int) -> None:
    site.pages |= {"/feed": gives("", status=status, retry_after="600"), "/other": gives("tides")}
    with pytest.raises(PollError) as raised:
        guest.get(f"{site.url}/feed", LIMIT_BYTES)
    assert (raised.value.reason, raised.value.retry_after_seconds) == ("busy", 600)
    assert reason(guest, f"{site.url}/other") == "asked_to_wait"
    assert site.asked == ["/robots.txt", "/feed"]
    clock.now += 600
    assert guest.get(f"{site.url}/other", LIMIT_BYTES).status == 200


@pytest.mark.parametrize("status", [204, 304, 400, 401, 403, 404, 410, 500, 502])
def test_any_other_answer_is_told_with_its_number(site: Site, guest: Guest, status: int) -> None:
    site.pages["/feed"] = gives("", status=status)
    with pytest.raises(PollError, match=str(status)) as raised:
        guest.get(f"{site.url}/feed", LIMIT_BYTES)
    assert (raised.value.reason, raised.value.status) == ("http_error", status)


def test_a_broken_answer_leaves_the_next_question_whole(site: Site, guest: Guest) -> None:
    site.pages |= {
        "/broken": writes(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"),
        "/feed": gives("tides"),
    }
    assert reason(guest, f"{site.url}/broken") == "broken_answer"
    assert guest.get(f"{site.url}/feed", LIMIT_BYTES).body == b"tides"
