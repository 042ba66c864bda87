"""A site on loopback, and a client that may ask it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from include.feeds.network.client import Client
from include.feeds.network.polite import Guest
from include.feeds.state import HostStates
from tests.feeds.servers import Clock, Site, guest_of, loopback_client


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        yield server


@pytest.fixture
def client() -> Iterator[Client]:
    with loopback_client() as made:
        yield made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def guest(client: Client, clock: Clock, tmp_path: Path) -> Guest:
    return guest_of(client, HostStates(tmp_path / "hosts"), clock)
