"""`make sql`: DuckDB's own prompt on the published file, read-only, unable to reach any other file."""

import shutil
import signal
import subprocess
import sys
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from rich.console import Console

from include.operations import published
from include.operations.errors import EXIT_UNUSABLE, OperationError
from include.operations.terminal import Terminal, complain, say
from include.settings import Settings, inherited_environment, load_settings
from include.variables import SettingsError
from include.warehouse import DatabaseFileError, confinement, reader


def main() -> int:
    """Open the prompt and return its exit code, or 2 where there is nothing to open."""
    try:
        settings = load_settings()
        command = prompt_command(settings)
    except (OperationError, SettingsError) as error:
        complain(str(error))
        return EXIT_UNUSABLE
    if sys.stdin.isatty():
        _show_tables(settings, Terminal())
        # Ctrl-C interrupts a query; DuckDB sees to that, and what stands in between must not end from it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return subprocess.call(command, env=prompt_environment(settings))
    return run_prompt(settings, command, sys.stdin.read())


def run_prompt(settings: Settings, command: list[str], sql: str) -> int:
    """Have DuckDB answer, and return its exit code.

    A terminal is shown no control character of what other people wrote: DuckDB leaves out only some, and only
    in some of its modes. A file or another program gets every value as it is.
    """
    if not sys.stdout.isatty():
        sys.stdout.flush()
        return subprocess.run(
            command, input=sql, text=True, env=prompt_environment(settings), check=False
        ).returncode
    # DuckDB does not see how wide the terminal is, behind a pipe.
    width = ("-cmd", f".maxwidth {shutil.get_terminal_size().columns}")
    completed = subprocess.run(
        [*command[:-1], *width, command[-1]],
        input=sql,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=prompt_environment(settings),
        check=False,
    )
    say(Terminal(), completed.stdout.rstrip("\n"))
    return completed.returncode


def prompt_command(settings: Settings) -> list[str]:
    """The command that opens the published file.

    Raises:
        OperationError: nothing is published yet, or the file cannot be read.
    """
    if not settings.published_path.exists():
        raise OperationError(f"Nothing is published yet at {settings.published_path}: make run does that.")
    try:
        with reader(settings.published_path):
            pass
    except DatabaseFileError as error:
        raise OperationError(f"The published file is damaged: make run writes it anew. {error}") from error
    # Not by an init file: the launcher changes a setting of its own after that, which the lock would refuse.
    return [
        str(Path(sys.executable).parent / "duckdb"),
        "-no-init",
        "-readonly",
        *("-cmd", "set timezone = 'UTC'"),
        *(part for statement in confinement(settings.published_path) for part in ("-cmd", statement)),
        str(settings.published_path),
    ]


def prompt_environment(settings: Settings) -> dict[str, str]:
    """The prompt's environment; its history stays in the home."""
    return {**inherited_environment(), "DUCKDB_HISTORY": str(settings.home / "sql_history")}


def _show_tables(settings: Settings, console: Console) -> None:
    say(console, f"{settings.published_path}, read-only. Leave with .quit")
    for schema, rows in groupby(published.tables(settings.published_path), key=itemgetter(0)):
        say(console, f"  {schema}: {', '.join(name for _, name in rows)}")
    say(console, "Questions with their SQL: make query, or docs/queries")


if __name__ == "__main__":
    sys.exit(main())
