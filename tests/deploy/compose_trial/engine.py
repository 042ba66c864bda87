"""An engine of our own: it shares no file, socket or firewall rule with another one on this machine."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.deploy.compose_trial.commands import TrialError, UnavailableError, run, wait_until
from tests.deploy.compose_trial.debian import ADMIN_FOLDERS, program_path

START_SECONDS = 60
STOP_SECONDS = 60
PROJECT = "pressmark-trial"


@dataclass(frozen=True, slots=True)
class Engine:
    """A running engine, and the variables by which its clients find it."""

    docker: str
    compose: Path
    variables: dict[str, str]

    def call(self, *arguments: str | Path, timeout_seconds: float = 300) -> str:
        """Run the engine's client and return its output."""
        return run([self.docker, *arguments], timeout_seconds=timeout_seconds, variables=self.variables)

    def remove_containers(self) -> None:
        """End whatever still runs, so that the engine can end."""
        containers = self.call("ps", "--all", "--quiet").split()
        if containers:
            self.call("rm", "--force", "--volumes", *containers)
        for network in self.call("network", "ls", "--quiet", "--filter", f"name={PROJECT}").split():
            self.call("network", "rm", network)


@contextmanager
def running_engine(folder: Path, compose: Path) -> Iterator[Engine]:
    """Start an engine whose every file lies in `folder`; end it and remove its files, whatever happens.

    Raises:
        UnavailableError: this machine runs none.
    """
    docker, dockerd = program_path("docker"), program_path("dockerd")
    if not docker or not dockerd:
        raise UnavailableError("Debian's package docker.io left no docker and dockerd")
    folder.mkdir()
    socket = f"unix://{folder / 'engine.sock'}"
    environment = {
        **os.environ,
        "PATH": f"{ADMIN_FOLDERS}:{os.environ.get('PATH', '')}",
        "DOCKER_HOST": socket,
        "DOCKER_CONFIG": str(folder / "client"),
        # The engine of Debian 12 comes without the plugin that builds in another way.
        "DOCKER_BUILDKIT": "0",
    }
    engine = Engine(docker, compose, environment)
    log_path = folder / "engine.log"
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [
                dockerd,
                "--data-root", folder / "data",
                "--exec-root", folder / "exec",
                "--pidfile", folder / "engine.pid",
                "--host", socket,
                # The containers reach each other over a bridge, and nothing else: no rule is needed.
                "--bridge=none", "--iptables=false", "--ip-forward=false", "--ip-masq=false",
            ],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
    try:
        _wait_for_start(engine, process, log_path)
        yield engine
    finally:
        with suppress(TrialError):
            engine.remove_containers()
        _end(process)
        _unmount_below(folder)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for_start(engine: Engine, process: subprocess.Popen[bytes], log_path: Path) -> None:
    def is_up() -> bool:
        if process.poll() is not None:
            raise TrialError(f"it ended with exit code {process.returncode}")
        try:
            engine.call("info", timeout_seconds=10)
        except TrialError:
            return False
        return True

    try:
        wait_until("the engine answers", is_up, timeout_seconds=START_SECONDS)
    except TrialError as error:
        said = log_path.read_text("utf-8", "replace")[-2_000:]
        raise UnavailableError(f"no engine runs on this machine: {error}. It said:\n{said}") from error


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask the engine to end; what withstands is killed with all that it started."""
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _unmount_below(folder: Path) -> None:
    """The engine leaves a mount or two behind, without which its folder cannot be removed."""
    mounted = [line.split()[1] for line in Path("/proc/self/mounts").read_text("utf-8").splitlines()]
    for path in sorted((path for path in mounted if Path(path).is_relative_to(folder)), reverse=True):
        with suppress(TrialError):
            run(["umount", path])
