"""The supervisor: all its services live, or none. The services are doubles here."""

import os
import subprocess
import sys

from include.operations.airflow_environment import airflow_environment
from include.operations.home import ensure_home
from include.operations.services.processes import read_session, running_processes
from include.operations.services.supervisor import _start
from include.settings import PROJECT_ROOT, Settings

SCRIPT = """
import sys
from include.operations.services import supervisor

waiting = [sys.executable, "-c", "import signal; print('started', flush=True); signal.pause()"]
supervisor.SERVICES = {"one": waiting, "two": waiting, "third": [sys.executable, "-c", sys.argv[1]]}
sys.exit(supervisor.main())
"""


def supervise(settings: Settings, third: str) -> subprocess.Popen[str]:
    ensure_home(settings)
    settings.logs_dir.mkdir()
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, third],
        cwd=PROJECT_ROOT,
        env=airflow_environment(settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_when_one_service_dies_all_end_and_the_log_names_it(settings: Settings) -> None:
    process = supervise(settings, "import sys; sys.exit(3)")
    _, said = process.communicate()
    assert process.returncode == 1
    assert "third ended with exit code 3" in said
    assert running_processes(settings) == []
    assert read_session(settings) is None


def test_asked_to_end_it_ends_all(settings: Settings) -> None:
    process = supervise(settings, "import signal; signal.pause()")
    assert process.stderr is not None
    assert any("third started" in line for line in process.stderr)
    process.terminate()
    process.communicate()
    assert process.returncode == 0
    assert running_processes(settings) == []
    assert read_session(settings) is None


def test_services_append_to_their_logs_so_that_these_may_be_emptied_meanwhile(settings: Settings) -> None:
    speaking = "import sys; print('first', flush=True); sys.stdin.read(); print('last', flush=True)"
    settings.logs_dir.mkdir(parents=True)
    log = settings.logs_dir / "speaker.log"
    log.write_text("from the time before")
    pid = _start("speaker", [sys.executable, "-c", speaking], settings)
    os.waitpid(pid, 0)
    assert log.read_text() == "from the time beforefirst\nlast\n"
