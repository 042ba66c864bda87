"""Whoever enters the dbt project finds what dbt users expect, and breaks no promise by building there."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from include.settings import Settings
from include.warehouse import writer


def run_in_folder(
    settings: Settings, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """As typed in dbt_project/, but for what dbt generates, which is kept out of the tree."""
    return subprocess.run(
        [str(Path(sys.executable).parent / "dbt"), *arguments, "--target", "duckdb"],
        cwd=settings.dbt_project_dir,
        env={
            **os.environ,
            "PRESSMARK_HOME": str(settings.home),
            "DBT_TARGET_PATH": str(settings.dbt_dir / "target"),
            "DBT_LOG_PATH": str(settings.dbt_dir / "logs"),
            "DBT_USE_COLORS": "false",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def home(normalised_samples: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A copy of the samples, which these tests write to in the order in which they stand."""
    copied = shutil.copytree(normalised_samples.home, tmp_path_factory.mktemp("by_hand") / "home")
    yield replace(normalised_samples, home=Path(copied))


def contents(settings: Settings) -> dict[str, tuple]:
    """Row count and a hash of all rows, whatever their order, of what dbt promises."""
    with writer(settings) as connection:
        names = connection.execute(
            """
            select schema_name || '.' || table_name
            from duckdb_tables()
            where database_name = current_database() and schema_name in ('core', 'marts', 'quality')
            """
        ).fetchall()
        return {
            name: connection.execute(f"select count(*), bit_xor(hash(found)) from {name} as found").fetchone()
            for (name,) in names
        }


def test_a_build_by_hand_passes_and_changes_nothing(home: Settings) -> None:
    before = contents(home)
    built = run_in_folder(home, "build")
    assert built.returncode == 0, built.stdout
    assert len(before) >= 16
    assert contents(home) == before


def test_docs_are_generated(home: Settings) -> None:
    generated = run_in_folder(home, "docs", "generate")
    assert generated.returncode == 0, generated.stdout
    catalog = json.loads((home.dbt_dir / "target" / "catalog.json").read_text())
    assert "model.pressmark.asset_daily" in catalog["nodes"]
    assert "source.pressmark.raw.document" in catalog["sources"]


def test_a_full_refresh_is_left_to_the_command_that_has_it_judged(home: Settings) -> None:
    refresh = ("run", "--full-refresh", "--select", "source")
    assert run_in_folder(home, *refresh).returncode == 0, "Nothing is accepted yet"
    with writer(home) as connection:
        connection.execute(
            "insert into quality.load_verdict select load_id, 'run', true, now() from raw.load"
        )
    refused = run_in_folder(home, *refresh)
    assert refused.returncode != 0
    assert "make rebuild" in refused.stdout
    with writer(home) as connection:
        connection.execute("insert into raw.load values ('again', now(), 0, 0, 0, 0)")
        connection.execute("insert into raw.reprocess_request select 'again', document_id from raw.document")
    assert run_in_folder(home, *refresh).returncode == 0, "All of it waits to be judged"


def test_dbt_says_who_holds_the_warehouse(home: Settings) -> None:
    with writer(home):
        waited = run_in_folder(home, "run", "--select", "source", PRESSMARK_LOCK_TIMEOUT_SECONDS="1")
    assert waited.returncode != 0
    assert "in use by another process" in waited.stdout
    assert str(os.getpid()) in waited.stdout


def test_no_warehouse_is_made_where_none_is(tmp_path: Path, home: Settings) -> None:
    empty = replace(home, home=tmp_path / "nowhere")
    missing = run_in_folder(empty, "build", DBT_TARGET_PATH=str(tmp_path), DBT_LOG_PATH=str(tmp_path))
    assert missing.returncode != 0
    assert "make run" in missing.stdout
    assert not empty.home.exists()
