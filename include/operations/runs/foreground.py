"""What `make run` and `make reprocess` share: alone on the home, real DAGs, and a report at the end."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

import psutil
from rich.console import Console

from include.operations import airflow_environment, home, terminal
from include.operations.errors import EXIT_FAILED, EXIT_UNUSABLE, OperationError
from include.operations.runs import pipeline
from include.operations.runs.pipeline import PipelineResult, TaskListener
from include.operations.services import metadata, processes
from include.operations.terminal import Terminal, complain, say
from include.settings import Settings, load_settings
from include.variables import SettingsError

KILLED_WITHIN_SECONDS = 3
"""How long a killed process may take to let go of its files."""

Work = Callable[[dict[str, Any], TaskListener], PipelineResult]
"""Runs some of the DAGs, which it is given by id."""


def exit_code_of(operation: Callable[[Settings, Console], int]) -> int:
    """Do what a command is for.

    0: done. 1: a task failed, or a load stands refused, from whatever run. 2: nothing was begun.
    """
    console = Terminal()
    try:
        return operation(load_settings(), console)
    except (OperationError, SettingsError) as error:
        complain(str(error))
        return EXIT_UNUSABLE


def run_alone(
    settings: Settings,
    console: Console,
    *,
    dag_id: str,
    prepare: Callable[[], str],
    work: Work,
    nothing_done: str,
) -> int:
    """Check the machine, then do the work, alone on this home.

    Args:
        settings: whose home.
        console: the terminal.
        dag_id: what to trigger where `make up` is at work.
        prepare: called when the home is held; it returns what is announced.
        work: the DAGs to run.
        nothing_done: what to say where there was nothing to build.

    Raises:
        OperationError: nothing was begun; the message says what to do.
    """
    home.ensure_home(settings)
    if processes.running_processes(settings):
        raise OperationError(
            f"`make up` is running on the home {settings.home}: trigger {dag_id} at "
            f"{processes.running_url(settings)}, or stop it with `make down` and run again."
        )

    def say_waiting() -> None:
        say(console, f"Another run is at work on {settings.home}: waiting for its end ...")

    with home.home_lock(settings, on_wait=say_waiting):
        for step in home.upgrade_home(settings):
            say(console, f"Upgraded the home: {step}")
        announcement = prepare()
        log_path = terminal.new_run_log(settings.logs_dir)
        say(console, f"{announcement}; log: {log_path}")
        with terminal.everything_else_logged(log_path) as shown:
            _end_at_once_on_signal(shown)
            exit_code = _work_and_report(settings, shown, work, nothing_done)
        if exit_code:
            say(console, f"What happened is in {log_path}")
        return exit_code


def _work_and_report(settings: Settings, console: Console, work: Work, nothing_done: str) -> int:
    began = time.monotonic()
    # Airflow reads its configuration when it is imported, so the environment comes first.
    os.environ.update(airflow_environment.airflow_environment(settings))
    metadata.prepare_metadata(settings)
    dags = pipeline.load_dags(settings.dags_dir)

    def show_progress(task_id: str, event: str) -> None:
        say(console, f"{time.monotonic() - began:6.1f} s  {task_id} {event}")

    listener = pipeline.TaskListener(show_progress)
    result = work(dags, listener)
    ended = time.monotonic()
    first_task_began = listener.first_task_began_at or ended

    # These open the warehouse's engine, which only now is needed.
    from include.operations.runs.refusals import show_refusals
    from include.operations.runs.report import show_report
    from include.quality.refusals import standing_refusals
    from include.warehouse import DatabaseFileError

    if result.failed_task is None and not result.is_built:
        say(console, nothing_done)
    show_report(console, settings, result, first_task_began - began, ended - first_task_began)
    if result.failed_task is not None:
        say(console, f"{result.failed_task} failed: {result.failure}", style="red")
        say(console, f"The published file {_published_state(settings, result)}.")
    try:
        refusals = standing_refusals(settings)
    except DatabaseFileError as error:
        say(console, str(error), style="red")
        return EXIT_FAILED
    show_refusals(console, refusals)
    return EXIT_FAILED if refusals or result.failed_task is not None else 0


def _published_state(settings: Settings, result: PipelineResult) -> str:
    """What became of the published file in a run that failed."""
    if pipeline.PUBLISH_TASK_ID in result.returned:
        return "holds what was accepted"
    return "stays as it was" if settings.published_path.exists() else "does not exist yet"


def _end_at_once_on_signal(console: Console) -> None:
    """Make Ctrl-C end the run; Airflow would take the exception for a failed try of the task, and retry.

    Ending at any point is safe: what a load or dbt has not committed is not there.
    """

    def end(signal_number: int, frame: FrameType | None) -> None:
        # The signal may have come in the middle of a line, where the console cannot be entered again.
        os.write(console.file.fileno(), b"Stopped. Nothing is lost: the next run takes up what is left.\n")
        children = psutil.Process().children(recursive=True)
        for child in children:
            with suppress(psutil.NoSuchProcess):
                child.kill()
        psutil.wait_procs(children, timeout=KILLED_WITHIN_SECONDS)
        os._exit(128 + signal_number)

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
