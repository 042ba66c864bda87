"""Other people's machines, on loopback: they answer what a test tells them to, as badly as it likes."""

import ipaddress
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from include.feeds.network.addresses import IPAddress, is_public
from include.feeds.network.client import Client, TimeLimits
from include.feeds.network.polite import Guest
from include.feeds.state import HostStates

Answering = Callable[["Handler"], None]

QUICK = TimeLimits(connect_seconds=5, read_seconds=5, request_seconds=10)
"""Longer than anything takes that answers at all."""


class Site(ThreadingHTTPServer):
    """Answers what stands in `pages`, by path; whatever else is asked for is not there.

    `asked` are the paths, `sent` the headers of each request. `is_ended` is set when the test is over: who
    keeps a client waiting waits for that.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, Answering] = {}
        self.asked: list[str] = []
        self.sent: list[dict[str, str]] = []
        self.is_ended = threading.Event()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.is_ended.set()
        self.shutdown()
        self._thread.join()
        self.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that has had enough hangs up: that is no error here."""


class Handler(BaseHTTPRequestHandler):
    server: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.sent.append({name.lower(): value for name, value in self.headers.items()})
        self.server.pages.get(self.path, gives(b"", status=404))(self)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


def gives(body: bytes | str, *, status: int = 200, **headers: str) -> Answering:
    """An honest answer; `content_type` is the header `Content-Type`."""
    content = body.encode() if isinstance(body, str) else body

    def answer(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def sends(location: str, status: int = 302) -> Answering:
    return gives(b"", status=status, location=location)


def writes(*pieces: bytes, is_left_open: bool = False) -> Answering:
    """Bytes as they are, whatever HTTP says about them; then silence, or the end of the connection."""

    def answer(handler: Handler) -> None:
        handler.close_connection = True
        for piece in pieces:
            handler.wfile.write(piece)
        handler.wfile.flush()
        if is_left_open:
            handler.server.is_ended.wait()

    return answer


def goes_on(head: bytes, piece: bytes) -> Answering:
    """The head of an answer, and the same piece as long as anybody listens."""

    def answer(handler: Handler) -> None:
        handler.close_connection = True
        handler.wfile.write(head)
        while not handler.server.is_ended.is_set():
            handler.wfile.write(piece)

    return answer


def drips(head: bytes) -> Answering:
    """A byte at a time, soon enough for every time-out of a piece, and never done."""

    def answer(handler: Handler) -> None:
        handler.close_connection = True
        handler.wfile.write(head)
        while not handler.server.is_ended.wait(0.02):
            handler.wfile.write(b"x")

    return answer


def with_loopback(address: IPAddress) -> bool:
    """The public network, and the machine that the tests run on."""
    return address == ipaddress.ip_address("127.0.0.1") or is_public(address)


def loopback_client(limits: TimeLimits = QUICK) -> Client:
    return Client("Pressmark/0.1 (tests@news.example)", limits, is_reachable=with_loopback)


class Clock:
    """A time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0
        self.slept_seconds: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept_seconds.append(seconds)
        self.now += seconds


def guest_of(client: Client, hosts: HostStates, clock: Clock | None = None) -> Guest:
    clock = clock or Clock()
    return Guest(client, hosts, sleep=clock.sleep, clock=clock)
