"""`make up` does not begin where it cannot end well, and says why."""

import dataclasses
import socket
from collections.abc import Iterator

import pytest
from rich.console import Console

from include.operations.commands import up
from include.operations.errors import OperationError
from include.operations.home import ensure_home, home_lock
from include.operations.services import processes
from include.settings import Settings


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_a_taken_port_is_named_with_one_to_take_instead(
    settings: Settings, taken_port: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PRESSMARK_PORT", str(taken_port))
    assert up.main() == 2
    message = capsys.readouterr().err
    assert f"Port {taken_port} is taken" in message
    advised = int(message.partition("PRESSMARK_PORT=")[2].partition(" make up")[0])
    assert advised > taken_port
    up.check_port(advised)
    assert not settings.airflow_home.exists()


def test_a_free_port_is_fine(free_port: int) -> None:
    up.check_port(free_port)


def test_services_that_run_already_are_pointed_to(
    settings: Settings, taken_port: int, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_home(settings)
    processes.record_session(settings, f"http://127.0.0.1:{taken_port}")
    monkeypatch.setattr(processes, "running_processes", lambda settings: ["a process"])
    assert up.up(dataclasses.replace(settings, port=taken_port), console) == 0
    assert f"Already running: http://127.0.0.1:{taken_port}" in console.export_text()


def test_a_home_at_work_is_left_alone(settings: Settings, free_port: int, console: Console) -> None:
    ensure_home(settings)
    with home_lock(settings), pytest.raises(OperationError, match="wait for its end"):
        up.up(dataclasses.replace(settings, port=free_port), console)
    assert not settings.airflow_home.exists()


def test_nothing_is_healthy_where_nobody_answers(settings: Settings, free_port: int) -> None:
    assert not up.is_healthy(dataclasses.replace(settings, port=free_port))
