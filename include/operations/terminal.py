"""Who may speak on the terminal: progress and results. Everything else goes to a log file."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

KEPT_RUN_LOG_COUNT = 20


def say(console: Console, text: str, *, style: str | None = None) -> None:
    """Write a line as it is: a path is never wrapped, a bracket is never markup."""
    console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)


def new_run_log(logs_dir: Path) -> Path:
    """A path for the log of a run that begins now; of the older ones the last few are kept."""
    logs_dir.mkdir(parents=True, exist_ok=True)
    for outdated in sorted(logs_dir.glob("run-*.log"))[: -KEPT_RUN_LOG_COUNT + 1]:
        outdated.unlink(missing_ok=True)
    return logs_dir / f"run-{datetime.now(UTC):%Y%m%dT%H%M%S%f}Z.log"


@contextmanager
def everything_else_logged(log_path: Path) -> Iterator[Console]:
    """Send what this process and its children write to `log_path`, and yield the terminal.

    The file descriptors themselves are redirected, because libraries hold the streams and children inherit
    the descriptors.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    terminal_fd, error_fd = os.dup(1), os.dup(2)
    with log_path.open("ab") as log, os.fdopen(terminal_fd, "w", encoding="utf-8") as terminal:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
        try:
            yield Console(file=terminal)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os.dup2(terminal_fd, 1)
            os.dup2(error_fd, 2)
            os.close(error_fd)
