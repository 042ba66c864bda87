"""Who may speak on the terminal: progress and results. Everything else goes to a log file.

Titles, sources and file names are other people's words, and a terminal obeys what stands in them. So every
command writes through a `Terminal`, which leaves out what no terminal should be told.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderableType, RenderHook
from rich.segment import Segment

KEPT_RUN_LOG_COUNT = 20

_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # escape sequences begin with one of these, in one byte or in two
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"  # these turn the order of what is read around
)


def without_control_characters(text: str) -> str:
    """The text without what a terminal obeys instead of showing it; tabs and ends of lines stay."""
    return _OBEYED.sub("", text)


class Terminal(Console):
    """A console that shows every text as text. Whatever a command writes, it writes through one of these."""

    def __init__(
        self, *, stderr: bool = False, file: IO[str] | None = None, width: int | None = None
    ) -> None:
        super().__init__(stderr=stderr, file=file, width=width)
        self.push_render_hook(_Harmless())


class _Harmless(RenderHook):
    """What is left out counts as no cell wide, so that tables keep their columns."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        return [_Shown(renderable) for renderable in renderables]


class _Shown:
    def __init__(self, renderable: RenderableType) -> None:
        self._renderable = renderable

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterable[Segment]:
        for segment in console.render(self._renderable, options):
            # A control segment is rich's own: it holds nothing that was printed.
            is_text = segment.control is None
            yield segment._replace(text=without_control_characters(segment.text)) if is_text else segment


def complain(text: str) -> None:
    """Say on the error stream what is wrong, and what to do."""
    say(Terminal(stderr=True), text, style="red")


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
            yield Terminal(file=terminal)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os.dup2(terminal_fd, 1)
            os.dup2(error_fd, 2)
            os.close(error_fd)
