"""What all tests share: homes of their own, homes that are built once, and the order from fast to slow."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

import pytest

import expectations
from include.landing.land import land_inbox
from include.publication.publish import publish
from include.quality.gate import validate
from include.settings import Settings
from include.tables.create import create_tables
from include.transform import normalise, run_dbt
from include.warehouse import writer

if TYPE_CHECKING:
    from selenium.webdriver.remote.webdriver import WebDriver

Spoil = Callable[[str], None]

SAMPLES_LANDED_AT = datetime(2026, 3, 17, 12, tzinfo=UTC)
TESTS_DIR = Path(__file__).parent
SLOWER_AND_SLOWER = (
    "docs",
    "pages",
    "parsing",
    "mentions",
    "repetition",
    "stories",
    "text_functions",
    "landing",
    "feeds",
    "linear_time",
    "engines",
    "alerts",
    "deploy",
    "dags",
    "operations",
    "quality",
    "news_page",
    "dbt",
    "export",
    "lake",
    "maintenance",
    "monitoring",
    "corrections",
    "security",
    "torture",
    "pipeline",
)
"""Files of the last folder are many, so that no worker is left with one while the others have ended."""


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


def copied(settings: Settings, home: Path) -> Settings:
    """A home with a copy of everything that is in this one, its inbox too."""
    shutil.copytree(settings.home, home)
    return replace(settings, home=home, inbox=str(home / "inbox"))


def built_once(
    name: str,
    build: Callable[[Settings], object],
    factory: pytest.TempPathFactory,
    start: Settings | None = None,
) -> Settings:
    """A home that one worker of pytest-xdist builds for all, from nothing or from a copy of another home.

    It may be copied, never opened. The others wait for it: to build it, too, would take them as long.
    """
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    home = base / name
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            unfinished = base / f"{name}.unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            build(copied(start, unfinished) if start else make_settings(unfinished))
            unfinished.rename(home)
    return make_settings(home)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_settings(tmp_path / "home")


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator["WebDriver"]:
    """One browser for all pages."""
    from tests import browser as browsers

    started = browsers.start(tmp_path_factory.mktemp("profile"))
    yield started
    started.quit()


@pytest.fixture(scope="session")
def parsed_home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home where nothing was landed, and dbt has parsed its project, which is a third of a small build."""
    return built_once("parsed_home", lambda settings: run_dbt(settings, "parse"), tmp_path_factory)


def build_samples(settings: Settings) -> None:
    shutil.copytree(settings.sample_articles_dir, settings.inbox, dirs_exist_ok=True)
    land_inbox(settings)
    normalise(settings)


@pytest.fixture(scope="session")
def normalised_samples(parsed_home: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The bundled samples, landed and normalised, not validated. Tests read it and leave it as it is."""
    built = built_once("normalised_samples", build_samples, tmp_path_factory, parsed_home)
    return copied(built, tmp_path_factory.mktemp("samples") / "home")


def publish_samples(settings: Settings) -> None:
    """The samples as if they were landed on a day of their own: an undated article counts for that."""
    with mock.patch("include.landing.land.datetime") as clock:
        clock.now.return_value = SAMPLES_LANDED_AT
        build_samples(settings)
    validate(settings)
    publish(settings)


@pytest.fixture(scope="session")
def published_samples(parsed_home: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The bundled samples, validated and published. Tests read it and leave it as it is."""
    built = built_once("published_samples", publish_samples, tmp_path_factory, parsed_home)
    return copied(built, tmp_path_factory.mktemp("published") / "home")


@pytest.fixture(scope="session")
def good_home(normalised_samples: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples after `normalise`, without constraints, so that rows can be spoilt."""
    home = tmp_path_factory.mktemp("good") / "home"
    with writer(copied(normalised_samples, home)) as connection:
        create_tables(connection)
        for table in expectations.tables():
            connection.execute(f"create or replace table {table.TABLE} as from {table.TABLE}")
        # The samples are too few to repeat anything, and a check of no rows notices nothing.
        connection.execute(
            """
            insert into core.repeated_text
            select
                md5('repeated'), 'herald', null, 1, substring(raw_text, 1, 40), true, 'counts', 5, 5, 9,
                date '2026-03-01', date '2026-03-09', document_id, 0, 40
            from raw.document
            order by document_id
            limit 1
            """
        )
        # Nor do two of them tell the same.
        connection.execute(
            """
            create temporary table told as
            from core.article where cast(published_at as date) = '2026-03-05';

            insert into marts.story_article
            select
                'told', document_id, article_id, date '2026-03-05', published_at, source_name, headline,
                row_number() over times, epoch(published_at - first_value(published_at) over times),
                case when row_number() over times > 1 then 0.5 end,
                case when row_number() over times > 1 then first_value(document_id) over times end
            from told
            window times as (order by published_at);

            insert into marts.story
            select
                'told', date '2026-03-05', min(published_at), max(published_at),
                arg_min(headline, published_at), arg_min(document_id, published_at),
                arg_min(source_name, published_at), 2, 2, [], true
            from told;

            insert into marts.syndication
            select
                later.article_id, later.document_id, earlier.article_id, earlier.document_id,
                later.source_name, earlier.source_name, later.headline, earlier.headline,
                date '2026-03-05', later.published_at, earlier.published_at,
                epoch(later.published_at - earlier.published_at), 80, 20, 25
            from told as later
            inner join told as earlier on later.published_at > earlier.published_at;

            update staging.int_story_member set story_id = 'told'
            where document_id in (select document_id from told);

            insert into staging.int_affected_story values ('told')
            """
        )
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
