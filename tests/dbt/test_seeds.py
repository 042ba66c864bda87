"""A seed is loaded when its file has changed, and left alone otherwise."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from include.settings import Settings
from include.transform import run_dbt
from include.warehouse import writer

SEED = "reference.people"


@pytest.fixture
def home(normalised_samples: Settings, tmp_path: Path) -> Settings:
    copied = shutil.copytree(normalised_samples.home, tmp_path / "home")
    return replace(normalised_samples, home=Path(copied))


def change(settings: Settings, statement: str) -> None:
    with writer(settings) as connection:
        connection.execute(statement)


def row_count(settings: Settings) -> int:
    with writer(settings) as connection:
        ((count,),) = connection.execute(f"select count(*) from {SEED}").fetchall()
    return int(count)


@pytest.mark.parametrize(
    ("mark", "is_loaded"),
    [
        pytest.param(None, False, id="the mark of the same file"),
        pytest.param("null", True, id="no mark, as after a load that was killed"),
        pytest.param("'sha256 of another file'", True, id="the mark of another file"),
    ],
)
def test_seed_is_loaded_unless_its_table_holds_this_very_file(
    home: Settings, mark: str | None, is_loaded: bool
) -> None:
    loaded_count = row_count(home)
    change(home, f"delete from {SEED} where slug = (select min(slug) from {SEED})")
    if mark is not None:
        change(home, f"comment on table {SEED} is {mark}")
    for _ in range(2):  # the second finds the mark that the first has left
        run_dbt(home, "seed", "--select", "people")
        assert row_count(home) == (loaded_count if is_loaded else loaded_count - 1)
