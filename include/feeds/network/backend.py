"""The connections: made to addresses that were looked at, and closed when their time is over.

The check stands where the connection is made. A name that is looked up once to be checked, and once more to
be connected to, may have moved to another machine in between.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any

import httpcore

from include.feeds.model import PollError
from include.feeds.network.addresses import IPAddress

Resolve = Callable[[str, int], list[str]]
SocketOption = httpcore.SOCKET_OPTION


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as the machine's resolver gives them.

    Raises:
        OSError: it has none, or nobody can tell.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses only; what it opens works until the deadline, however it is busy."""

    def __init__(self, is_reachable: Callable[[IPAddress], bool], resolve: Resolve) -> None:
        self._is_reachable = is_reachable
        self._resolve = resolve
        self._backend = httpcore.SyncBackend()
        self._deadline = 0.0

    def allow(self, seconds: float) -> None:
        """Begin the time of the next request."""
        self._deadline = time.monotonic() + seconds

    def bounded(self, timeout_seconds: float | None) -> float:
        """So long may the next step take.

        Raises:
            httpcore.ReadTimeout: the request's time is over.
        """
        left_seconds = self._deadline - time.monotonic()
        if left_seconds <= 0:
            raise httpcore.ReadTimeout("the time of the request is over")
        return left_seconds if timeout_seconds is None else min(timeout_seconds, left_seconds)

    def connect_tcp(  # noqa: D102 - see `httpcore.NetworkBackend`
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception | None = None
        for address in self._checked_addresses(host, port):
            try:
                stream = self._backend.connect_tcp(
                    address, port, self.bounded(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _DeadlineStream(stream, self)
        raise failure or PollError("unresolvable", f"{host} has no address")

    def _checked_addresses(self, host: str, port: int) -> list[str]:
        """The host's addresses. One that is not public spoils the others: the name is not to be trusted."""
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise PollError("unresolvable", f"no address of {host} is known: is there a network?") from error
        if not all(self._is_reachable(ip_address(address.partition("%")[0])) for address in addresses):
            raise PollError("refused_address", f"{host} is no machine of the public network")
        return addresses


class _DeadlineStream(httpcore.NetworkStream):
    """A stream whose every step takes what is left of the request's time at most."""

    def __init__(self, stream: httpcore.NetworkStream, backend: GuardedBackend) -> None:
        self._stream = stream
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._backend.bounded(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.bounded(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._backend.bounded(timeout))
        return _DeadlineStream(stream, self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
