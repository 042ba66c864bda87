"""A damaged warehouse is named with what to do, by every command that opens it."""

import subprocess
import sys

import pytest

from include.settings import PROJECT_ROOT, Settings
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


@pytest.fixture
def damaged(settings: Settings) -> Settings:
    """A warehouse that was cut off."""
    with writer(settings) as connection:
        connection.execute("create schema raw; create schema quality")
        connection.execute("create table quality.load_verdict (load_id text)")
        connection.execute("insert into quality.load_verdict select md5(i::text) from range(100000) t(i)")
    content = settings.warehouse_path.read_bytes()
    settings.warehouse_path.write_bytes(content[: len(content) // 3])
    return settings


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [
        (["-m", "include.operations.commands.quality"], 2),
        (["-m", "include.operations.commands.release", "--loads", "load-a"], 2),
        (["-m", "include.operations.commands.replay"], 2),
        (["-c", NOTHING_NEW], 2),
    ],
)
def test_it_is_named_with_what_to_do(damaged: Settings, arguments: list[str], exit_code: int) -> None:
    (damaged.home / "inbox").mkdir()
    completed = subprocess.run(
        [sys.executable, *arguments], cwd=PROJECT_ROOT, capture_output=True, text=True, check=False
    )
    said = completed.stdout + completed.stderr
    assert completed.returncode == exit_code, said
    assert f"The warehouse {damaged.warehouse_path} cannot be used" in said
    assert "restore it from a backup" in said
    assert "Traceback" not in said
