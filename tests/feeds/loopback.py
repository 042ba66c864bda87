"""Lets processes of a test poll feeds on this machine: nothing of the product can be told to do so."""

from functools import partial

from include.feeds import polling
from include.feeds.network import client, polite
from tests.feeds.servers import with_loopback


def allow_loopback() -> None:
    """From now on, polls of this process reach loopback, and do not wait for it."""
    polling.Client = partial(client.Client, is_reachable=with_loopback)  # type: ignore[misc, assignment]
    polite.PAUSE_SECONDS = 0.0
