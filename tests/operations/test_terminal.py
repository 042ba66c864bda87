"""The terminal belongs to progress and results; everything else goes to the log."""

import subprocess
import sys
from pathlib import Path

from include.operations.terminal import KEPT_RUN_LOG_COUNT, new_run_log
from include.settings import PROJECT_ROOT

NOISY = """
import subprocess, sys
from pathlib import Path
from include.operations.terminal import everything_else_logged, say

with everything_else_logged(Path(sys.argv[1])) as console:
    print("a library prints")
    subprocess.run(["sh", "-c", "echo a child prints; echo a child complains >&2"], check=True)
    say(console, "progress [1/2]")
print("after", file=sys.stderr)
"""


def test_only_progress_is_shown(tmp_path: Path) -> None:
    log = tmp_path / "run.log"
    completed = subprocess.run(
        [sys.executable, "-c", NOISY, str(log)], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True
    )
    assert completed.stdout == "progress [1/2]\n"
    assert completed.stderr == "after\n"
    assert sorted(log.read_text().splitlines()) == ["a child complains", "a child prints", "a library prints"]


def test_the_logs_of_the_last_runs_are_kept(tmp_path: Path) -> None:
    paths = []
    for _ in range(KEPT_RUN_LOG_COUNT + 5):
        path = new_run_log(tmp_path / "logs")
        path.touch()
        paths.append(path)
    assert sorted((tmp_path / "logs").iterdir()) == paths[-KEPT_RUN_LOG_COUNT:]
