"""`make reprocess` begins only where it is clear what is to be read again. The DAG is a double here."""

import json
import os
import subprocess
import sys

import pytest

from include.operations.home import ensure_home
from include.settings import PROJECT_ROOT, Settings
from include.warehouse import writer

SCRIPT = """
import json, sys
from include.operations.services import metadata
from include.operations.runs import pipeline
from include.operations.commands import reprocess
from include.operations.runs.pipeline import PipelineResult

def run_reprocessing(dags, listener, parameters):
    listener._say("asked for", json.dumps(parameters))
    return PipelineResult(**json.loads(sys.argv[1]))

metadata.prepare_metadata = lambda settings: None
pipeline.load_dags = lambda dags_dir: {}
pipeline.run_reprocessing = run_reprocessing
sys.exit(reprocess.main(sys.argv[2:]))
"""
UNRESTRICTED = {"layout": None, "landed_from": None, "landed_to": None}


@pytest.fixture
def built(settings: Settings) -> Settings:
    """A home whose documents were read in two layouts."""
    ensure_home(settings)
    with writer(settings) as connection:
        connection.execute("create schema staging; create table staging.stg_parsed_document (layout text)")
        connection.execute(
            "insert into staging.stg_parsed_document values ('record'), ('plain'), ('plain'), (null)"
        )
    return settings


def reprocess(*arguments: str, **result: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps(result), *arguments],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    ("arguments", "restricted"),
    [
        (["--layout", "", "--from", "", "--to", ""], {}),
        (["--layout", "record"], {"layout": "record"}),
        (
            ["--from", "2026-03-01", "--to", "2026-03-01"],
            {"landed_from": "2026-03-01", "landed_to": "2026-03-01"},
        ),
    ],
)
def test_what_is_chosen_becomes_the_parameters_of_the_dag(
    arguments: list[str], restricted: dict[str, str]
) -> None:
    completed = reprocess(*arguments)
    assert completed.returncode == 0, completed.stderr
    assert f"asked for {json.dumps(UNRESTRICTED | restricted)}" in completed.stdout
    assert "Nothing to read again" in completed.stdout


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--layout", "recrod"], "No document was read in a layout recrod. LAYOUT is one of: plain, record."),
        (["--from", "March"], "FROM=March is no day: write it like FROM=2026-03-01."),
        (["--to", "2026-02-30"], "TO=2026-02-30 is no day"),
        (["--from", "2026-03-02", "--to", "2026-03-01"], "FROM=2026-03-02 comes after TO=2026-03-01"),
    ],
)
def test_what_cannot_be_meant_is_named_and_nothing_begins(arguments: list[str], message: str) -> None:
    completed = reprocess(*arguments)
    assert completed.returncode == 2
    assert message in completed.stderr
    assert "asked for" not in completed.stdout


def test_in_a_new_home_there_is_nothing_to_read_again(settings: Settings) -> None:
    completed = reprocess()
    assert completed.returncode == 2
    assert "Nothing is landed and built yet: make run does that." in completed.stderr
    assert not settings.warehouse_path.exists()


@pytest.mark.usefixtures("built")
def test_it_tells_field_by_field_what_changed() -> None:
    changes = [
        {"table_name": "article", "change": "changed", "column_name": "headline", "change_count": 1200},
        {"table_name": "mention", "change": "added", "column_name": None, "change_count": 3},
    ]
    completed = reprocess(is_built=True, returned={"report_changes": changes})
    lines = [" ".join(line.split()) for line in completed.stdout.splitlines()]
    assert completed.returncode == 0
    assert "Read again 1,200 changed: core.article.headline" in lines
    assert "Read again 3 added: core.mention" in lines
    assert "Nothing to read again" not in completed.stdout


def test_make_passes_on_what_is_chosen() -> None:
    # The tests themselves are started by make, which would tell its child what it was asked for.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    planned = subprocess.run(
        ["make", "--dry-run", "reprocess", "LAYOUT=record", "FROM=2026-03-01"],
        cwd=PROJECT_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (
        '-m include.operations.commands.reprocess --layout "record" --from "2026-03-01" --to ""'
        in planned.stdout
    )
