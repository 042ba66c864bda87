"""Every expectation holds for good rows, and every one notices a bad one."""

import shutil
from collections import Counter
from dataclasses import replace
from importlib import import_module

import pytest

import expectations
from include.quality.audit.suites import open_auditor
from include.warehouse import writer
from tests.quality.audit.spoilt.statements import SPOILT, spoilt_together, statement_for
from tests.quality.conftest import SomeChecks

every_table = pytest.mark.parametrize("module_name", expectations.MODULE_NAMES)


def table_of(module_name):
    return import_module(f"expectations.{module_name}")


@every_table
def test_good_rows_pass(module_name, audit):
    results = audit(table_of(module_name))
    assert len(results) == len(table_of(module_name).suite().expectations)
    assert [result for result in results if result.status != "passed"] == []


@every_table
def test_each_expectation_notices_a_bad_row(module_name, good_home, waiting, tmp_path):
    table = table_of(module_name)
    severities = {check.meta["name"]: check.severity.value for check in table.suite().expectations}
    missed = []
    for group_no, check_names in enumerate(spoilt_together(table, severities)):
        spoilt = replace(waiting, home=tmp_path / str(group_no))
        spoilt.warehouse_path.parent.mkdir(parents=True)
        shutil.copyfile(replace(waiting, home=good_home).warehouse_path, spoilt.warehouse_path)
        with writer(spoilt) as connection:
            for check_name in check_names:
                connection.execute(statement_for(table, check_name))
        with open_auditor(spoilt.warehouse_path, tmp_path / "docs") as auditor:
            results = {result.check_name: result for result in auditor.audit(SomeChecks(table, check_names))}
        shutil.rmtree(spoilt.home)
        for check_name in check_names:
            result = results.get(check_name)
            expected = "warned" if severities[check_name] == "warning" else "failed"
            if result is None or result.status != expected or not result.failures:
                missed.append(f"{check_name}: {result or results}")
    assert not missed, "\n".join(missed)


@every_table
def test_every_expectation_says_what_it_protects(module_name):
    suite = table_of(module_name).suite()
    names = Counter(expectation.meta["name"] for expectation in suite.expectations)
    assert [name for name, count in names.items() if count > 1] == []
    for expectation in suite.expectations:
        assert len(str(expectation.notes)) > 10, expectation
        assert expectation.severity.value in {"critical", "warning"}, expectation


def test_spoilt_tables_name_only_expectations_that_exist():
    known = {
        (table.TABLE, expectation.meta["name"])
        for table in expectations.tables()
        for expectation in table.suite().expectations
    }
    assert set(SPOILT) <= known


BOUNDS = [
    ("core.mention", "confidence_in_range", "confidence = 1", "confidence = 1.01"),
    ("core.mention", "sentence_no_in_range", "sentence_no = 1", "sentence_no = 0"),
    ("core.article", "reading_minutes_in_range", "reading_minutes = 1000", "reading_minutes = 1001"),
    (
        "marts.article_overview",
        "unclassified_pct_in_range",
        "unclassified_pct = 100",
        "unclassified_pct = 100.1",
    ),
    (
        "core.article",
        "published_at_possible",
        "published_at = landed_at + interval 1 day",
        "published_at = landed_at + interval '1 day 1 second'",
    ),
    (
        "core.article",
        "published_at_possible",
        "published_at = '2009-01-03 00:00:00+00'",
        "published_at = '2009-01-02 23:59:59+00'",
    ),
    (
        "core.article",
        "captured_at_possible",
        "first_captured_at = published_at - interval 20 minute",
        "first_captured_at = published_at - interval 1201 second",
    ),
    ("core.price_snapshot", "change_pct_possible", "change_pct = -100", "change_pct = -100.01"),
    ("core.price_snapshot", "change_pct_plausible", "change_pct = 10000", "change_pct = 10000.01"),
    ("core.price_snapshot", "price_possible", "price = 0.000000000000000001", "price = 0"),
    ("core.price_snapshot", "as_of_possible", "as_of_min = as_of_max", "as_of_max = '2093-01-01'"),
    (
        "raw.landing_event",
        "captured_at_possible",
        "captured_at = found_at + interval 20 minute",
        "captured_at = found_at + interval 1201 second",
    ),
    (
        "marts.article_overview",
        "figures_possible",
        "published_at = '2009-01-03'",
        "published_at = '2009-01-02'",
    ),
    ("marts.price_history", "figures_possible", "change_pct = -100", "change_pct = -100.01"),
    ("raw.document", "byte_count_in_range", "byte_count = 1", "byte_count = 0"),
    ("raw.load", "quarantined_share", "quarantined_count = 20, found_count = 100", "quarantined_count = 21"),
]


@pytest.mark.parametrize(("module_name", "check_name", "within", "beyond"), BOUNDS)
def test_bound_itself_is_allowed_and_nothing_beyond(module_name, check_name, within, beyond, audit, spoil):
    table = table_of(module_name)
    only = SomeChecks(table, (check_name,))
    spoil(f"update {table.TABLE} set {within}")
    assert [result.status for result in audit(only)] == ["passed"]
    spoil(f"update {table.TABLE} set {beyond}")
    assert "passed" not in [result.status for result in audit(only)]


def test_few_impossible_values_warn_and_many_refuse(audit, spoil):
    table = table_of("core.article")
    only = SomeChecks(
        table, ("published_before_capture_plausible", "published_before_capture_plausible_throughout")
    )
    spoil("""
        insert into core.article
        select article.* replace (md5(copy_no || document_id) as document_id)
        from core.article, range(20) as copies (copy_no)
        where first_captured_at is not null
    """)
    spoil("""
        update core.article set impossible_values = ['first_captured_at']
        where rowid = (select max(rowid) from core.article)
    """)
    assert [result.status for result in audit(only)] == ["warned", "passed"]
    spoil("update core.article set impossible_values = ['first_captured_at'] where rowid % 10 = 0")
    assert [result.status for result in audit(only)] == ["warned", "failed"]


def test_nobody_can_vouch_for_a_value_that_cannot_be_true(audit, spoil):
    """Its failure is the table's: no document is set aside for it, so none can be released with it."""
    spoil("update core.price_snapshot set price = 0 where rowid = 0")
    (result,) = audit(SomeChecks(table_of("core.price_snapshot"), ("price_possible",)))
    assert (result.status, result.document_ids) == ("failed", frozenset())


def test_few_prices_far_from_the_last_known_warn_and_most_of_a_layout_refuse(audit, spoil):
    table = table_of("core.price_snapshot")
    only = SomeChecks(table, ("price_like_last_known", "price_like_last_known_throughout"))
    spoil("""
        insert into core.price_snapshot
        select price_snapshot.* replace ('accepted before ' || page_no as document_id)
        from core.price_snapshot, range(3) as pages (page_no)
    """)
    spoil("update core.price_snapshot set price = 1000 * price where rowid < 2")
    assert [result.status for result in audit(only)] == ["warned", "passed"]
    spoil("""
        update core.price_snapshot set price = price / 1000
        where document_id not like 'accepted before %' and rowid >= 2
    """)
    assert [result.status for result in audit(only)] == ["warned", "failed"]


def test_long_headlines_of_some_articles_are_no_swap(audit, spoil):
    only = SomeChecks(table_of("core.article"), ("headline_and_teaser_in_place",))
    swap = "update core.article set headline = teaser, teaser = headline where teaser is not null"
    spoil(f"{swap} and rowid % 2 = 0")
    assert [result.status for result in audit(only)] == ["passed"]
    spoil(f"{swap} and rowid % 2 = 1")
    (result,) = audit(only)
    assert (result.status, result.document_ids) == ("failed", frozenset())


def test_what_the_build_did_not_write_is_not_looked_at(audit, spoil):
    spoil("""
        delete from staging.stg_pending_document
        where document_id = (select document_id from core.mention where rowid = 0);
        update core.mention
        set surface = 'elsewhere', section = 'nonsense', entity_id = 'nobody'
        where document_id not in (select document_id from staging.stg_pending_document);
    """)
    assert {result.status for result in audit(table_of("core.mention"))} == {"passed"}


def test_key_of_the_batch_must_be_unique_in_the_whole_table(audit, spoil):
    spoil("""
        insert into core.mention
        select * replace ('of an older load' as document_id) from core.mention where rowid = 0
    """)
    (result,) = audit(SomeChecks(table_of("core.mention"), ("mention_id_unique",)))
    assert (result.status, result.unexpected_count) == ("failed", 1)
