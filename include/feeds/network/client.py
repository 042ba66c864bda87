"""One request, and an answer of bounded size in bounded time, or the reason why there is none."""

import email.utils
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import httpcore
import httpx

from include.feeds.model import PollError
from include.feeds.network.addresses import IPAddress, is_public
from include.feeds.network.backend import GuardedBackend, Resolve, resolve
from include.feeds.network.unpacking import GZIP_MAGIC, unpacked

PRODUCT = "Pressmark"
VERSION = "0.1"

MAX_RETRY_AFTER_SECONDS = 7 * 86_400
MAX_ADDRESS_CHARS = 4096
_REDIRECTIONS = frozenset({301, 302, 303, 307, 308})
_PLAIN = frozenset({"", "identity"})
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})


@dataclass(frozen=True, slots=True)
class TimeLimits:
    """How long to wait for a connection, for each piece of an answer, and for all of it."""

    connect_seconds: float = 10
    read_seconds: float = 20
    request_seconds: float = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. The names in `headers` are in lower case; `body` is unpacked."""

    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def location(self) -> str | None:
        """Where the answer sends whoever asks, as a whole address."""
        target = self.headers.get("location")
        if self.status not in _REDIRECTIONS or target is None:
            return None
        return str(parsed(self.address).join(parsed(target)))

    @property
    def retry_after_seconds(self) -> int:
        """How long the other side asks to be left alone; 0 where it does not say."""
        return _seconds(self.headers.get("retry-after", ""))


def user_agent(contact: str) -> str:
    """Who asks, and whom to write to about it."""
    return f"{PRODUCT}/{VERSION} ({contact})" if contact else f"{PRODUCT}/{VERSION}"


class Client:
    """Asks one machine of the public network after the other; follows nothing by itself.

    `is_reachable` and `resolve` are for tests, whose servers are on loopback. No setting leads here.
    """

    def __init__(
        self,
        user_agent: str,
        limits: TimeLimits = TimeLimits(),
        *,
        is_reachable: Callable[[IPAddress], bool] = is_public,
        resolve: Resolve = resolve,
    ) -> None:
        self._user_agent = user_agent
        self._limits = limits
        self._backend = GuardedBackend(is_reachable, resolve)
        self._connections = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=1,
            keepalive_expiry=limits.read_seconds,
            network_backend=self._backend,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connections.close()

    def get(self, address: str, max_body_bytes: int, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for an address.

        Raises:
            PollError: there is no answer, or none that could be used.
        """
        url = checked(address)
        self._backend.allow(self._limits.request_seconds)
        sent = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": self._user_agent,
            "Accept-Encoding": "gzip",
            **(headers or {}),
        }
        with (
            _failures_explained(url.host),
            self._connections.stream(
                "GET",
                str(url),
                headers=list(sent.items()),
                extensions={
                    "timeout": {
                        "connect": self._limits.connect_seconds,
                        "read": self._limits.read_seconds,
                        "write": self._limits.read_seconds,
                    }
                },
            ) as response,
        ):
            came = httpx.Headers(response.headers)
            body = _body(response, came, max_body_bytes) if 200 <= response.status < 300 else b""
            return Answer(str(url), response.status, dict(came.items()), body)


def checked(address: str) -> httpx.URL:
    """An address that may be asked for.

    Raises:
        PollError: it is none of the web, or holds a user or a password.
    """
    url = parsed(address)
    is_port_possible = url.port is None or 0 < url.port < 65_536
    if url.scheme not in ("http", "https") or not url.host or not is_port_possible:
        raise PollError("refused_address", "only addresses that begin with http:// or https:// are asked")
    if url.userinfo:
        raise PollError("refused_address", f"an address of {url.host} holds a user or a password")
    return url


def parsed(address: str) -> httpx.URL:
    """An address in its parts.

    Raises:
        PollError: it has none.
    """
    if len(address) > MAX_ADDRESS_CHARS:
        raise PollError("refused_address", f"an address of more than {MAX_ADDRESS_CHARS:,} characters")
    try:
        return httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise PollError("refused_address", "an address that is none") from error


def _body(response: httpcore.Response, headers: httpx.Headers, max_body_bytes: int) -> bytes:
    too_large = PollError("too_large", f"more than {max_body_bytes:,} bytes", status=response.status)
    declared = headers.get("content-length", "")
    if declared.isdigit() and int(declared) > max_body_bytes:
        raise too_large
    packing = headers.get("content-encoding", "").strip().lower()
    if packing not in _PLAIN | _PACKED:
        raise PollError(
            "broken_answer", f"packed as {packing!r}, which nobody asked for", status=response.status
        )
    came = _limited(response.iter_stream(), max_body_bytes, too_large)
    if packing in _PACKED:
        came = _limited(unpacked(came, max_body_bytes), max_body_bytes, too_large)
    body = b"".join(came)
    if body.startswith(GZIP_MAGIC):  # a file that is packed by itself, as sitemaps are
        body = b"".join(_limited(unpacked([body], max_body_bytes), max_body_bytes, too_large))
    return body


def _limited(pieces: Iterator[bytes], max_bytes: int, excess: PollError) -> Iterator[bytes]:
    byte_count = 0
    for piece in pieces:
        byte_count += len(piece)
        if byte_count > max_bytes:
            raise excess
        yield piece


@contextmanager
def _failures_explained(host: str) -> Iterator[None]:
    """What the library raises, in words of the table of polls. Its own words may hold the address."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise PollError("timed_out", f"{host} takes too long") from error
    except httpcore.ConnectError as error:
        is_about_trust = "certificate" in str(error).lower() or "ssl" in str(error).lower()
        if is_about_trust:
            raise PollError("untrusted", f"{host} has no certificate that could be trusted") from error
        raise PollError("unreachable", f"{host} does not take a connection: is there a network?") from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise PollError("broken_answer", f"{host} broke its answer off, or it is none of HTTP") from error


def _seconds(retry_after: str) -> int:
    """`Retry-After` as a number of seconds; it may be written as a moment, too."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return min(int(text[:10]), MAX_RETRY_AFTER_SECONDS)
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return 0
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    left_seconds = (moment - datetime.fromtimestamp(time.time(), UTC)).total_seconds()
    return max(0, min(int(left_seconds), MAX_RETRY_AFTER_SECONDS))
