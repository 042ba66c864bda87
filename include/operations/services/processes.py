"""The services of `make up` as processes of this machine: which run, and how they end.

All of them share the session that the supervisor leads, and a process keeps its session when its parent
dies. So the session finds them all, also when the supervisor was killed.
"""

import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from include.files import replace_file
from include.settings import Settings

GRACE_SECONDS = 15
"""How long the services may take to end by themselves, before they are killed."""

_ROUND_COUNT = 3
"""A service may start a process while it is being ended; the next round finds it."""

_POLL_SECONDS = 0.1

_CLOCK_TOLERANCE_SECONDS = 2
"""How far apart the system may state the start of one process."""


@dataclass(frozen=True, slots=True)
class Session:
    """One `make up`: the supervisor's pid, which is the session's id, its start, and the UI's address."""

    session_id: int
    started_at_epoch_seconds: float
    url: str


def session_path(settings: Settings) -> Path:
    """The file that names the running session."""
    return settings.home / "services.json"


def record_session(settings: Settings, url: str) -> None:
    """Name this process, the leader of its session, as the supervisor of the home's services."""
    session = Session(os.getpid(), psutil.Process().create_time(), url)
    replace_file(session_path(settings), json.dumps(asdict(session)))


def read_session(settings: Settings) -> Session | None:
    """The session last recorded, whether it still runs or not."""
    try:
        return Session(**json.loads(session_path(settings).read_text("utf-8")))
    except (FileNotFoundError, NotADirectoryError):
        return None


def running_url(settings: Settings) -> str:
    """The address of the running UI."""
    session = read_session(settings)
    return session.url if session else "its address"


def running_processes(settings: Settings) -> list[psutil.Process]:
    """Every living process of the home's services, and every process that they started."""
    session = read_session(settings)
    if session is None or _is_outdated(session):
        return []
    members = [process for process in psutil.process_iter() if _is_alive_in(process, session.session_id)]
    started = [child for member in members for child in _descendants(member) if _is_alive(child)]
    return list({process.pid: process for process in members + started}.values())


def end_services(settings: Settings) -> int:
    """End every process of the services, except this one, and forget the session.

    Returns:
        How many processes withstood even being killed; the session is remembered while there are any.
    """
    for _ in range(_ROUND_COUNT):
        processes = [process for process in running_processes(settings) if process.pid != os.getpid()]
        if not processes:
            session_path(settings).unlink(missing_ok=True)
            return 0
        _end(processes)
    return len(processes)


def _end(processes: list[psutil.Process]) -> None:
    """Ask the processes to end, and kill those that do not in time."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    alive = _left_after(GRACE_SECONDS, processes)
    for process in alive:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    _left_after(GRACE_SECONDS, alive)


def _left_after(timeout_seconds: float, processes: list[psutil.Process]) -> list[psutil.Process]:
    """Wait for the processes to end. A zombie has ended: who has to collect it may never do so."""
    deadline = time.monotonic() + timeout_seconds
    alive = [process for process in processes if _is_alive(process)]
    while alive and time.monotonic() < deadline:
        time.sleep(_POLL_SECONDS)
        alive = [process for process in alive if _is_alive(process)]
    return alive


def _is_outdated(session: Session) -> bool:
    """Whether the recorded id belongs to somebody else by now: the machine restarted, or reused the id."""
    if session.started_at_epoch_seconds < psutil.boot_time() - _CLOCK_TOLERANCE_SECONDS:
        return True
    try:
        started_at = psutil.Process(session.session_id).create_time()
    except psutil.NoSuchProcess:
        return (
            False  # The supervisor is gone; the system keeps its id from reuse while the session has members.
        )
    return abs(started_at - session.started_at_epoch_seconds) > _CLOCK_TOLERANCE_SECONDS


def _is_alive_in(process: psutil.Process, session_id: int) -> bool:
    try:
        return os.getsid(process.pid) == session_id and _is_alive(process)
    except (ProcessLookupError, PermissionError):
        return False


def _is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _descendants(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []
