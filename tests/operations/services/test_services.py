"""Services end with their session: with a supervisor, without one, and when they do not want to."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict

import psutil
import pytest
from rich.console import Console

from include.operations.airflow_environment import airflow_environment
from include.operations.commands.down import down
from include.operations.home import ensure_home
from include.operations.services import processes
from include.operations.services.processes import (
    Session,
    end_services,
    read_session,
    running_processes,
)
from include.settings import Settings

STUBBORN = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"
LEADER = """
# All of them live until the test closes the standard input that they share.
import subprocess, sys
from include.operations.services import processes
from include.settings import load_settings

processes.record_session(load_settings(), "http://127.0.0.1:8123")
child = "import signal, sys; {preparation}; print('ready', flush=True); sys.stdin.read()"
children = [subprocess.Popen([sys.executable, "-c", child], stdout=subprocess.PIPE) for _ in range(2)]
for child in children:
    child.stdout.readline()
print("ready", flush=True)
sys.stdin.read()
"""

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start_services(settings: Settings) -> Iterator[Start]:
    """Starts a supervisor with two children, in a session of its own."""
    ensure_home(settings)
    started: list[subprocess.Popen[str]] = []

    def start(preparation: str = "pass") -> subprocess.Popen[str]:
        leader = subprocess.Popen(
            [sys.executable, "-c", LEADER.replace("{preparation}", preparation)],
            env=airflow_environment(settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(leader)
        assert leader.stdout is not None
        assert leader.stdout.readline() == "ready\n"
        return leader

    yield start
    end_services(settings)
    for leader in started:
        leader.communicate()


def test_nothing_runs_on_a_fresh_home(settings: Settings, console: Console) -> None:
    assert running_processes(settings) == []
    assert down(settings, console) == 0
    assert "Nothing runs" in console.export_text()


def test_the_whole_session_is_ended(settings: Settings, start_services: Start, console: Console) -> None:
    leader = start_services()
    running = running_processes(settings)
    assert len(running) == 3
    assert leader.pid in {process.pid for process in running}
    assert processes.running_url(settings) == "http://127.0.0.1:8123"

    assert down(settings, console) == 0
    assert "3 processes ended" in console.export_text()
    assert running_processes(settings) == []
    assert read_session(settings) is None


def test_orphans_of_a_killed_supervisor_are_ended(settings: Settings, start_services: Start) -> None:
    leader = start_services()
    children = psutil.Process(leader.pid).children()
    leader.kill()
    leader.wait()
    assert {process.pid for process in running_processes(settings)} == {child.pid for child in children}
    assert end_services(settings) == 0
    assert not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children)


def test_a_process_that_ignores_the_request_is_killed(
    settings: Settings, start_services: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "GRACE_SECONDS", 0.5)
    start_services(STUBBORN)
    assert end_services(settings) == 0
    assert running_processes(settings) == []


def test_another_process_that_got_the_recorded_id_is_left_alone(settings: Settings) -> None:
    """This very process stands for it: its id is right, its start is not."""
    ensure_home(settings)
    me = psutil.Process()
    stale = Session(me.pid, me.create_time() - 60, "http://127.0.0.1:8123")
    processes.session_path(settings).write_text(json.dumps(asdict(stale)))
    assert running_processes(settings) == []


def test_a_session_from_before_the_last_restart_of_the_machine_is_over(settings: Settings) -> None:
    ensure_home(settings)
    stale = Session(2**22 - 1, psutil.boot_time() - 60, "http://127.0.0.1:8123")
    processes.session_path(settings).write_text(json.dumps(asdict(stale)))
    assert running_processes(settings) == []
