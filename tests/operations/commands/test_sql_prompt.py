"""`make sql` shows the published file and nothing else of the machine."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from include.settings import PROJECT_ROOT, Settings


def ask(sql: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "include.operations.commands.sql"],
        cwd=PROJECT_ROOT,
        env=os.environ,
        input=sql,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def published_path(settings: Settings) -> Path:
    settings.published_path.parent.mkdir(parents=True)
    with duckdb.connect(str(settings.published_path)) as connection:
        connection.execute("create schema core; create table core.article as select 41 + 1 as answer")
    return settings.published_path


def test_a_piped_query_is_answered_without_a_banner(published_path: Path) -> None:
    answer = ask(".mode csv\nselect answer from core.article;")
    assert (answer.stdout.split(), answer.returncode) == (["answer", "42"], 0)


@pytest.mark.usefixtures("published_path")
def test_times_are_shown_in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    answer = ask(".mode csv\nselect timestamptz '2026-03-02 08:00:00+00' as published_at;")
    assert answer.stdout.splitlines()[-1] == "2026-03-02 08:00:00+00"


def test_nothing_can_be_changed(published_path: Path) -> None:
    answer = ask("delete from core.article;")
    assert answer.returncode != 0
    assert "read-only" in answer.stderr


def test_no_other_file_can_be_read(published_path: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("word\nsesame\n")
    answer = ask(f"select * from '{tmp_path / 'secret.csv'}';")
    assert answer.returncode != 0
    assert "sesame" not in answer.stdout


def test_the_restrictions_cannot_be_lifted(published_path: Path) -> None:
    answer = ask("set enable_external_access = true;")
    assert answer.returncode != 0


def test_without_a_publication_it_says_how_to_make_one(settings: Settings) -> None:
    answer = ask("select 1;")
    assert answer.returncode == 2
    assert str(settings.published_path) in answer.stderr
    assert "make run" in answer.stderr
    assert answer.stdout == ""


def test_a_damaged_publication_is_named_with_what_to_do(published_path: Path) -> None:
    published_path.write_bytes(b"no database " * 1000)
    answer = ask("select 1;")
    assert answer.returncode == 2
    assert "make run writes it anew" in answer.stderr
    assert "Traceback" not in answer.stderr
