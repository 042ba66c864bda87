"""`make reprocess` takes landed documents through the real DAG to the published file."""

import os
import subprocess
import sys

from include.settings import PROJECT_ROOT, Settings
from include.warehouse import reader, writer
from tests.pipeline.conftest import decide


def reprocess(settings: Settings, *arguments: str) -> tuple[int, str]:
    completed = subprocess.run(
        [sys.executable, "-m", "include.operations.commands.reprocess", *arguments],
        cwd=PROJECT_ROOT,
        env={**os.environ, **settings.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return completed.returncode, " ".join(completed.stdout.split())


def test_what_is_read_otherwise_now_is_told_and_published(one_article: Settings) -> None:
    settings = one_article
    decide(settings, is_accepted=True)
    with writer(settings) as connection:  # as an earlier parser might have read it
        connection.execute("update core.article set headline = 'Old'")

    exit_code, output = reprocess(settings, "--to", "2020-01-01")
    assert exit_code == 0, output
    assert "Nothing to read again" in output
    assert not settings.published_path.exists()

    exit_code, output = reprocess(settings, "--layout", "record", "--from", "2020-01-01")
    assert exit_code == 0, output
    assert "Read again 1 changed: core.article.headline" in output
    with reader(settings.published_path) as connection:
        assert connection.execute("select headline from core.article").fetchall() == [("Bitcoin rises",)]
