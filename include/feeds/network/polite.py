"""Asks as a guest does: robots.txt first, one request a host at a time, with a pause in between."""

import time
from collections.abc import Callable, Mapping

from protego import Protego

from include.feeds.model import PollError
from include.feeds.network.client import PRODUCT, Answer, Client, checked
from include.feeds.state import HostState, HostStates

PAUSE_SECONDS = 2.0
MAX_PAUSE_SECONDS = 30.0
"""A robots.txt may ask for a longer pause than one's own; for more than this, nothing is worth waiting."""

MAX_ROBOTS_BYTES = 512 << 10
ROBOTS_KEPT_SECONDS = 86_400
"""A day, as RFC 9309 advises."""

MAX_REDIRECTION_COUNT = 5
_BUSY = frozenset({429, 503})
_CONDITIONS = frozenset({"If-None-Match", "If-Modified-Since"})


class Guest:
    """Asks on behalf of one poll; what is to be known of a host next time is kept in `hosts`.

    `sleep` and `clock` are the machine's own, but in tests.
    """

    def __init__(
        self,
        client: Client,
        hosts: HostStates,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._client = client
        self._hosts = hosts
        self._sleep = sleep
        self._clock = clock
        self.request_count = 0

    def get(self, address: str, max_body_bytes: int, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for an address, following where it leads; each host on the way is asked whether it likes that.

        Raises:
            PollError: there is no answer, or it is another than 200, or 304 where that was asked for.
        """
        for _ in range(MAX_REDIRECTION_COUNT + 1):
            pause_seconds = self._ask_robots(address)
            answer = self._request(address, max_body_bytes, headers, pause_seconds)
            if answer.location is None:
                return _usable(answer, is_conditional=bool(_CONDITIONS & set(headers or ())))
            address = answer.location
        raise PollError("too_many_redirects", f"more than {MAX_REDIRECTION_COUNT} redirections")

    def robots_of(self, address: str) -> str:
        """The robots.txt of a host that was asked before."""
        return self._hosts.load(checked(address).host).robots

    def _request(
        self,
        address: str,
        max_body_bytes: int,
        headers: Mapping[str, str] | None = None,
        pause_seconds: float = PAUSE_SECONDS,
    ) -> Answer:
        state = self._hosts.load(checked(address).host)
        waiting_seconds = state.not_before - self._clock()
        if waiting_seconds > 0:
            raise PollError(
                "asked_to_wait", f"{state.host} asked not to be asked for {waiting_seconds:.0f} s"
            )
        self._sleep(min(max(0.0, state.asked_at + pause_seconds - self._clock()), MAX_PAUSE_SECONDS))
        self.request_count += 1
        try:
            answer = self._client.get(address, max_body_bytes, headers)
        finally:
            state.asked_at = self._clock()
            self._hosts.save(state)
        if answer.status in _BUSY and answer.retry_after_seconds:
            state.not_before = self._clock() + answer.retry_after_seconds
            self._hosts.save(state)
        return answer

    def _ask_robots(self, address: str) -> float:
        """The pause that the host wants.

        Raises:
            PollError: it does not want to be asked for this.
        """
        url = checked(address)
        state = self._hosts.load(url.host)
        if state.robots_origin != _origin(address) or (
            self._clock() - state.robots_read_at > ROBOTS_KEPT_SECONDS
        ):
            state = self._read_robots(address)
        rules = Protego.parse(state.robots)
        if not rules.can_fetch(str(url), PRODUCT):
            raise PollError("disallowed", f"robots.txt of {url.host} does not allow it")
        return max(PAUSE_SECONDS, float(rules.crawl_delay(PRODUCT) or 0))

    def _read_robots(self, address: str) -> HostState:
        """Read it as RFC 9309 says: one that is not there allows all, one that cannot be read nothing."""
        asked = f"{_origin(address)}/robots.txt"
        for _ in range(MAX_REDIRECTION_COUNT + 1):
            answer = self._request(asked, MAX_ROBOTS_BYTES)
            if answer.location is None:
                break
            asked = answer.location
        if answer.status >= 500 or answer.status in _BUSY:
            raise PollError(
                "robots_unreadable",
                f"robots.txt of {checked(address).host} cannot be read: the answer is {answer.status}",
                status=answer.status,
                retry_after_seconds=answer.retry_after_seconds,
            )
        state = self._hosts.load(checked(address).host)
        state.robots = answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
        state.robots_origin = _origin(address)
        state.robots_read_at = self._clock()
        self._hosts.save(state)
        return state


def _usable(answer: Answer, *, is_conditional: bool) -> Answer:
    if answer.status == 200 or (answer.status == 304 and is_conditional):
        return answer
    reason = "busy" if answer.status in _BUSY else "http_error"
    raise PollError(
        reason,
        f"the answer is {answer.status}",
        status=answer.status,
        retry_after_seconds=answer.retry_after_seconds,
    )


def _origin(address: str) -> str:
    url = checked(address)
    return f"{url.scheme}://{url.netloc.decode('ascii')}"
