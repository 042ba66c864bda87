"""The short table at the end of `make run`."""

from collections import Counter

from rich.console import Console
from rich.table import Table
from rich.text import Text

from include import warehouse
from include.operations import published
from include.operations.runs.pipeline import PipelineResult
from include.operations.terminal import say
from include.settings import Settings
from include.warehouse import DatabaseFileError

LANDING_LABELS = {
    "found_count": "found",
    "landed_count": "landed",
    "duplicate_count": "duplicates",
    "quarantined_count": "quarantined",
    "unchanged_count": "unchanged since the last run",
}
FORGOTTEN_LABELS = {
    "quarantined_count": "quarantined things whose bytes were kept long enough",
    "poll_count": "polls of feeds",
    "result_run_count": "runs of the gate whose single results were kept long enough",
    "log_file_count": "logs",
    "leftover_count": "things that killed processes had left",
}
VALIDATION_LABELS = {
    "passed_count": "expectations passed",
    "warned_count": "expectations warned",
    "failed_count": "expectations failed",
    "set_aside_count": "documents set aside, to be read again or released",
}


def show_report(
    console: Console,
    settings: Settings,
    result: PipelineResult,
    setup_seconds: float,
    pipeline_seconds: float,
) -> None:
    """Say what was landed, checked and published, where it is, and how long it took."""
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="cyan")
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    landing = result.returned.get("land_inbox", {})
    _add_counts(table, "Landing", landing, LANDING_LABELS)
    if landing.get("deferred_count"):
        table.add_row(
            "Landing", f"{landing['deferred_count']:,}", "changed while being read, left to the next run"
        )
    for reason, count in _quarantine_reasons(settings, result).items():
        table.add_row("", str(count), Text(f"quarantined: {reason}"))
    for change in result.returned.get("report_changes", []):
        place = ".".join(filter(None, ["core", change["table_name"], change["column_name"]]))
        table.add_row("Read again", f"{change['change_count']:,}", f"{change['change']}: {place}")
    _add_maintenance(table, result)
    _add_counts(table, "Quality", result.returned.get("validate", {}), VALIDATION_LABELS)
    is_published_readable = True
    try:
        for name, row_count in published.row_counts(settings.published_path, "core").items():
            table.add_row("Published", f"{row_count:,}", name)
    except DatabaseFileError as error:
        is_published_readable = False
        damage = f"damaged, until the next build is accepted: {error}"
        table.add_row("Published", "", Text(damage, style="red"))
    console.print(table)
    if is_published_readable and settings.published_path.exists():
        say(console, f"Published file  {settings.published_path}  (open it: make sql)")
    if report_path := result.returned.get("validate", {}).get("report_path"):
        say(console, f"Quality report  {report_path}")
    if news_path := result.returned.get("write_news_page"):
        say(console, f"News page       {news_path}")
    say(
        console,
        f"Setup {setup_seconds:.1f} s, pipeline (first task to last) {pipeline_seconds:.1f} s",
    )


def _add_maintenance(table: Table, result: PipelineResult) -> None:
    """What a maintenance has done, and how much room the home took before and after."""
    if made := result.returned.get("back_up"):
        table.add_row("Backup", f"{made['byte_count'] / 1e6:,.1f}", f"MB in {made['backup']}")
    _add_counts(table, "Forgotten", result.returned.get("forget_outdated", {}), FORGOTTEN_LABELS)
    before, after = (result.returned.get(task_id, {}) for task_id in ("sizes_before", "sizes_after"))
    for kind, byte_count in after.items():
        former = before.get(kind, 0)
        table.add_row("Room", f"{byte_count / 1e6:,.1f}", f"MB of {kind}, {former / 1e6:,.1f} MB before")
    if table_count := result.returned.get("check_publication"):
        table.add_row("Published", f"{table_count:,}", "tables are as in the warehouse, row by row")


def _add_counts(table: Table, title: str, counts: dict[str, int], labels: dict[str, str]) -> None:
    for key, label in labels.items():
        if key in counts:
            table.add_row(title, f"{counts[key]:,}", label)


def _quarantine_reasons(settings: Settings, result: PipelineResult) -> Counter[str]:
    """The reasons for which this run quarantined something, from the ledger in the warehouse."""
    landing = result.returned.get("land_inbox", {})
    if not landing.get("quarantined_count"):
        return Counter()
    with warehouse.reader(settings.warehouse_path) as connection:
        rows = connection.execute(
            "select reason from raw.landing_event where load_id = ? and outcome = 'quarantined'",
            [landing["load_id"]],
        ).fetchall()
    return Counter(reason for (reason,) in rows)
