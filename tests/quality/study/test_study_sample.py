"""A few faults of the study before the gate; and that all of them can still be tried."""

from dataclasses import replace

import pytest

from include.operations.tasks.validation import decide
from include.quality.audit.suites import run_suites
from include.quality.model import Batch
from include.settings import PROJECT_ROOT, Settings
from include.transform import normalise
from include.warehouse import writer
from tests.conftest import copied
from tests.quality.study import homes, quick
from tests.quality.study.code_faults import CODE_FAULTS
from tests.quality.study.input_faults import INPUT_FAULTS, SHARES_PCT
from tests.quality.study.newsroom import Day, usual_day
from tests.quality.study.outcomes import findings
from tests.quality.study.study_report import DAYS_BEGIN, END, FAULTS_BEGIN
from tests.quality.study.warehouse_faults import WAREHOUSE_FAULTS

KEPT_OF_ARTICLES = 5
SPOILT_COUNT = 2
"""So few that they refuse nothing."""

CHECKS_OF_INPUT_FAULTS = {
    "consent_banner": "core.article.text_is_an_article",
    "author_full_of_body": "core.article.author_plausible",
    "mojibake": "raw.document.encoding_plausible",
    "entities_escaped_twice": "raw.document.escaping_plausible",
    "one_source_under_another_name": "core.article.source_of_url_plausible",
}
FAULT_OF_WAREHOUSE = "stale_mention_counts"

SPOILT_IN_EACH_WAY = """
    update core.article set
        language = 'English',
        word_count = -1,
        layout = 'unheard of',
        published_at = null,
        published_at_precision = null;
    update core.mention set entity_id = null where document_id = (select min(document_id) from core.mention);
    delete from marts.source_daily;
    alter table core.related_link rename column title to heading;
    drop table core.rejected_mention;
"""
"""A query, a set, bounds, nulls, an empty table, a lost column and a lost table."""


@pytest.fixture(scope="module")
def day() -> Day:
    """Every fifth article of a day, so that each source is there."""
    whole = usual_day(0)
    return replace(whole, articles=whole.articles[::KEPT_OF_ARTICLES])


@pytest.fixture(scope="module")
def waiting(parsed_home: Settings, day: Day, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home in which the day is built without a fault, and waits for its verdict."""
    settings = copied(parsed_home, tmp_path_factory.mktemp("study") / "home")
    homes.land_day(settings, day, day.written())
    normalise(settings)
    return settings


def test_faults_of_few_articles_are_told_by_name(parsed_home, day, tmp_path):
    written = day.written()
    faults = [fault for fault in INPUT_FAULTS if fault.name in CHECKS_OF_INPUT_FAULTS]
    for fault_no, fault in enumerate(faults):
        for position in range(fault_no * SPOILT_COUNT, (fault_no + 1) * SPOILT_COUNT):
            written[position] = fault.spoil(day.articles[position], day.articles)
    settings = copied(parsed_home, tmp_path / "home")
    homes.land_day(settings, day, written)
    with quick.by_sql():
        homes.judge(settings)

    found = findings(settings)
    assert found.is_accepted
    assert found.warned | found.set_aside >= set(CHECKS_OF_INPUT_FAULTS.values())


def test_day_without_a_fault_is_accepted_without_a_word(waiting, tmp_path):
    settings = copied(waiting, tmp_path / "home")
    with quick.by_sql():
        homes.accept(settings)

    assert findings(settings).warned == frozenset()


def test_fault_of_the_warehouse_is_refused_by_name(waiting, tmp_path):
    settings = copied(waiting, tmp_path / "home")
    (fault,) = [fault for fault in WAREHOUSE_FAULTS if fault.name == FAULT_OF_WAREHOUSE]
    with writer(settings) as connection:
        connection.execute(fault.spoil)
    with quick.by_sql():
        decide(settings)

    assert "marts.asset_daily.counts_match_core" in findings(settings).failed


def test_queries_alone_say_what_great_expectations_says(waiting, tmp_path):
    settings = copied(waiting, tmp_path / "home")
    with writer(settings) as connection:
        connection.execute(SPOILT_IN_EACH_WAY)
    batch = Batch("a run", ("a load",), 0)
    told, told_quickly = (
        [
            (result.table_name, result.check_name, result.status, result.document_ids)
            for result in run(settings.warehouse_path, batch, tmp_path / "docs").results
        ]
        for run in (run_suites, quick.run_suites_by_sql)
    )

    assert told_quickly == told
    assert {status for _, _, status, _ in told} == {"passed", "warned", "failed"}


@pytest.mark.parametrize("fault", CODE_FAULTS, ids=[fault.name for fault in CODE_FAULTS])
def test_line_that_a_mutant_replaces_is_there_once(fault):
    assert (PROJECT_ROOT / fault.path).read_text("utf-8").count(fault.old) == 1


@pytest.mark.parametrize("fault", INPUT_FAULTS, ids=[fault.name for fault in INPUT_FAULTS])
def test_larger_share_of_the_input_is_spoilt_by_each_fault(fault):
    day = usual_day(0)
    good = day.written()
    spoilt_counts = [
        sum(text != good[position] for position, text in fault.written(day, share_pct).items())
        for share_pct in SHARES_PCT
    ]
    assert 0 < spoilt_counts[0] < spoilt_counts[1] < spoilt_counts[2]


def test_names_of_faults_are_unique():
    names = [fault.name for fault in (*INPUT_FAULTS, *CODE_FAULTS, *WAREHOUSE_FAULTS)]
    assert sorted(set(names)) == sorted(names)


def test_page_has_a_place_for_what_the_study_writes():
    page = (PROJECT_ROOT / "docs" / "quality.md").read_text("utf-8")
    assert [page.count(mark) for mark in (FAULTS_BEGIN, DAYS_BEGIN, END)] == [1, 1, 2]
