"""How `make run` ends when its tasks do not succeed. The pipeline itself is a double here."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil

from include.settings import PROJECT_ROOT, Settings

PRELUDE = """
import subprocess, sys
from include.operations.services import metadata
from include.operations.runs import pipeline
from include.operations.commands import run
from include.operations.runs.pipeline import PipelineResult

metadata.prepare_metadata = lambda settings: None
pipeline.load_dags = lambda dags_dir: {}
"""

REFUSED = """
pipeline.run_pipeline = lambda dags, listener: PipelineResult(
    returned={"validate": {"passed_count": 3, "failed_count": 1, "report_path": "/r/index.html"}},
    is_built=True,
    failed_task="validate",
    failure="load refused: 1 critical expectations failed",
)
sys.exit(run.main())
"""

WITHOUT_PAGE = """
pipeline.run_pipeline = lambda dags, listener: PipelineResult(
    returned={"publish": {"core.article": 22}},
    is_built=True,
    failed_task="write_news_page",
    failure="the disk is full",
)
sys.exit(run.main())
"""

ENDLESS = """
def run_pipeline(dags, listener):
    child = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    listener.on_task_instance_running(None, child_as_task(child.pid))
    child.wait()

class child_as_task:
    def __init__(self, pid):
        self.task_id = f"pid={pid}"

pipeline.run_pipeline = run_pipeline
sys.exit(run.main())
"""


def start(script: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PRELUDE + script],
        cwd=PROJECT_ROOT,
        env=os.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_refused_load_ends_with_code_1_the_reason_and_where_to_look(settings: Settings) -> None:
    process = start(REFUSED)
    output, _ = process.communicate()
    assert process.returncode == 1
    lines = output.splitlines()
    (log_path,) = settings.logs_dir.glob("run-*.log")
    assert "validate failed: load refused: 1 critical expectations failed" in lines
    assert "Quality report  /r/index.html" in lines
    assert "The published file does not exist yet." in lines
    assert f"What happened is in {log_path}" in lines


def test_a_page_that_could_not_be_written_is_told_and_what_is_published_stays(settings: Settings) -> None:
    process = start(WITHOUT_PAGE)
    output, _ = process.communicate()
    assert process.returncode == 1
    lines = output.splitlines()
    assert "write_news_page failed: the disk is full" in lines
    assert "The published file holds what was accepted." in lines


def test_ctrl_c_ends_the_run_and_what_it_started(settings: Settings) -> None:
    process = start(ENDLESS)
    assert process.stdout is not None
    child_pid = next(int(line.split("pid=")[1].split()[0]) for line in process.stdout if "pid=" in line)
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate()
    assert process.returncode == 128 + signal.SIGINT
    assert "Stopped. Nothing is lost" in output
    assert not psutil.pid_exists(child_pid) or psutil.Process(child_pid).status() == psutil.STATUS_ZOMBIE


def test_the_home_is_free_again_after_ctrl_c(settings: Settings) -> None:
    process = start(ENDLESS)
    assert process.stdout is not None
    assert any("running" in line for line in process.stdout)
    process.send_signal(signal.SIGINT)
    process.communicate()
    again = start(REFUSED)
    output, _ = again.communicate()
    assert again.returncode == 1
    assert "Another run is at work" not in output
    assert Path(settings.inbox).is_dir()
