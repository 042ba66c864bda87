"""`make up`: start scheduler, DAG processor, UI and triggerer, and leave them running."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from typing import IO

from rich.console import Console

from include.operations import home
from include.operations.airflow_environment import (
    ADMIN_USER,
    LOOPBACK_HOST,
    admin_password_path,
    airflow_environment,
    base_url,
)
from include.operations.errors import EXIT_FAILED, EXIT_UNUSABLE, OperationError
from include.operations.services import metadata, processes
from include.operations.terminal import Terminal, complain, say
from include.settings import PROJECT_ROOT, Settings, load_settings
from include.variables import SettingsError

HEALTHY_WITHIN_SECONDS = 240
_POLL_SECONDS = 0.5


def main() -> int:
    """Start the services and return the exit code: 0 they run, 1 they do not get healthy, 2 not begun."""
    console = Terminal()
    try:
        return up(load_settings(), console)
    except (OperationError, SettingsError) as error:
        complain(str(error))
        return EXIT_UNUSABLE


def up(settings: Settings, console: Console) -> int:
    """Start the services of a home, and wait until all of them are healthy.

    Raises:
        OperationError: nothing was begun; the message says what to do.
    """
    home.ensure_home(settings)
    if processes.running_processes(settings):
        say(console, f"Already running: {processes.running_url(settings)} (make down stops it)")
        return 0
    check_port(settings.port)
    home.ensure_inbox(settings)
    settings.logs_dir.mkdir(exist_ok=True)
    with home.home_lock(settings) as lock:
        for step in home.upgrade_home(settings):
            say(console, f"Upgraded the home: {step}")
        environment = airflow_environment(settings)
        _prepare_metadata(settings, environment)
        say(console, f"Starting scheduler, DAG processor, UI and triggerer; logs: {settings.logs_dir}")
        supervisor = _start_supervisor(settings, environment, lock)
    is_healthy = False
    try:
        is_healthy = _wait_until_healthy(settings, supervisor)
    finally:
        if not is_healthy:
            processes.end_services(settings)
    if not is_healthy:
        say(console, f"The services did not start; their logs in {settings.logs_dir} say why.", style="red")
        return EXIT_FAILED
    say(console, f"Pressmark runs at {base_url(settings)} (make down stops it)")
    say(console, f"User {ADMIN_USER}, password in {admin_password_path(settings)}")
    return 0


def check_port(port: int) -> None:
    """Raise OperationError, with a port to take instead, when `port` is taken."""
    if _is_free(port):
        return
    another = next((other for other in range(port + 1, 65_536) if _is_free(other)), None)
    advice = f"PRESSMARK_PORT={another} make up" if another else "set PRESSMARK_PORT to a free one"
    raise OperationError(f"Port {port} is taken by another program. Take another one: {advice}")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the server will: a port whose last connections only linger is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK_HOST, port))
        except OSError:
            return False
    return True


def _prepare_metadata(settings: Settings, environment: dict[str, str]) -> None:
    if metadata.is_metadata_ready(settings):
        return
    log_path = settings.logs_dir / "metadata.log"
    with log_path.open("wb") as log:
        completed = subprocess.run(
            [sys.executable, "-m", "include.operations.services.metadata"],
            cwd=PROJECT_ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if completed.returncode:
        raise OperationError(f"Airflow's metadata database could not be made: {log_path} says why.")


def _start_supervisor(
    settings: Settings, environment: dict[str, str], lock: IO[str]
) -> subprocess.Popen[bytes]:
    """Start the supervisor, which inherits the lock and so holds the home until it ends."""
    with (settings.logs_dir / "supervisor.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "include.operations.services.supervisor"],
            cwd=PROJECT_ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=[lock.fileno()],
        )


def _wait_until_healthy(settings: Settings, supervisor: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + HEALTHY_WITHIN_SECONDS
    while time.monotonic() < deadline and supervisor.poll() is None:
        if is_healthy(settings):
            return True
        time.sleep(_POLL_SECONDS)
    return False


def is_healthy(settings: Settings) -> bool:
    """Whether the API answers and says that the database and every service are well."""
    without_proxy = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with without_proxy.open(f"{base_url(settings)}/api/v2/monitor/health", timeout=5) as response:
            components = json.load(response)
    except (OSError, ValueError):
        return False
    return all(component["status"] == "healthy" for component in components.values())


if __name__ == "__main__":
    sys.exit(main())
