"""`make doctor`: look the machine and the home over, a line each, and say what to do."""

import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from include.operations import home
from include.operations.doctor.finding import Finding
from include.operations.doctor.home import look_at_home
from include.operations.doctor.machine import look_at_machine
from include.operations.errors import EXIT_FAILED, EXIT_UNUSABLE, OperationError
from include.operations.terminal import Terminal, complain
from include.settings import load_settings
from include.variables import SettingsError

STYLES = {"ok": "green", "warning": "yellow", "wrong": "red"}


def main() -> int:
    """Show what was found; 1 where something is wrong, 2 where a setting cannot be used."""
    console = Terminal()
    try:
        settings = load_settings()
        home.ensure_home(settings)
    except (OperationError, SettingsError) as error:
        complain(str(error))
        return EXIT_UNUSABLE
    findings = [*look_at_machine(settings), *look_at_home(settings)]
    show(console, findings)
    return EXIT_FAILED if any(finding.state == "wrong" for finding in findings) else 0


def show(console: Console, findings: list[Finding]) -> None:
    """A line a finding, and below it the remedy."""
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for finding in findings:
        remedy = f"\n{finding.remedy}" if finding.remedy else ""
        table.add_row(
            Text(finding.state, style=STYLES[finding.state]), finding.subject, Text(finding.text + remedy)
        )
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
