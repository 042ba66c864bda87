"""What all tests share: homes of their own, and the order from fast to slow."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from include.landing.land import land_inbox
from include.settings import Settings
from include.transform import normalise

TESTS_DIR = Path(__file__).parent
SLOWER_AND_SLOWER = (
    "parsing",
    "mentions",
    "landing",
    "alerts",
    "deploy",
    "dags",
    "operations",
    "quality",
    "dbt",
    "reprocessing",
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
