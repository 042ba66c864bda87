"""One request: what comes back, and what is refused, cut off or given up."""

import gzip
import logging
import time
import zlib
from collections.abc import Callable

import pytest

from include.feeds.model import PollError
from include.feeds.network.client import Client, TimeLimits, user_agent
from tests.feeds.servers import (
    QUICK,
    Answering,
    Site,
    drips,
    gives,
    goes_on,
    loopback_client,
    with_loopback,
    writes,
)

OK = b"HTTP/1.1 200 OK\r\n"
LIMIT_BYTES = 100_000


def reason(ask: Callable[[], object]) -> str:
    with pytest.raises(PollError) as raised:
        ask()
    return raised.value.reason


def test_an_answer_comes_with_its_headers(site: Site, client: Client) -> None:
    site.pages["/feed"] = gives("tides", content_type="text/plain", etag='"1"')
    answer = client.get(f"{site.url}/feed", LIMIT_BYTES, {"Accept": "text/plain"})
    assert (answer.status, answer.body, answer.headers["etag"]) == (200, b"tides", '"1"')
    assert site.sent[0]["user-agent"] == "Pressmark/0.1 (tests@news.example)"
    assert site.sent[0]["accept"] == "text/plain"


@pytest.mark.parametrize("contact", ["", "desk@news.example"])
def test_who_asks_says_who_it_is(contact: str) -> None:
    assert user_agent(contact) == ("Pressmark/0.1 (desk@news.example)" if contact else "Pressmark/0.1")


def test_without_a_seam_for_tests_loopback_is_refused(site: Site) -> None:
    with Client("Pressmark/0.1") as client:
        assert reason(lambda: client.get(site.url, LIMIT_BYTES)) == "refused_address"
    assert site.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://0.0.0.0/", "http://2130706433/",
        "http://0x7f000001/", "http://017700000001/", "http://127.1/", "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://192.168.1.1/",
        "http://[fe80::1]/", "http://[fd00:ec2::254]/",
    ],
)  # fmt: skip
def test_an_address_of_ones_own_network_is_refused_in_every_spelling(address: str) -> None:
    with Client("Pressmark/0.1", QUICK) as client:
        assert reason(lambda: client.get(address, LIMIT_BYTES)) in ("refused_address", "unresolvable")


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://news.example/", "gopher://news.example/", "news.example/feed", "", "http://",
     "javascript:alert(1)", "http://user:secret@news.example/", "http://[::1", "http://x:99999999/"],
)  # fmt: skip
def test_only_addresses_of_the_web_without_credentials_are_asked(client: Client, address: str) -> None:
    with pytest.raises(PollError) as raised:
        client.get(address, LIMIT_BYTES)
    assert raised.value.reason == "refused_address"
    assert "secret" not in raised.value.detail


def test_a_name_that_moves_to_ones_own_network_is_refused_when_it_is_connected_to(site: Site) -> None:
    answers = [["127.0.0.1"], ["10.0.0.1"], ["127.0.0.1"]]
    site.pages["/"] = writes(OK, b"Content-Length: 5\r\nConnection: close\r\n\r\ntides")
    address = f"http://moving.example:{site.server_address[1]}/"
    with Client(
        "Pressmark/0.1", QUICK, is_reachable=with_loopback, resolve=lambda host, port: answers.pop(0)
    ) as client:
        assert client.get(address, LIMIT_BYTES).body == b"tides"
        assert reason(lambda: client.get(address, LIMIT_BYTES)) == "refused_address"
    # Looked up once a connection: nothing can change between the look and the connection.
    assert (len(answers), site.asked) == (1, ["/"])


def test_one_private_address_spoils_a_name(site: Site) -> None:
    with Client("Pressmark/0.1", QUICK, resolve=lambda host, port: ["1.1.1.1", "10.0.0.1"]) as client:
        assert reason(lambda: client.get("http://two.example/", LIMIT_BYTES)) == "refused_address"


def test_what_is_connected_to_is_what_was_looked_at(site: Site) -> None:
    site.pages["/feed"] = gives("tides")
    with Client(
        "Pressmark/0.1", QUICK, is_reachable=with_loopback, resolve=lambda *_: ["127.0.0.1"]
    ) as client:
        port = site.server_address[1]
        assert client.get(f"http://named.example:{port}/feed", LIMIT_BYTES).body == b"tides"
    assert site.sent[0]["host"] == f"named.example:{port}"


def test_a_redirection_is_told_and_not_followed(site: Site, client: Client) -> None:
    site.pages["/old"] = gives(b"", status=301, location="/new?key=1")
    assert client.get(f"{site.url}/old", LIMIT_BYTES).location == f"{site.url}/new?key=1"
    assert site.asked == ["/old"]


def packed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (packed(b"tides " * 1000), "gzip"),
        (zlib.compress(b"tides " * 1000), "deflate"),
        (packed(b"tides " * 500) + packed(b"tides " * 500), "gzip"),
        (packed(b"tides " * 1000), "identity"),
    ],
    ids=["gzip", "deflate", "two members", "a packed file"],
)
def test_what_is_packed_is_unpacked(site: Site, client: Client, body: bytes, encoding: str) -> None:
    site.pages["/feed"] = gives(body, content_encoding=encoding)
    assert client.get(f"{site.url}/feed", LIMIT_BYTES).body == b"tides " * 1000


BOMB = packed(bytes(50 << 20))
HOSTILE: dict[str, tuple[Answering, str]] = {
    "too large, and says so": (writes(OK, b"Content-Length: 999999999\r\n\r\n"), "too_large"),
    "too large, and does not say so": (
        writes(OK, b"Connection: close\r\n\r\n", b"x" * (2 * LIMIT_BYTES)),
        "too_large",
    ),
    "endless": (goes_on(OK + b"Connection: close\r\n\r\n", b"x" * 8192), "too_large"),
    "endless in pieces": (
        goes_on(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n"),
        "too_large",
    ),
    "a bomb": (gives(BOMB, content_encoding="gzip"), "too_large"),
    "a bomb within": (gives(packed(BOMB), content_encoding="gzip"), "too_large"),
    "a packed file that is a bomb": (gives(BOMB), "too_large"),
    "packed, it says": (gives("tides", content_encoding="gzip"), "broken_answer"),
    "packed and cut off": (gives(packed(b"tides" * 99)[:-9], content_encoding="gzip"), "broken_answer"),
    "packed in an unknown way": (gives("tides", content_encoding="br"), "broken_answer"),
    "shorter than it says": (writes(OK, b"Content-Length: 900\r\n\r\ntides"), "broken_answer"),
    "cut off in its head": (writes(b"HTTP/1.1 200 O"), "broken_answer"),
    "no HTTP": (writes(b"220 mail.example ESMTP\r\n"), "broken_answer"),
    "an endless head": (goes_on(OK, b"X-Tide: " + b"x" * 4096 + b"\r\n"), "broken_answer"),
    "an endless prelude": (goes_on(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "timed_out"),
    "nothing": (writes(), "broken_answer"),
    "a length that is none": (writes(OK, b"Content-Length: many\r\n\r\ntides"), "broken_answer"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_server_has_a_defined_outcome(site: Site, name: str) -> None:
    site.pages["/feed"], expected = HOSTILE[name]
    limits = TimeLimits(
        connect_seconds=5, read_seconds=5, request_seconds=1 if expected == "timed_out" else 10
    )
    with loopback_client(limits) as client:
        assert reason(lambda: client.get(f"{site.url}/feed", LIMIT_BYTES)) == expected


@pytest.mark.parametrize(
    "answering",
    [
        writes(is_left_open=True),
        writes(OK, b"Content-Length: 9\r\n\r\ntid", is_left_open=True),
        drips(b""),
        drips(OK + b"X-Tide: "),
        drips(OK + b"Content-Length: 90000\r\n\r\n"),
    ],
    ids=["silent", "silent within", "a byte at a time", "in the head", "in the body"],
)
def test_a_slow_server_is_given_up(site: Site, answering: Answering) -> None:
    site.pages["/feed"] = answering
    began = time.monotonic()
    with loopback_client(TimeLimits(5, 0.3, 0.6)) as client:
        assert reason(lambda: client.get(f"{site.url}/feed", LIMIT_BYTES)) == "timed_out"
    assert time.monotonic() - began < 5


def test_a_length_that_is_too_small_ends_the_answer(site: Site, client: Client) -> None:
    site.pages["/feed"] = writes(OK, b"Content-Length: 5\r\n\r\ntides and more")
    assert client.get(f"{site.url}/feed", LIMIT_BYTES).body == b"tides"


def test_without_a_network_it_says_so() -> None:
    def no_network(host: str, port: int) -> list[str]:
        raise OSError("Temporary failure in name resolution")

    with (
        Client("Pressmark/0.1", QUICK, resolve=no_network) as client,
        pytest.raises(PollError, match="is there a network") as raised,
    ):
        client.get("https://news.example/feed", LIMIT_BYTES)
    assert raised.value.reason == "unresolvable"


def test_a_closed_port_is_unreachable(client: Client) -> None:
    with Site() as gone:
        address = gone.url
    assert reason(lambda: client.get(address, LIMIT_BYTES)) == "unreachable"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("120", 120), (" 7 ", 7), ("", 0), ("soon", 0), ("-5", 0), ("99999999999999", 604_800),
     ("Sun, 06 Nov 1994 08:49:37 GMT", 0), ("Fri, 31 Dec 2199 23:59:59 GMT", 604_800)],
)  # fmt: skip
def test_how_long_to_wait_is_read_and_bounded(site: Site, client: Client, header: str, seconds: int) -> None:
    site.pages["/feed"] = gives(b"", status=429, retry_after=header)
    assert client.get(f"{site.url}/feed", LIMIT_BYTES).retry_after_seconds == seconds


def test_no_log_holds_what_may_be_secret(
    site: Site, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    site.pages["/feed?key=secret"] = gives("tides")
    with caplog.at_level(logging.INFO):
        client.get(f"{site.url}/feed?key=secret", LIMIT_BYTES)
    assert "secret" not in caplog.text
