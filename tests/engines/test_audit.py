"""The gate's audit on Spark finds in a lake what it finds in a warehouse of the same rows."""

from dataclasses import asdict, replace
from pathlib import Path

import psutil
import pytest

import expectations
from include import processes
from include.lake.state import LakeState, write_state
from include.quality.audit.spark_suites import SparkAuditError, run_suites_on_spark
from include.quality.audit.suites import run_suites
from include.quality.model import MAX_FAILURES_PER_CHECK, MAX_FETCHED_ROWS, Audit, Batch, CheckResult
from include.settings import Settings
from include.warehouse import writer
from tests.conftest import copied
from tests.engines.spark_builds import on_spark
from tests.lake.lakes import GENERATIONS, write_lake
from tests.quality.audit.spoilt.statements import statement_for

pytestmark = pytest.mark.usefixtures("spark_is_there")

BATCH = Batch("a_run", ("a_load",), document_count=23)

SPOILT_EVERY = 4
"""If the rows of every expectation were spoilt at once, hardly one would be left."""

NOT_IN_A_LAKE = ("raw.document", "load_id_present")

MORE_FAULTS = """
    -- Places before a text, beyond it and turned round.
    update core.mention set char_start = -1 where rowid = 5;
    update core.mention set char_end = 1000000 where rowid = 6;
    update core.mention set char_end = char_start - 3 where rowid = 7;
    -- More rows than are fetched.
    update core.article_segment set segment_no = segment_no + 1000;
    -- Types that are not the declared ones.
    alter table core.entity alter market_cap_rank type bigint;
    alter table raw.landing_event alter byte_count type varchar[] using [cast(byte_count as varchar)];
    -- Keys of several columns of which one is missing, twice.
    update marts.asset_daily set asset_id = null where rowid = 0;
    insert into marts.asset_daily from marts.asset_daily where rowid = 0;
    -- A division by nothing.
    update marts.entity_cooccurrence set article_count_a = 0 where rowid = 0;
    drop table marts.price_history;
"""


@pytest.fixture(scope="module")
def spoilt(
    good_home: Path, normalised_samples: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """A home whose tables are full of faults."""
    settings = copied(replace(normalised_samples, home=good_home), tmp_path_factory.mktemp("spoilt") / "home")
    checks = [
        (table, check.meta["name"]) for table in expectations.tables() for check in table.suite().expectations
    ]
    with writer(settings) as connection:
        for table, check_name in checks[::SPOILT_EVERY]:
            # Types are changed below; and a lake has a file a load, so it has no document of none.
            if check_name != "columns_and_types" and (table.TABLE, check_name) != NOT_IN_A_LAKE:
                connection.execute(statement_for(table, check_name))
        connection.execute(MORE_FAULTS)
    return settings


@pytest.mark.timeout(900)
def test_spark_finds_the_faults_that_duckdb_finds(spoilt: Settings, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write_lake(spoilt)
    by_duckdb = run_suites(spoilt.warehouse_path, BATCH, tmp_path / "docs_of_duckdb")
    by_spark = run_suites_on_spark(on_spark(spoilt, "local[2]", {}), max(GENERATIONS), BATCH, docs)
    assert by_spark.batch == BATCH
    assert by_duckdb.count("failed") > 100
    assert by_duckdb.count("warned") > 5
    assert any(result.document_ids for result in by_duckdb.results)
    assert any((result.unexpected_count or 0) > MAX_FETCHED_ROWS for result in by_duckdb.results)
    assert figures(by_spark) == figures(by_duckdb)
    assert len(pages(docs)) > 25
    assert pages(docs) == pages(tmp_path / "docs_of_duckdb")


def figures(audit: Audit) -> dict[tuple[str, str], dict[str, object]]:
    """What was found, by table and check, but for an error's own words and a choice among many rows."""
    return {(result.table_name, result.check_name): _figures(result) for result in audit.results}


def _figures(result: CheckResult) -> dict[str, object]:
    found = asdict(result)
    if result.unexpected_count is None:
        del found["observed_value"]
    if len(result.failures) == MAX_FAILURES_PER_CHECK:
        del found["failures"]
    else:
        found["failures"] = sorted(map(repr, result.failures))
    return found


def pages(folder: Path) -> set[str]:
    """The tables that a run has a page about."""
    return {path.stem.partition("-")[2] for path in (folder / "validations").rglob("*.html")}


def test_a_damaged_lake_is_no_audit(spoilt: Settings, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    write_state(lake, LakeState(1))
    (state,) = (lake / "states").iterdir()
    state.write_text("{")
    with pytest.raises(SparkAuditError, match=f"{state} is damaged"):
        run_suites_on_spark(on_spark(spoilt, "local[2]", lake=str(lake)), 1, BATCH, tmp_path / "docs")


def test_a_missing_java_is_said(spoilt: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    lake = tmp_path / "lake"
    write_state(lake, LakeState(1))
    with pytest.raises(SparkAuditError, match="There is no Java"):
        run_suites_on_spark(on_spark(spoilt, "local[2]", lake=str(lake)), 1, BATCH, tmp_path / "docs")


def test_the_process_ends_with_its_parents_task(
    spoilt: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(processes.logger, "info", interrupted)
    lake = tmp_path / "lake"
    write_state(lake, LakeState(1))
    before = set(psutil.Process().children(recursive=True))
    with pytest.raises(KeyboardInterrupt):
        run_suites_on_spark(on_spark(spoilt, "local[2]", lake=str(lake)), 1, BATCH, tmp_path / "docs")
    assert set(psutil.Process().children()) <= before
