"""`make quality`: the gate's latest verdict on the terminal, and an exit code for whoever watches."""

import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from include.operations.errors import EXIT_UNUSABLE
from include.operations.terminal import Terminal, complain, say
from include.quality.gate import report_path
from include.quality.report.summary import OpenIncident, Problem, Report, collect
from include.settings import Settings, load_settings
from include.variables import SettingsError
from include.warehouse import DatabaseFileError, writer

EXIT_UNHEALTHY = 1


def main() -> int:
    """Show the verdict; 1 where something critical is open, 2 where there is nothing to look at."""
    console = Terminal()
    try:
        settings = load_settings()
        if not settings.warehouse_path.exists():
            say(console, "Nothing is validated yet: make run does that.")
            return EXIT_UNUSABLE
        with writer(settings) as connection:
            report = collect(connection)
    except (SettingsError, DatabaseFileError) as error:
        complain(str(error))
        return EXIT_UNUSABLE
    show(console, settings, report)
    return 0 if report.is_healthy else EXIT_UNHEALTHY


def show(console: Console, settings: Settings, report: Report) -> None:
    """Write the verdict, the open problems and the tables."""
    if report.run is None:
        say(console, "Nothing is validated yet: make run does that.")
        return
    run = report.run
    word, style = ("ACCEPTED", "green") if run.is_accepted else ("REFUSED", "red")
    say(console, f"{word}  {run.finished_at:%Y-%m-%d %H:%M} UTC", style=f"bold {style}")
    say(
        console,
        f"{len(run.load_ids)} load(s) with {run.document_count:,} documents: "
        f"{run.passed_count} expectations passed, {run.warned_count} warned, {run.failed_count} failed",
    )
    if report.refused_load_count:
        say(console, f"{report.refused_load_count} load(s) stand refused and are not published", style="red")
    if report.set_aside_count:
        say(console, f"{report.set_aside_count} document(s) set aside and not published", style="yellow")
    for incident in report.incidents:
        _show_incident(console, incident)
    for problem in report.problems:
        _show_problem(console, problem)
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("table", "passed", "warned", "failed", "rows"):
        table.add_column(title, justify="left" if title == "table" else "right")
    for health in report.tables:
        table.add_row(
            health.table_name,
            str(health.passed_count),
            str(health.warned_count or ""),
            Text(str(health.failed_count or ""), style="red"),
            "missing" if health.row_count is None else f"{health.row_count:,}",
        )
    console.print(table)
    say(console, f"Quality report  {report_path(settings)}")


def _show_incident(console: Console, incident: OpenIncident) -> None:
    style = "red" if incident.severity == "critical" else "yellow"
    name = incident.kind.replace("_", " ")
    say(
        console,
        f"{incident.severity}: {name}: {incident.dimension}, since {incident.opened_at:%Y-%m-%d}",
        style=style,
    )
    for line in incident.detail.splitlines():
        say(console, f"  {line}")


def _show_problem(console: Console, problem: Problem) -> None:
    style = "red" if problem.status == "failed" else "yellow"
    found = f" ({problem.observed_value})" if problem.observed_value else ""
    say(console, f"{problem.status}: {problem.table_name} {problem.check_name}{found}", style=style)
    say(console, f"  {problem.reason}")


if __name__ == "__main__":
    sys.exit(main())
