"""A warehouse that passes every expectation and copies of it to spoil; quiet weeks to follow."""

import copy
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pytest

import expectations
from include.quality.audit import data_docs
from include.quality.audit.suites import open_auditor
from include.quality.model import CheckResult
from include.settings import Settings
from include.warehouse import writer
from tests.quality.history.months import Month

MARKUP = "<script>alert(1)</script>"
FULL_OF_MARKUP = f"""
    update core.mention set section = '{MARKUP}'
    where rowid = (select min(rowid) from core.mention where section = 'body');
    update raw.document set source_uri = '{MARKUP}', format = '{MARKUP}' where rowid = 0;
    alter table core.entity alter column market_cap_rank type varchar;
    update core.entity set market_cap_rank = '{MARKUP}';
"""


@dataclass
class SomeChecks:
    """A table's expectations, but for some left out: a spoilt row is often wrong in more than one way."""

    table: expectations.TableExpectations
    check_names: tuple[str, ...]

    def __getattr__(self, name: str) -> object:
        return getattr(self.table, name)

    def suite(self):
        suite = self.table.suite()
        suite.expectations = [check for check in suite.expectations if check.meta["name"] in self.check_names]
        return suite


@pytest.fixture
def audit(waiting: Settings, tmp_path: Path) -> Callable[..., list[CheckResult]]:
    """Audits one table of the test's warehouse."""

    def run(table: expectations.TableExpectations) -> list[CheckResult]:
        with open_auditor(waiting.warehouse_path, tmp_path / "docs") as auditor:
            return auditor.audit(table)

    return run


@pytest.fixture(scope="session")
def docs_of_markup(
    good_home: Path, normalised_samples: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The folder of Data Docs after one run, in which documents and a file's name are full of markup."""
    home = Path(shutil.copytree(good_home, tmp_path_factory.mktemp("markup") / "home"))
    settings = replace(normalised_samples, home=home)
    with writer(settings) as connection:
        connection.execute(FULL_OF_MARKUP)
    run_dir = settings.reports_dir / "data_docs" / "a_run"
    run_dir.mkdir(parents=True)
    with open_auditor(settings.warehouse_path, run_dir) as auditor:
        for table in expectations.tables():
            if table.TABLE in {"raw.document", "core.mention", "core.entity"}:
                auditor.audit(table)
        auditor.build_data_docs(run_dir)
    data_docs.keep_latest(run_dir.parent)
    return run_dir.parent


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database for a month of its own."""
    with duckdb.connect(":memory:") as connection:
        yield connection


@pytest.fixture(scope="session")
def quiet_weeks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Month]:
    """Four weeks without a fault, in a file; the next day is a Monday."""
    path = tmp_path_factory.mktemp("months") / "quiet.duckdb"
    with duckdb.connect(str(path)) as connection:
        month = Month(connection, seed=1)
        month.pass_days(28)
        assert month.incidents() == []
    return path, month


@pytest.fixture
def month(quiet_weeks: tuple[Path, Month], tmp_path: Path) -> Iterator[Month]:
    """A copy of the quiet weeks that belongs to one test."""
    path, quiet = quiet_weeks
    with duckdb.connect(shutil.copy(path, tmp_path / "month.duckdb")) as connection:
        connection.execute("set timezone = 'UTC'")
        month = copy.deepcopy(quiet, {id(quiet.connection): connection})
        yield month
