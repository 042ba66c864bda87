"""Loads that both engines build, while what Spark runs on is killed: all tables are the same."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from include.lake.state import LakeState, read_state
from include.landing.land import land_inbox
from include.quality.gate import validate
from include.settings import Settings
from include.transform import normalise
from tests.conftest import copied
from tests.engines.cluster import Cluster, running_cluster
from tests.engines.compare import compare_tables
from tests.engines.spark_builds import SMALL, begun_spark_build, build_log, spark_build, wait_for_build

LOAD_COUNT = 2


@pytest.fixture(scope="module")
def cluster(spark_is_there: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with running_cluster(tmp_path_factory.mktemp("cluster") / "services") as cluster:
        yield cluster


@pytest.fixture(scope="module")
def home(parsed_home: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """One home for the tests of this file, which land a load each, in the order of the file."""
    return copied(parsed_home, tmp_path_factory.mktemp("engines") / "home")


@pytest.mark.timeout(1200)
def test_a_build_that_has_lost_its_driver_has_changed_nothing_and_is_repeated(
    home: Settings, cluster: Cluster
) -> None:
    land(home, 0)
    with begun_spark_build(home, lake(home), cluster.master, SMALL) as process:
        wait_for_build(home, process, "core.article")
        process.kill()
    assert read_state(lake(home)) == LakeState()
    spark_build(home, lake(home), cluster.master, SMALL)
    assert_equal(home)


@pytest.mark.timeout(1200)
def test_a_further_build_survives_the_loss_of_an_executor_and_of_a_worker(
    home: Settings, cluster: Cluster
) -> None:
    land(home, 1)
    with begun_spark_build(home, lake(home), cluster.master, SMALL) as process:
        wait_for_build(home, process, "core.mention")
        kill([cluster.executor_of(0)])
        wait_for_build(home, process, "marts.asset_daily")
        worker = psutil.Process(cluster.workers[1].pid)
        kill([*worker.children(recursive=True), worker])
        assert process.wait() == 0, build_log(home)[-4000:]
    assert_equal(home)


@pytest.mark.timeout(1200)
def test_a_new_lake_of_accepted_loads_is_refused(home: Settings, cluster: Cluster) -> None:
    other_lake = home.home / "other_lake"
    with begun_spark_build(home, other_lake, cluster.master, SMALL) as process:
        assert process.wait() == 1
    assert "would write" in build_log(home)
    assert "accepted documents anew without the gate" in build_log(home)
    assert read_state(other_lake) == LakeState()


def lake(home: Settings) -> Path:
    return home.home / "lake"


def land(home: Settings, load_no: int) -> None:
    """Land every other sample, and build it on DuckDB; what was built before is accepted first."""
    if load_no:
        validate(home)
    for path in sorted(home.sample_articles_dir.iterdir())[load_no::LOAD_COUNT]:
        shutil.copy(path, home.inbox)
    assert land_inbox(home).landed_count
    normalise(home)


def kill(processes: list[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()


def assert_equal(home: Settings) -> None:
    comparisons = compare_tables(home, lake(home))
    assert len(comparisons) > 25
    assert any(comparison.duckdb_row_count for comparison in comparisons)
    assert [comparison for comparison in comparisons if not comparison.is_equal] == []
