"""Faults in months of loads: each opens the incident of its name, once; a month without one opens none."""

from dataclasses import replace

import pytest

from include.quality.history.rules import NEW_SOURCE
from include.quality.model import CheckResult, Failure
from tests.quality.history.month_faults import (
    add_source,
    change_template,
    fit_no_layout,
    halve_volume,
    lose_authors,
    lose_mentions,
    lose_organisations,
    name_no_source,
    repeat_last_year,
    repeat_old_articles,
    send_empty_pages,
    shorten_texts,
    stop_courier,
    thin_mentions,
    truncate_texts,
)
from tests.quality.history.months import Month

FAULTS = [
    (halve_volume, "volume", "all", False),
    (stop_courier, "source_stopped", "Courier", False),
    (change_template, "layout_drift", "Herald / press_page", False),
    (fit_no_layout, "layout_drift", "Herald", False),
    (lose_authors, "layout_drift", "Herald / press_page", True),
    (name_no_source, "unnamed_source", "press_page", True),
    (shorten_texts, "layout_drift", "Herald / press_page", False),
    (truncate_texts, "truncation", "Herald / press_page", True),
    (repeat_last_year, "freshness", "Herald", False),
    (lose_mentions, "mention_rate", "all", False),
    (lose_organisations, "mention_rate", "organisation", False),
    (thin_mentions, "mention_rate", "all", False),
    (add_source, "new_source", "Examiner", True),
    (send_empty_pages, "quarantine_share", "empty", True),
    (repeat_old_articles, "freshness", "Ledger", True),
]


@pytest.mark.parametrize(
    ("fault", "kind", "dimension", "is_accepted"), FAULTS, ids=[fault.__name__ for fault, *_ in FAULTS]
)
def test_fault_opens_its_incident_once(month, fault, kind, dimension, is_accepted):
    load_id = month.land(fault)
    audit = month.validate()

    assert audit.is_accepted == is_accepted
    refusal = [] if is_accepted else [("refused_load", load_id, "opened")]
    assert sorted(month.incidents()) == sorted([(kind, dimension, "opened"), *refusal])

    month.land(fault)
    month.validate()

    found = [incident for incident in month.incidents() if incident[0] != "refused_load"]
    assert found == [(kind, dimension, "still_open")]


@pytest.mark.parametrize(
    ("fault", "kind", "dimension"),
    [(fault, kind, dimension) for fault, kind, dimension, _ in FAULTS if kind != NEW_SOURCE.kind],
    ids=[fault.__name__ for fault, kind, *_ in FAULTS if kind != NEW_SOURCE.kind],
)
def test_incident_is_resolved_when_the_fault_is_over(month, fault, kind, dimension):
    month.land(fault)
    month.validate()
    load_id = month.land()

    assert month.validate().is_accepted, "a good load after a bad one is accepted"
    assert (kind, dimension, "resolved") in month.incidents()
    assert [incident for incident in month.incidents() if incident[2] == "opened"] == []
    ((resolved_run_id, resolved_at),) = month.connection.execute(
        "select resolved_run_id, resolved_at from quality.incident where kind = ?", [kind]
    ).fetchall()
    assert resolved_run_id == f"run of {load_id}"
    assert resolved_at is not None


def test_fault_that_comes_back_is_another_incident(month):
    for change in (send_empty_pages, lambda habits: None, send_empty_pages):
        month.land(change)
        month.validate()

    assert month.incidents() == [
        ("quarantine_share", "empty", "resolved"),
        ("quarantine_share", "empty", "opened"),
    ]


def test_new_source_is_new_for_a_week(month):
    month.pass_days(7, add_source)
    assert month.incidents() == [("new_source", "Examiner", "still_open")]

    month.pass_days(1, add_source)
    assert month.incidents() == [("new_source", "Examiner", "resolved")]


def test_incident_that_a_load_cannot_judge_stays_as_it_is(month):
    month.land(change_template)
    month.validate()
    month.land(lambda habits: habits.source_counts.pop("Herald"))
    month.validate()

    assert ("layout_drift", "Herald / press_page", "opened") in month.incidents()


@pytest.mark.parametrize("seed", range(100, 108))
def test_quiet_month_opens_nothing(connection, seed):
    month = Month(connection, seed)
    month.pass_days(31)

    assert month.incidents() == []
    assert month.connection.execute(
        "select count(*) > 0 from quality.metric_result where state = 'ok' and kind = 'volume'"
    ).fetchone() == (True,)


@pytest.mark.parametrize(("seed", "load_count_a_day"), [(7, 4), (8, 3), (9, 2)])
def test_quiet_month_of_any_rhythm_opens_nothing(connection, seed, load_count_a_day):
    month = Month(connection, seed, load_count_a_day)
    month.pass_days(28)

    assert month.incidents() == []


@pytest.mark.parametrize("seed", [200, 201])
def test_chance_in_small_sources_opens_nothing(connection, seed):
    month = Month(connection, seed)

    def add_small_sources(habits):
        for source_no, count in enumerate((1, 3, 7, 10, 15, 20, 25, 30)):
            habits.source_counts[f"Small {source_no}"] = count
            habits.headline_null_share[f"Small {source_no}"] = (0.05, 0.1, 0.2, 0.4)[source_no % 4]
            habits.plain_share[f"Small {source_no}"] = (0.4, 0.2, 0.1, 0.05)[source_no % 4]

    month.pass_days(31, add_small_sources)

    assert month.incidents() == []


def test_halved_volume_is_noticed_within_a_day_whatever_the_rhythm(connection):
    month = Month(connection, seed=7, load_count_a_day=4)
    month.pass_days(28)
    month.pass_days(1, halve_volume)

    assert ("volume", "all") in [incident[:2] for incident in month.incidents()]


def test_too_little_history_shows_as_such_and_is_no_pass(connection):
    month = Month(connection, seed=1)
    month.pass_days(5)
    month.land(lose_mentions)
    audit = month.validate()

    assert audit.results == ()
    assert month.incidents() == []
    assert month.connection.execute(
        """
        select distinct state, point_count from quality.metric_result
        where kind in ('volume', 'source_volume', 'mention_rate', 'layout_drift', 'new_source')
        """
    ).fetchall() == [("not_enough_history", 0)]


def test_writing_a_run_again_changes_nothing(month):
    month.land(send_empty_pages)
    month.validate()
    once = month.connection.execute("from quality.incident").fetchall()
    results = month.connection.execute("from quality.metric_result order by all").fetchall()
    month.validate()

    assert month.connection.execute("from quality.incident").fetchall() == once
    assert month.connection.execute("from quality.metric_result order by all").fetchall() == results


def test_layout_drift_shows_three_documents_that_fit_least(month):
    load_id = month.land(change_template)
    for document_no in range(9):
        month.connection.execute(
            "insert into core.article values (?, ?, 'Herald', 'press_page', ?, null, 'Text.', 1)",
            [f"document-{document_no}", load_id, None if document_no in {3, 5, 7, 8} else "Spring"],
        )
        month.connection.execute(
            "insert into core.article_segment values (?, ?, 0, 10)",
            [f"document-{document_no}", "unclassified" if document_no in {7, 8} else "paragraph"],
        )
    month.validate()

    ((documents, detail),) = month.connection.execute(
        "select sample_document_ids, detail from quality.incident where kind = 'layout_drift'"
    ).fetchall()
    assert documents == ["document-7", "document-8", "document-3"]
    assert "headline_null_pct" in detail
    assert "unclassified_article_pct" in detail


FAILED = CheckResult(
    table_name="core.mention",
    check_name="surface_reads_back",
    expectation_type="expect_no_rows",
    column_name=None,
    severity="critical",
    status="failed",
    element_count=None,
    unexpected_count=5,
    unexpected_pct=None,
    observed_value="5 rows",
    reason="A reason.",
    failures=tuple(Failure(f"document-{no // 2}", None, None, "{}") for no in range(10)),
)


def test_failed_expectation_and_refused_load_are_incidents(month):
    refused = month.land()
    month.validate(FAILED)

    assert month.incidents() == [
        ("expectation", "core.mention.surface_reads_back", "opened"),
        ("refused_load", refused, "opened"),
    ]
    assert month.connection.execute(
        "select observed_value, sample_document_ids from quality.incident where kind = 'expectation'"
    ).fetchall() == [(5.0, ["document-0", "document-1", "document-2"])]

    month.land()
    month.validate(replace(FAILED, status="passed"))

    assert month.incidents() == [
        ("expectation", "core.mention.surface_reads_back", "resolved"),
        ("refused_load", refused, "still_open"),
    ]

    month.connection.execute("update quality.load_verdict set is_accepted = true where not is_accepted")
    month.land()
    month.validate()

    assert month.incidents("resolved") == month.incidents()


def test_unreadable_table_resolves_nothing_and_is_not_compared(month):
    month.land(change_template)
    month.validate()
    month.land()
    audit = month.validate(replace(FAILED, table_name="core.article", check_name="readable"))

    assert [result.check_name for result in audit.results] == ["readable"]
    assert ("layout_drift", "Herald / press_page", "opened") in month.incidents()


def test_what_was_refused_is_no_history(month):
    month.land(halve_volume)
    month.validate()
    month.pass_days(7)

    assert month.connection.execute(
        """
        select state, point_count from quality.metric_result
        where kind = 'volume' order by validation_run_id desc limit 1
        """
    ).fetchall() == [("ok", 4)], "four of the five Mondays before were accepted"


def test_changed_columns_are_told_until_the_next_accepted_run(month):
    month.connection.execute("alter table core.mention add column surface varchar")
    month.pass_days(1)
    assert month.incidents() == [("schema_change", "core.mention", "opened")]

    month.pass_days(1)
    assert month.incidents() == [("schema_change", "core.mention", "resolved")]
