"""The whole pipeline: what loads of several sizes cost, and what they cost where much is there already."""

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb

from include.operations.commands.query import all_queries
from include.settings import PROJECT_ROOT, Settings
from include.warehouse import STORAGE_VERSION, literal, reader
from tests.bench.documents import first_days, write_pages
from tests.bench.measuring import Measurement, measure

SEEDS_DIR = PROJECT_ROOT / "seeds"
STAGES = ("land", "normalise", "gate", "publish")
PROCESS_COUNT = 2
SMALL_HOME_SIZE = 20
ROUND_COUNT = 2
"""Of small loads that follow each other the cheapest is told: what else the machine does only ever adds, and
the first one after a whole publication copies the published file once."""


@dataclass(frozen=True)
class LoadKind:
    """A further load: how many pages, and whether they are news of the next day or of all days before."""

    count: int
    is_of_all_days: bool = False

    @property
    def name(self) -> str:
        pages = f"{self.count:,} page{'s' if self.count > 1 else ''}"
        return f"{pages} of {'all days' if self.is_of_all_days else 'the next day'}"


LOAD_KINDS = (LoadKind(1), LoadKind(1_000), LoadKind(1_000, is_of_all_days=True))
"""The first two are what comes day by day. The last one is the worst case: it touches every day there is."""


@dataclass(frozen=True)
class Run:
    """One load from the inbox to the published file, stage by stage, each in a process of its own."""

    document_count: int
    stages: tuple[Measurement, ...]

    @property
    def run_seconds(self) -> float:
        return sum(stage.run_seconds for stage in self.stages)

    @property
    def peak_bytes(self) -> int:
        return max(stage.peak_bytes for stage in self.stages)


@dataclass(frozen=True)
class FilledHome:
    """A home after its first load."""

    size: int
    home: Path
    inbox: Path
    run: Run

    @property
    def text_bytes(self) -> int:
        return sum(path.stat().st_size for path in self.inbox.iterdir())

    @property
    def warehouse_bytes(self) -> int:
        return Settings(home=self.home, inbox=str(self.inbox)).warehouse_path.stat().st_size

    @property
    def published_bytes(self) -> int:
        return Settings(home=self.home, inbox=str(self.inbox)).published_path.stat().st_size


def fill(root: Path, size: int, helpers: Sequence[int] = ()) -> FilledHome:
    """Take so many pages through the pipeline into an empty home, of which `helpers` are at work for it."""
    home, inbox = root / f"home_{size}", root / f"pages_{size}"
    write_pages(inbox, SEEDS_DIR, size)
    return FilledHome(size, home, inbox, _run(home, inbox, size, helpers))


def next_load(filled: FilledHome, count: int, helpers: Sequence[int] = ()) -> Run:
    """What so many pages of the next day cost in the home itself, which has them afterwards."""
    day = first_days(filled.size)[-1] + timedelta(1)
    return _added(filled, filled.home, count, seed=3, days=[day], helpers=helpers)


def cost_of_load(filled: FilledHome, kind: LoadKind) -> Run:
    """What such a further load costs there; the home stays as it is."""
    days = first_days(filled.size)
    with _copied(filled.home) as home:
        runs = [
            _added(
                filled,
                home,
                kind.count,
                seed=3 + round_no,
                days=days if kind.is_of_all_days else [days[-1] + timedelta(1 + round_no)],
            )
            for round_no in range(ROUND_COUNT)
        ]
    return min(runs, key=lambda run: run.run_seconds)


def question_seconds(filled: FilledHome) -> dict[str, float]:
    """How long each question of docs/queries takes over the published file, the slowest first."""
    seconds = {}
    with reader(Settings(home=filled.home, inbox=str(filled.inbox)).published_path) as connection:
        for query in all_queries():
            started = time.perf_counter()
            connection.execute(query.sql).fetchall()
            seconds[query.name] = time.perf_counter() - started
    return dict(sorted(seconds.items(), key=lambda item: -item[1]))


def table_bytes(filled: FilledHome) -> dict[str, int]:
    """What each table of the warehouse takes in a file of its own, the largest first."""
    settings = Settings(home=filled.home, inbox=str(filled.inbox))
    sizes = {}
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(str(settings.warehouse_path))} as warehouse (read_only)")
        tables = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where database_name = 'warehouse'"
        ).fetchall()
        for (table,) in tables:
            copy = filled.home / "one_table.duckdb"
            connection.execute(f"attach {literal(str(copy))} as one (storage_version '{STORAGE_VERSION}')")
            connection.execute(f"create table one.main.copy as from warehouse.{table}")
            connection.execute("checkpoint one")
            connection.execute("detach one")
            sizes[table] = copy.stat().st_size
            copy.unlink()
    return dict(sorted(sizes.items(), key=lambda item: -item[1]))


def _added(
    filled: FilledHome,
    home: Path,
    count: int,
    seed: int,
    days: Sequence[date],
    helpers: Sequence[int] = (),
) -> Run:
    folder = filled.inbox / "more"
    write_pages(folder, SEEDS_DIR, count, seed, days)
    try:
        return _run(home, filled.inbox, count, helpers)
    finally:
        shutil.rmtree(folder)


def _run(home: Path, inbox: Path, count: int, helpers: Sequence[int] = ()) -> Run:
    stages = [measure(stage, stage, home, inbox, PROCESS_COUNT, helpers) for stage in STAGES]
    wrong = [stage.name for stage in stages if stage.document_count != count]
    if wrong:
        raise SystemExit(f"{' and '.join(wrong)} did not see the {count} pages of the load")
    return Run(count, tuple(stages))


@contextmanager
def _copied(home: Path) -> Iterator[Path]:
    copy = home.with_name(f"{home.name}_copy")
    shutil.copytree(home, copy)
    try:
        yield copy
    finally:
        shutil.rmtree(copy)
