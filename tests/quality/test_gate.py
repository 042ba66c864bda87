"""What the gate decides, what it writes down, and what it leaves alone."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

import expectations
from include.alerts.deliver import deliver
from include.corrections.release import release
from include.quality import gate
from include.quality.audit import data_docs
from include.quality.model import Audit, CheckResult, Failure
from include.quality.verdicts import runs

SPOILT_MENTION = "update core.mention set surface = '<b>' || surface where rowid < 30"
SPOILT_LANGUAGE = "update core.article set language = 'English' where rowid = 0"


def result(status, **changes):
    fields = {
        "table_name": "core.article",
        "check_name": f"is_{status}",
        "expectation_type": "expect_no_rows",
        "column_name": None,
        "severity": "warning" if status == "warned" else "critical",
        "status": status,
        "element_count": None,
        "unexpected_count": 1,
        "unexpected_pct": None,
        "observed_value": "1 rows",
        "reason": "A reason.",
    }
    return CheckResult(**fields | changes)


@pytest.fixture
def found(monkeypatch):
    """Puts other results in the place of the audit's, which takes seconds."""

    def use(*results):
        def run_suites(warehouse_path, batch, data_docs_dir):
            (data_docs_dir / "index.html").write_text("Data Docs")
            return Audit(batch, datetime.now(UTC), datetime.now(UTC), results)

        monkeypatch.setattr(gate, "run_suites", run_suites)

    return use


def test_good_load_is_accepted_and_everything_found_is_written_down(waiting, query):
    verdict = gate.validate(waiting)

    assert query("from quality.validation_result where not is_success") == []
    assert verdict.is_accepted
    assert (verdict.warned_count, verdict.failed_count) == (0, 0)
    assert verdict.passed_count > 200
    assert query("select count(*) from quality.validation_result where is_success") == [
        (verdict.passed_count,)
    ]
    assert query("select load_id, is_accepted, validation_run_id from quality.load_verdict") == [
        (verdict.load_ids[0], True, verdict.validation_run_id)
    ]
    documents = query("select count(*) from raw.document")
    assert query("select document_count from quality.validation_run where is_accepted") == documents
    assert verdict.report_path.is_file()


def test_spoilt_load_is_refused_with_a_bounded_sample_of_its_bad_rows(waiting, spoil, query):
    spoil(SPOILT_MENTION)

    verdict = gate.validate(replace(waiting, max_set_aside_pct=0, max_set_aside_count=0))

    assert not verdict.is_accepted
    assert verdict.failed_count == 1
    assert query("select is_accepted from quality.load_verdict") == [(False,)]
    assert query(
        "select table_name, check_name, unexpected_count from quality.validation_result where not is_success"
    ) == [("core.mention", "surface_reads_back", 30)]
    assert query("select count(*) from quality.validation_failure") == [(20,)]
    assert query("""
        select count(*)
        from quality.validation_failure
        semi join core.mention using (document_id, char_start, char_end)
        where row_values like '%<b>%'
    """) == [(20,)]


def test_document_of_the_bad_rows_is_set_aside_and_the_tables_must_be_built_anew(waiting, spoil, query):
    spoil(SPOILT_MENTION)

    verdict = gate.validate(waiting)

    assert (verdict.is_rebuild_needed, verdict.is_accepted, verdict.set_aside_count) == (True, False, 1)
    assert query("from quality.load_verdict") == []
    assert query("from quality.validation_run") == []
    assert query("""
        select document_id, table_name, check_name, closed_at
        from quality.set_aside_document
        semi join quality.validation_result using (validation_run_id, table_name, check_name)
    """) == query("""
        select distinct document_id, 'core.mention', 'surface_reads_back', null
        from core.mention
        where surface like '<b>%'
    """)


def test_each_refusal_of_a_released_load_is_a_run_of_its_own_and_is_told(waiting, found, query):
    found(result("failed"))
    run_ids = []
    for _ in range(3):
        verdict = gate.validate(waiting)
        assert gate.validate(waiting) == verdict
        assert ["load_refused" in [alert.event for alert in told.alerts] for told in deliver(waiting)] == [
            True
        ]
        assert deliver(waiting) == []
        assert release(waiting, load_ids=verdict.load_ids).load_count == 1
        run_ids.append((verdict.validation_run_id,))

    assert len(set(run_ids)) == 3
    assert query("select validation_run_id from quality.validation_run order by finished_at") == run_ids
    assert query("select load_id, count(*) from quality.load_release group by all") == [
        (verdict.load_ids[0], 3)
    ]


def test_failing_row_of_a_document_accepted_before_refuses(waiting, found, query):
    found(result("failed", document_ids=frozenset({"accepted before"})))

    verdict = gate.validate(waiting)

    assert (verdict.is_accepted, verdict.is_rebuild_needed) == (False, False)
    assert query("from quality.set_aside_document") == []


def test_warning_does_not_refuse(waiting, spoil, query):
    spoil(SPOILT_LANGUAGE)

    verdict = gate.validate(waiting)

    assert (verdict.is_accepted, verdict.warned_count, verdict.failed_count) == (True, 1, 0)
    assert query("select severity, status from quality.validation_result where not is_success") == [
        ("warning", "warned")
    ]


@pytest.mark.parametrize(
    "statement",
    ["alter table core.mention drop column char_start", "drop table core.related_link"],
    ids=["column", "table"],
)
def test_what_cannot_be_read_is_refused(waiting, spoil, query, statement):
    spoil(statement)

    assert not gate.validate(waiting).is_accepted
    assert query("select count(*) > 0 from quality.validation_result where check_name = 'readable'") == [
        (True,)
    ]


def test_validating_twice_changes_nothing(waiting, found, query):
    found(result("passed"), result("warned"))
    first = gate.validate(waiting)
    found(result("failed"))
    before = [query(f"from quality.{table} order by all") for table in ("validation_run", "load_verdict")]

    assert gate.validate(waiting) == first
    assert [
        query(f"from quality.{table} order by all") for table in ("validation_run", "load_verdict")
    ] == before


def test_refusal_stays_a_refusal_until_the_next_build(waiting, found):
    found(result("failed"))
    refused = gate.validate(waiting)
    found(result("passed"))

    assert not refused.is_accepted
    assert gate.validate(waiting) == refused


def test_after_a_refusal_the_next_build_finds_the_last_accepted_state(waiting, found, spoil):
    found(result("passed"))
    accepted = gate.validate(waiting)
    spoil("update staging.stg_pending_load set load_id = 'another'")
    found(result("failed"))
    assert not gate.validate(waiting).is_accepted

    spoil("delete from staging.stg_pending_load")

    assert gate.validate(waiting) == accepted


def test_nothing_ever_loaded_is_nothing_refused(waiting, found, spoil, query):
    spoil("delete from staging.stg_pending_load")
    found(result("failed"))

    verdict = gate.validate(waiting)

    assert (verdict.is_accepted, verdict.validation_run_id) == (True, None)
    assert query("select count(*) from quality.validation_run") == [(0,)]


def test_load_whose_verdict_is_withdrawn_is_judged_again_under_the_same_name(waiting, found, spoil, query):
    found(result("failed", failures=(Failure(None, None, None, "{}"),)))
    refused = gate.validate(waiting)
    spoil("delete from quality.load_verdict")
    found(result("passed"))

    accepted = gate.validate(waiting)

    assert accepted.is_accepted
    assert accepted.validation_run_id == refused.validation_run_id
    assert query("select status from quality.validation_result") == [("passed",)]
    assert query("select count(*) from quality.validation_failure") == [(0,)]


def test_every_waiting_load_gets_the_verdict(waiting, found, spoil, query):
    spoil("insert into staging.stg_pending_load values ('without_documents', now())")
    found(result("passed"))

    verdict = gate.validate(waiting)

    assert len(verdict.load_ids) == 2
    assert query("select load_id from quality.load_verdict order by all") == [
        (load_id,) for load_id in sorted(verdict.load_ids)
    ]


def test_refused_request_to_read_again_is_judged_after_each_build_until_it_is_accepted(
    waiting, found, spoil, query
):
    spoil("""
        insert into raw.reprocess_request select 'again', document_id from raw.document where rowid = 0;
        update staging.stg_pending_load set load_id = 'again';
    """)
    found(result("failed"))
    assert not gate.validate(waiting).is_accepted

    spoil("delete from staging.stg_pending_load")
    assert not gate.validate(waiting).is_accepted

    found(result("passed"))
    accepted = gate.validate(waiting)
    assert (accepted.is_accepted, accepted.load_ids) == (True, ["again"])
    assert query("select load_id, is_accepted from quality.load_verdict") == [("again", True)]
    found(result("failed"))
    assert gate.validate(waiting) == accepted


def test_build_during_the_audit_leaves_no_verdict(waiting, spoil, monkeypatch, query):
    def run_suites(warehouse_path, batch, data_docs_dir):
        spoil("delete from staging.stg_pending_document where rowid = 0")
        return Audit(batch, datetime.now(UTC), datetime.now(UTC), (result("passed"),))

    monkeypatch.setattr(gate, "run_suites", run_suites)

    with pytest.raises(runs.BatchChangedError):
        gate.validate(waiting)
    assert query("select count(*) from quality.load_verdict") == [(0,)]


def test_results_are_written_with_the_verdict_or_not_at_all(waiting, found, query):
    found(result("passed"), result("passed"))

    with pytest.raises(Exception, match="duplicate key"):
        gate.validate(waiting)
    assert query("select count(*) from quality.validation_run") == [(0,)]
    assert query("select count(*) from quality.load_verdict") == [(0,)]


def test_data_docs_of_the_latest_runs_are_kept(waiting, found, spoil, monkeypatch):
    monkeypatch.setattr(data_docs, "KEPT_RUN_COUNT", 2)
    found(result("passed"))
    verdicts = []
    for load_no in range(3):
        spoil(f"update staging.stg_pending_load set load_id = 'load {load_no}'")
        verdicts.append(gate.validate(waiting))

    kept = {path.name for path in gate.data_docs_dir(waiting).glob("*/")}

    assert kept == {verdict.validation_run_id for verdict in verdicts[1:]}


def test_leftover_of_a_killed_run_is_removed(waiting, found):
    leftover = gate.data_docs_dir(waiting) / ".killed"
    leftover.mkdir(parents=True)
    found(result("passed"))

    verdict = gate.validate(waiting)

    assert [path.name for path in gate.data_docs_dir(waiting).glob("*/")] == [verdict.validation_run_id]


def test_home_may_have_any_name(waiting, tmp_path):
    odd = replace(waiting, home=waiting.home.rename(tmp_path / "my $HOME ${HOME} 100% 'ü'"))

    verdict = gate.validate(odd)

    assert verdict.is_accepted
    assert verdict.report_path.is_relative_to(odd.home)
    docs = gate.data_docs_dir(odd) / verdict.validation_run_id
    assert len(list(docs.glob("validations/*/*/**/*.html"))) == len(expectations.tables())
