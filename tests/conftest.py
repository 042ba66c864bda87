"""What all tests share: homes of their own, and the order from fast to slow."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import expectations
from include.landing.land import land_inbox
from include.settings import Settings
from include.tables.create import create_tables
from include.transform import normalise
from include.warehouse import writer

Spoil = Callable[[str], None]

TESTS_DIR = Path(__file__).parent
SLOWER_AND_SLOWER = (
    "docs",
    "parsing",
    "mentions",
    "text_functions",
    "landing",
    "linear_time",
    "alerts",
    "deploy",
    "dags",
    "operations",
    "quality",
    "dbt",
    "corrections",
    "pipeline",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def slowness(item: pytest.Item) -> int:
        folder = item.path.relative_to(TESTS_DIR).parts[0]
        return SLOWER_AND_SLOWER.index(folder)

    items.sort(key=slowness)


def make_settings(home: Path) -> Settings:
    """A home of its own, with an empty inbox."""
    inbox = home / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    return Settings(home=home, inbox=str(inbox), lock_timeout_seconds=60, text_process_count=2)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_settings(tmp_path / "home")


@pytest.fixture(scope="session")
def normalised_samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The bundled samples, landed and normalised, not validated. Tests read it and leave it as it is."""
    settings = make_settings(tmp_path_factory.mktemp("samples") / "home")
    shutil.copytree(settings.sample_articles_dir, settings.inbox, dirs_exist_ok=True)
    land_inbox(settings)
    normalise(settings)
    yield replace(settings)


@pytest.fixture(scope="session")
def good_home(normalised_samples: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples after `normalise`, without constraints, so that rows can be spoilt."""
    home = tmp_path_factory.mktemp("good") / "home"
    shutil.copytree(normalised_samples.home, home)
    with writer(replace(normalised_samples, home=home)) as connection:
        create_tables(connection)
        for table in expectations.tables():
            connection.execute(f"create or replace table {table.TABLE} as from {table.TABLE}")
        connection.execute("drop schema reference cascade")
        connection.execute("checkpoint")
    return home


@pytest.fixture
def waiting(good_home: Path, normalised_samples: Settings, tmp_path: Path) -> Settings:
    """A home of the test's own, in which the samples wait for a verdict."""
    return replace(normalised_samples, home=Path(shutil.copytree(good_home, tmp_path / "waiting")))


@pytest.fixture
def spoil(waiting: Settings) -> Spoil:
    """Runs SQL against the warehouse, behind the gate's back."""

    def execute(statement: str) -> None:
        with writer(waiting) as connection:
            connection.execute(statement)

    return execute


@pytest.fixture
def query(waiting: Settings) -> Callable[[str], list[tuple]]:
    """Reads the warehouse."""

    def fetch(statement: str) -> list[tuple]:
        with writer(waiting) as connection:
            return connection.execute(statement).fetchall()

    return fetch
