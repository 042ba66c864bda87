"""`make maintain`, `make restore`, `make upgrade` and `make doctor` as a user runs them."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from include.settings import PROJECT_ROOT, Settings
from include.warehouse import reader
from tests.conftest import copied


@pytest.fixture(scope="module")
def home(published_samples: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return copied(published_samples, tmp_path_factory.mktemp("maintained") / "a home")


def command(settings: Settings, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", f"include.operations.commands.{name}", *arguments],
        cwd=PROJECT_ROOT,
        env={**os.environ, **settings.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def maintained(home: Settings) -> subprocess.CompletedProcess[str]:
    return command(home, "maintain")


def last_log(settings: Settings) -> str:
    return sorted(settings.logs_dir.glob("run-*.log"))[-1].read_text()[-5000:]


def test_a_day_s_maintenance_succeeds_and_tells_sizes(
    home: Settings, maintained: subprocess.CompletedProcess[str]
) -> None:
    assert maintained.returncode == 0, maintained.stdout + last_log(home)
    shown = " ".join(maintained.stdout.split())
    assert "tables are as in the warehouse, row by row" in shown
    assert "MB of warehouse" in shown
    (backup,) = (home.home / "backups").iterdir()
    assert f"MB in {backup.name}" in shown
    assert (home.reports_dir / "tables" / "index.html").stat().st_size > 1_000_000
    assert (home.reports_dir / "metrics.prom").exists()


def test_airflows_own_records_are_left_in_order(
    home: Settings, maintained: subprocess.CompletedProcess[str]
) -> None:
    with closing(sqlite3.connect(home.airflow_home / "airflow.db")) as connection:
        assert connection.execute("select state from dag_run").fetchall() == [("success",)]
        assert connection.execute("pragma journal_mode").fetchone() == ("wal",)


def test_a_lost_warehouse_is_restored_by_one_command(
    home: Settings, maintained: subprocess.CompletedProcess[str]
) -> None:
    listed = command(home, "restore")
    assert listed.returncode == 2
    assert "23 documents" in listed.stdout
    home.warehouse_path.unlink()
    home.published_path.unlink()
    restored = command(home, "restore", "--from", "latest")
    assert restored.returncode == 0, restored.stdout
    with reader(home.published_path) as connection:
        assert connection.execute("select count(*) from core.article").fetchall() == [(22,)]
    looked = command(home, "doctor")
    assert looked.returncode == 0, looked.stdout


def test_an_up_to_date_home_says_so(home: Settings, maintained: subprocess.CompletedProcess[str]) -> None:
    upgraded = command(home, "upgrade")
    assert upgraded.returncode == 0
    assert "is up to date" in upgraded.stdout


def test_there_is_nothing_to_restore_where_nothing_was_kept(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, inbox=str(tmp_path / "inbox"))
    answered = command(settings, "restore", "--from", "latest")
    assert answered.returncode == 1
    assert "There is no backup at" in answered.stdout
