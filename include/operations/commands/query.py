"""`make query NAME=…`: ask one of the questions of docs/queries; without a name, list them."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from include.operations.commands.sql import prompt_command, run_prompt
from include.operations.errors import EXIT_UNUSABLE, OperationError
from include.operations.terminal import Terminal, complain, say
from include.settings import PROJECT_ROOT, load_settings
from include.variables import SettingsError

QUERIES_DIR = PROJECT_ROOT / "docs" / "queries"


@dataclass(frozen=True, slots=True)
class Query:
    """A question and the SQL that answers it; `notes` say how to read the answer."""

    name: str
    question: str
    notes: str
    sql: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask and return DuckDB's exit code; 2 where there is no such question, or nothing to ask."""
    parser = argparse.ArgumentParser(prog="make query", usage="make query [NAME=name]")
    parser.add_argument("name", nargs="?", default="")
    name = parser.parse_args(arguments).name
    console = Terminal()
    if not name:
        show_questions(console)
        return 0
    try:
        query = find(name)
        settings = load_settings()
        command = prompt_command(settings)
    except (OperationError, SettingsError) as error:
        complain(str(error))
        return EXIT_UNUSABLE
    say(console, query.question, style="bold")
    if query.notes:
        say(console, query.notes)
    return run_prompt(settings, command, query.sql)


def all_queries() -> Iterator[Query]:
    """The questions, by name."""
    return map(_read, sorted(QUERIES_DIR.glob("*.sql")))


def find(name: str) -> Query:
    """The question of that name.

    Raises:
        OperationError: there is none.
    """
    for query in all_queries():
        if query.name == name:
            return query
    raise OperationError(f"There is no question named {name}: make query shows them all.")


def show_questions(console: Console) -> None:
    """Write every question with its name."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for query in all_queries():
        table.add_row(query.name, query.question)
    console.print(table)
    say(
        console,
        "Ask one with make query NAME=…; the SQL and the answers over the samples: docs/queries/README.md",
    )


def _read(path: Path) -> Query:
    """A file begins with comments: the question in the first line, notes in the others."""
    lines = path.read_text("utf-8").splitlines()
    comments = [line.removeprefix("-- ") for line in lines if line.startswith("-- ")]
    sql = "\n".join(line for line in lines if not line.startswith("-- "))
    return Query(path.stem, comments[0], " ".join(comments[1:]), sql)


if __name__ == "__main__":
    sys.exit(main())
