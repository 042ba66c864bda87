"""A refused load is told of by each `make run`, until it is let in."""

import subprocess
import sys

import pytest
from rich.console import Console

from include.operations.home import ensure_home
from include.operations.runs.refusals import MAX_SHOWN_RUNS, show_refusals
from include.quality.model import HISTORY_CHECK
from include.quality.refusals import standing_refusals
from include.settings import PROJECT_ROOT, Settings
from include.tables.create import create_tables
from include.warehouse import writer

NOTHING_NEW = """
import sys
from include.operations.services import metadata
from include.operations.runs import pipeline
from include.operations.commands import run

metadata.prepare_metadata = lambda settings: None
pipeline.load_dags = lambda dags_dir: {}
pipeline.run_pipeline = lambda dags, listener: pipeline.PipelineResult()
sys.exit(run.main())
"""


def decide(
    settings: Settings,
    run_id: str,
    *load_ids: str,
    is_accepted: bool = False,
    expectation_type: str = "ExpectColumnValuesToBeUnique",
    day: int = 1,
) -> None:
    """A verdict, with one expectation that failed and one that passed."""
    ensure_home(settings)
    with writer(settings) as connection:
        create_tables(connection)
        connection.execute(
            "insert into quality.load_verdict select unnest(?), ?, ?, make_date(2026, 3, ?)",
            [list(load_ids), run_id, is_accepted, day],
        )
        connection.execute(
            """
            insert into quality.validation_result by name
            select
                $run_id as validation_run_id, 'core.article' as table_name, check_name, check_no,
                $expectation_type as expectation_type, 'critical' as severity, status,
                status = 'passed' as is_success, observed_value, reason
            from (values
                ('document_id_unique', 1, 'failed', '2 rows', 'A document stands twice.'),
                ('published_at_known', 2, 'passed', null, 'Not to be shown.')
            ) as result (check_name, check_no, status, observed_value, reason)
            """,
            {"run_id": run_id, "expectation_type": expectation_type},
        )


def run(settings: Settings) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", NOTHING_NEW], cwd=PROJECT_ROOT, capture_output=True, text=True, check=False
    )


def test_a_run_without_news_names_what_stands_refused_and_fails(settings: Settings) -> None:
    decide(settings, "run-1", "load-a", "load-b")
    decide(settings, "run-2", "load-c", is_accepted=True)
    (settings.home / "inbox").mkdir()
    completed = run(settings)
    assert completed.returncode == 1
    lines = completed.stdout.splitlines()
    assert "2 load(s) refused at 2026-03-01 00:00 UTC, and not published: load-a load-b" in lines
    assert "  core.article document_id_unique (2 rows): A document stands twice." in lines
    assert (
        "  Mend the cause: until then, it is refused again; "
        'then have it judged anew: make release LOADS="load-a load-b" and make run'
    ) in lines
    assert "load-c" not in completed.stdout
    assert "Not to be shown" not in completed.stdout


def test_where_all_is_accepted_a_run_without_news_succeeds(settings: Settings) -> None:
    decide(settings, "run-1", "load-a", is_accepted=True)
    (settings.home / "inbox").mkdir()
    completed = run(settings)
    assert completed.returncode == 0
    assert "refused" not in completed.stdout


def test_what_only_history_speaks_against_may_be_right(settings: Settings, console: Console) -> None:
    decide(settings, "run-1", "load-a", expectation_type=HISTORY_CHECK)
    show_refusals(console, standing_refusals(settings))
    assert "or find the load right as it is; then" in console.export_text()


def test_the_latest_refusals_are_shown_and_the_others_counted(settings: Settings, console: Console) -> None:
    for day in range(1, MAX_SHOWN_RUNS + 3):
        decide(settings, f"run-{day}", f"load-{day}", day=day)
    show_refusals(console, standing_refusals(settings))
    shown = console.export_text()
    assert f"load-{MAX_SHOWN_RUNS + 2}" in shown
    assert "load-2" not in shown
    assert "And 2 load(s) refused before" in shown


@pytest.mark.parametrize("is_made", [False, True])
def test_before_the_first_verdict_nothing_is_refused(settings: Settings, *, is_made: bool) -> None:
    if is_made:
        ensure_home(settings)
        with writer(settings):
            pass
    assert standing_refusals(settings) == []
    assert settings.warehouse_path.exists() is is_made
