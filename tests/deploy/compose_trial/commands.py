"""Other programs, whose words are shown where they fail, and waiting with a deadline."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

POLL_SECONDS = 1.0
SHOWN_CHARS = 6_000
"""Of what a failed program said, the end is shown."""


class TrialError(Exception):
    """Something does not work as the manual says; the message tells what, and what was seen."""


class UnavailableError(Exception):
    """The trial cannot be made on this machine; the message says why."""


def run(
    command: Sequence[str | Path],
    *,
    timeout_seconds: float = 300,
    variables: dict[str, str] | None = None,
    folder: Path | None = None,
) -> str:
    """Run a program to its end and return what it wrote to its output.

    Raises:
        TrialError: it failed, or took too long.
    """
    words = [str(word) for word in command]
    try:
        completed = subprocess.run(
            words,
            env=variables,
            cwd=folder,
            timeout=timeout_seconds,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise TrialError(f"{words[0]} is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise TrialError(f"{' '.join(words)} did not end within {timeout_seconds:.0f} s") from error
    if completed.returncode:
        said = (completed.stdout + completed.stderr)[-SHOWN_CHARS:]
        raise TrialError(f"{' '.join(words)} ended with exit code {completed.returncode}:\n{said}")
    return completed.stdout


def wait_until(what: str, is_reached: Callable[[], bool], *, timeout_seconds: float) -> None:
    """Ask again and again until the answer is yes.

    Raises:
        TrialError: it was not, within the time.
    """
    deadline = time.monotonic() + timeout_seconds
    pause = threading.Event()
    while not is_reached():
        if time.monotonic() > deadline:
            raise TrialError(f"waited {timeout_seconds:.0f} s in vain until {what}")
        pause.wait(POLL_SECONDS)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Say what is done now, and how long it took."""
    began = time.monotonic()
    say(f"{name} ...")
    yield
    say(f"{name}: {time.monotonic() - began:.0f} s")


def say(line: str) -> None:
    """Write a line at once, also where the output is a file."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
