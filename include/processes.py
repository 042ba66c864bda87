"""Python as a process of its own, for what is to leave nothing behind in the one that asks for it."""

import logging
import subprocess
import sys
from typing import NamedTuple

from include.settings import PROJECT_ROOT, Settings, inherited_environment

logger = logging.getLogger(__name__)


class Ended(NamedTuple):
    """How a process has ended, and what it said last."""

    exit_code: int
    last_line: str


def run_python(settings: Settings, arguments: list[str]) -> Ended:
    """Run Python with these settings until it ends, or this process's task does; its output is logged."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=PROJECT_ROOT,
        env={**inherited_environment(), **settings.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    last_line = ""
    try:
        assert process.stdout is not None
        for line in process.stdout:
            logger.info("%s", line.rstrip())
            last_line = line.strip() or last_line
        return Ended(process.wait(), last_line)
    finally:
        # Java that it has started ends by itself, when it can hear the process no more.
        if process.poll() is None:
            process.kill()
            process.wait()
