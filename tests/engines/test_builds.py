"""Two homes that land the same, one an engine, while what Spark runs on is killed: all tables are equal."""

import shutil
from collections.abc import Iterator
from contextlib import suppress

import psutil
import pytest

from include import warehouse
from include.lake.state import LakeState, generation_dir, read_state, unused_dirs
from include.lake.views import show_tables
from include.places import Place
from include.publication.check import check_publication
from include.publication.publish import publish
from include.quality.gate import validate
from include.settings import Settings
from include.transform import TransformError, normalise
from tests.conftest import copied
from tests.engines.cluster import Cluster, running_cluster
from tests.engines.compare import compare_tables
from tests.engines.homes import Homes, land_alike
from tests.engines.spark_builds import begun_spark_build, build_log, on_spark, wait_for_build

LOAD_COUNT = 2
PUBLISHED = """
    select table_schema || '.' || table_name
    from information_schema.tables
    where table_schema in ('raw', 'core', 'marts') or starts_with(table_name, 'metric_load')
    order by all
"""
RESULTS = """
    select table_name, check_no, check_name, expectation_type, status, severity, unexpected_count
    from quality.validation_result
    order by all
"""


@pytest.fixture(scope="module")
def cluster(spark_is_there: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with running_cluster(tmp_path_factory.mktemp("cluster") / "services") as cluster:
        yield cluster


@pytest.fixture(scope="module")
def homes(parsed_home: Settings, cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Homes:
    """Two homes for the tests of this file, which land a load each, in the order of the file."""
    folder = tmp_path_factory.mktemp("engines")
    one, other = (copied(parsed_home, folder / name) for name in ("duckdb", "spark"))
    return Homes(one, on_spark(other, cluster.master))


@pytest.mark.timeout(900)
def test_a_build_that_has_lost_its_driver_has_changed_nothing(homes: Homes) -> None:
    land(homes, 0)
    with begun_spark_build(homes.spark) as process:
        wait_for_build(homes.spark, process, "staging.stg_repeated_text")
        process.kill()
    assert left_behind(homes) in unused_dirs(homes.spark.lake)
    assert read_state(homes.spark.lake) == LakeState()


@pytest.mark.timeout(1800)
def test_the_next_build_survives_the_loss_of_an_executor_and_of_a_worker(
    homes: Homes, cluster: Cluster
) -> None:
    with begun_spark_build(homes.spark) as process:
        wait_for_build(homes.spark, process, "core.mention")
        kill([cluster.executor_of(0)])
        wait_for_build(homes.spark, process, "marts.asset_daily")
        worker = psutil.Process(cluster.workers[1].pid)
        kill([*worker.children(recursive=True), worker])
        assert process.wait() == 0, build_log(homes.spark)[-4000:]
    show_tables(homes.spark, homes.spark.dbt_dir / "spark" / "target" / "manifest.json")
    assert not left_behind(homes).exists()
    normalise(homes.duckdb)
    assert_equal(homes)


@pytest.mark.timeout(1800)
def test_what_spark_has_built_is_judged_and_published_as_duckdbs_is(homes: Homes) -> None:
    homes = without_cluster(homes)
    for settings in homes:
        assert validate(settings).is_accepted
        publish(settings)
    assert asked(homes.spark, RESULTS) == asked(homes.duckdb, RESULTS)
    tables = [name for (name,) in asked(homes.duckdb, PUBLISHED)]
    assert [name for (name,) in asked(homes.spark, PUBLISHED)] == tables
    for name in tables:
        query = f"from {name} order by all"
        assert asked(homes.spark, query) == asked(homes.duckdb, query), name
    assert check_publication(homes.spark)


@pytest.mark.timeout(1800)
def test_a_further_load_leads_to_the_same_tables(homes: Homes) -> None:
    homes = without_cluster(homes)
    land(homes, 1)
    for settings in homes:
        normalise(settings)
    assert_equal(homes)


@pytest.mark.timeout(1800)
def test_a_new_lake_of_accepted_loads_is_refused(homes: Homes, cluster: Cluster) -> None:
    with pytest.raises(TransformError, match="were built on duckdb"):
        normalise(on_spark(homes.duckdb, cluster.master))
    with begun_spark_build(on_spark(homes.duckdb, cluster.master)) as process:
        assert process.wait() == 1
    assert "accepted documents anew without the gate" in build_log(homes.duckdb)
    assert read_state(homes.duckdb.lake) == LakeState()


def without_cluster(homes: Homes) -> Homes:
    """The same homes, with Spark in the process that builds: a cluster takes longer, and was tried."""
    return homes._replace(spark=on_spark(homes.spark, "local[2]"))


def left_behind(homes: Homes) -> Place:
    """What the first build has written by the time it is killed."""
    return generation_dir(homes.spark.lake, "staging.stg_parsed_document", 1)


def land(homes: Homes, load_no: int) -> None:
    """Land every other sample, at the same moment in both homes."""
    for path in sorted(homes.duckdb.sample_articles_dir.iterdir())[load_no::LOAD_COUNT]:
        shutil.copy(path, homes.duckdb.inbox)
    assert land_alike(homes)


def asked(settings: Settings, query: str) -> list[tuple]:
    with warehouse.reader(settings.published_path) as connection:
        return connection.execute(query).fetchall()


def kill(processes: list[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()


def assert_equal(homes: Homes) -> None:
    comparisons = compare_tables(homes.duckdb, homes.spark.lake)
    assert len(comparisons) > 25
    assert any(comparison.duckdb_row_count for comparison in comparisons)
    assert [comparison for comparison in comparisons if not comparison.is_equal] == []
