"""Looks at the machine: Python, room, the port, rights, and processes that nobody looks after."""

import os
import platform
import shutil
import socket
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
from packaging.specifiers import SpecifierSet

from include.operations.airflow_environment import LOOPBACK_HOST, admin_password_path
from include.operations.doctor.finding import Finding
from include.operations.services import processes
from include.places import PlaceError, check_reachable
from include.settings import Settings, supported_python

MIN_FREE_BYTES = 2_000_000_000
"""What a build may spill, whatever the size of the home."""


def look_at_machine(settings: Settings) -> Iterator[Finding]:
    """All that can be seen without opening the warehouse."""
    yield _python()
    yield _room(settings)
    yield _inbox(settings)
    yield from _rights(settings)
    yield _services(settings)
    yield _orphans(settings)
    if settings.is_built_on_spark:
        yield _spark(settings.spark.master)
        yield _lake(settings)


def _python() -> Finding:
    found = platform.python_version()
    if found in SpecifierSet(supported_python()):
        return Finding("Python", "ok", found)
    return Finding("Python", "wrong", found, f"make .venv with a Python {supported_python()}")


def _room(settings: Settings) -> Finding:
    """A compaction or a backup writes the warehouse once more, a full publication the published file."""
    free = shutil.disk_usage(settings.home).free
    files = (settings.warehouse_path, settings.published_path)
    needed = max([MIN_FREE_BYTES, *(path.stat().st_size for path in files if path.exists())])
    text = f"{free / 1e9:.1f} GB free, {needed / 1e9:.1f} GB needed at once"
    if free < needed:
        return Finding("Disk", "wrong", text, f"make room on the disk of {settings.home}")
    if free < 3 * needed:
        return Finding("Disk", "warning", text, f"make room on the disk of {settings.home} soon")
    return Finding("Disk", "ok", text)


def _inbox(settings: Settings) -> Finding:
    if not settings.is_inbox_local:
        return Finding("Inbox", "ok", f"{settings.inbox} (make profile asks the store)")
    inbox = Path(settings.inbox)
    if not inbox.is_dir() or not os.access(inbox, os.R_OK | os.X_OK):
        return Finding("Inbox", "wrong", f"{inbox} cannot be read", "make it, or set PRESSMARK_INBOX")
    return Finding("Inbox", "ok", str(inbox))


def _rights(settings: Settings) -> Iterator[Finding]:
    if not os.access(settings.home, os.W_OK | os.X_OK):
        yield Finding("Rights", "wrong", f"{settings.home} cannot be written", "make it writable")
        return
    secrets = (admin_password_path(settings), settings.airflow_home / "secrets.json")
    exposed = [path for path in secrets if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077]
    for path in exposed:
        yield Finding("Rights", "wrong", f"others can read {path}", f"chmod 600 {path}")
    if not exposed:
        yield Finding("Rights", "ok", "the home can be written, its secrets are the owner's")


def _services(settings: Settings) -> Finding:
    running = processes.running_processes(settings)
    if running:
        return Finding("Services", "ok", f"{len(running)} processes run at {processes.running_url(settings)}")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK_HOST, settings.port))
        except OSError:
            return Finding(
                "Services",
                "warning",
                f"not running, and port {settings.port} is taken by another program",
                "set PRESSMARK_PORT to a free one before make up",
            )
    return Finding("Services", "ok", f"not running; port {settings.port} is free for make up")


def _orphans(settings: Settings) -> Finding:
    """Processes of this home that no run and no supervisor looks after."""
    known = {process.pid for process in processes.running_processes(settings)}
    known |= {parent.pid for parent in psutil.Process().parents()} | {os.getpid()}
    orphans = [
        process
        for process in psutil.process_iter()
        if process.pid not in known and _works_on(process, settings) and _has_lost_its_parent(process)
    ]
    if not orphans:
        return Finding("Processes", "ok", "none is left over")
    pids = " ".join(str(process.pid) for process in orphans)
    return Finding(
        "Processes", "warning", f"{len(orphans)} left over by a run that was killed", f"kill {pids}"
    )


def _spark(master: str) -> Finding:
    try:
        from include.spark.session import SparkMissingError, check_java, check_server, is_server
    except ImportError as error:
        return Finding("Spark", "wrong", f"{error.name} is not installed", "make setup-spark")
    try:
        if is_server(master):
            return Finding("Spark", "ok", f"a server at {check_server(master)}")
        return Finding("Spark", "ok", f"Java {check_java()}")
    except SparkMissingError as error:
        return Finding("Spark", "wrong", str(error), "install or start it, or unset PRESSMARK_ENGINE")


def _lake(settings: Settings) -> Finding:
    try:
        check_reachable(settings.lake)
    except PlaceError as error:
        return Finding("Lake", "wrong", str(error), "mend what it says, or set PRESSMARK_LAKE")
    return Finding("Lake", "ok", str(settings.lake))


def _works_on(process: psutil.Process, settings: Settings) -> bool:
    with suppress(psutil.Error, OSError):
        return process.environ().get("PRESSMARK_HOME") == str(settings.home)
    return False


def _has_lost_its_parent(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return process.ppid() == 1 and process.status() != psutil.STATUS_ZOMBIE
    return False
