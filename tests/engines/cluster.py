"""Services of Spark on this machine, each a process, on loopback: a master and two workers, or one server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

WORKER_COUNT = 2
WORKER_MEMORY = "3g"
"""What an executor asks for, and what Java takes beside it."""
START_SECONDS = 120
SERVICE = ("--host", "127.0.0.1", "--webui-port", "0")
"""What a master and a worker are told."""


@dataclass(frozen=True)
class Cluster:
    """The address of the master, and the processes of the workers, which start executors."""

    master: str
    workers: tuple[subprocess.Popen[bytes], ...]
    process_ids: tuple[int, ...]

    def executor_of(self, worker_no: int) -> psutil.Process:
        """The executor that a worker runs now."""
        children = psutil.Process(self.workers[worker_no].pid).children(recursive=True)
        return next(child for child in children if _is_executor(child))


@contextmanager
def running_cluster(
    folder: Path, worker_count: int = WORKER_COUNT, hidden: Path | None = None
) -> Iterator[Cluster]:
    """Start it, a core a worker, and leave nothing behind: no process, and no port in use.

    Workers, and what they start, find nothing in the hidden folder: it is one of another machine to them.
    """
    processes: list[subprocess.Popen[bytes]] = []
    folder.mkdir(parents=True)
    try:
        log = folder / "master.log"
        processes.append(_start(folder, log, "deploy.master.Master", *SERVICE, "--port", "0"))
        master = _told(log, processes[0], "Starting Spark master at ")
        for number in range(worker_count):
            log = folder / f"worker_{number}.log"
            work = folder / f"work_{number}"
            processes.append(
                _start(
                    folder,
                    log,
                    "deploy.worker.Worker",
                    *SERVICE,
                    "--cores",
                    "1",
                    "--memory",
                    WORKER_MEMORY,
                    "--work-dir",
                    str(work),
                    master,
                    hidden=hidden,
                )
            )
            _told(log, processes[-1], "Successfully registered with master ")
        yield Cluster(master, tuple(processes[1:]), tuple(process.pid for process in processes))
    finally:
        for process in reversed(processes):
            _end(process)


@contextmanager
def running_server(folder: Path) -> Iterator[str]:
    """Start a server of Spark Connect, its own executor, give its address, and leave nothing behind."""
    folder.mkdir(parents=True)
    log = folder / "server.log"
    settings = {
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": "0",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.extraJavaOptions": f"-Djava.io.tmpdir={folder} -XX:TieredStopAtLevel=1",
        "spark.ui.enabled": "false",
    }
    process = _start(
        folder,
        log,
        "deploy.SparkSubmit",
        "--class", "org.apache.spark.sql.connect.service.SparkConnectServer",
        "--master", "local[1]",
        *(part for setting in settings.items() for part in ("--conf", "=".join(setting))),
        "spark-internal",
    )  # fmt: skip
    try:
        yield f"sc://{_told(log, process, 'Spark Connect server started at: ')}"
    finally:
        _end(process)


def _is_executor(process: psutil.Process) -> bool:
    try:
        return "CoarseGrainedExecutorBackend" in " ".join(process.cmdline())
    except psutil.NoSuchProcess:  # it has ended meanwhile, or is a zombie
        return False


def can_hide(folder: Path) -> bool:
    """Whether this user may let a process see nothing in a folder."""
    tried = subprocess.run([*_hiding(folder), "true"], capture_output=True, check=False)
    return tried.returncode == 0


def _hiding(folder: Path | None) -> tuple[str, ...]:
    """What a command is to begin with, so that it sees nothing in the folder."""
    if folder is None:
        return ()
    as_root = () if os.geteuid() == 0 else ("--map-root-user",)
    return ("unshare", *as_root, "--mount", "sh", "-c", 'mount -t tmpfs none "$0" && exec "$@"', str(folder))


def _start(
    folder: Path, log: Path, role: str, *arguments: str, hidden: Path | None = None
) -> subprocess.Popen[bytes]:
    """A service of Spark, in a group of its own with all that it starts.

    It knows nothing of this project: its working directory is another one, and nothing is on its path.
    """
    import pyspark

    home = Path(pyspark.__file__).parent
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment |= {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    with log.open("wb") as output:
        return subprocess.Popen(
            [
                *_hiding(hidden), str(home / "bin" / "spark-class"), f"org.apache.spark.{role}", *arguments,
            ],
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip


def _told(log: Path, process: subprocess.Popen[bytes], beginning: str) -> str:
    """Wait until the log says something, and give what follows it in its line."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        for line in log.read_text(errors="replace").splitlines():
            if beginning in line:
                return line.partition(beginning)[2].split()[0].strip('",')
        time.sleep(0.1)
    raise AssertionError(f"Spark did not start:\n{log.read_text(errors='replace')[-3000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """The process, and the executors and Python workers below it, which begin sessions of their own."""
    try:
        family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        family = []
    for member in family:
        try:
            member.send_signal(signal.SIGKILL)
        except psutil.NoSuchProcess:
            continue
    process.wait()
