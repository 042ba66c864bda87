"""A bad document is left out of its load; many of them, or a bad table, refuse it.

A document is made bad by a wrong count of its characters, which lasts from build to build as a fault of the
parser would. What one build made is copied for the tests that go on from it.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from include import warehouse
from include.landing.land import land_inbox
from include.operations.validation import decide
from include.quality import gate
from include.quality.model import Audit, CheckResult, Verdict
from include.quality.release import NotReleasableError, main, release
from include.reprocessing.request import request_reprocessing
from include.settings import Settings
from include.transform import normalise
from include.warehouse import NotAcceptedError, writer
from tests.conftest import make_settings
from tests.pipeline.conftest import record, rows, write_feed
from tests.pipeline.test_alerts import run

ASIDE = "select distinct document_id from quality.set_aside_document where closed_at is null"
COUNTED = "select sum(part_count) from quality.metric_load where metric = 'article_count'"
BAD_COUNT, ALL_COUNT = 3, 60
"""Five per cent: as many as may be set aside."""


def articles(*names: str) -> list[dict[str, str]]:
    return [record(name, f"Bitcoin and {name}", f"Bitcoin rose at {name}.", 9) for name in names]


def land_some_bad(settings: Settings) -> None:
    names = [f"bad{no}" if no < BAD_COUNT else f"good{no}" for no in range(ALL_COUNT)]
    write_feed(settings, "feed.jsonl", articles(*names))
    land_inbox(settings)
    spoil(settings, "bad")


def spoil(settings: Settings, name: str, by_chars: int = 1) -> None:
    """Make the documents bad whose name begins like this, or good again by the opposite number."""
    with writer(settings) as connection:
        connection.execute(
            "update raw.document set char_count = char_count + ? where starts_with(url, ?)",
            [by_chars, f"https://news.example/{name}"],
        )


def build(settings: Settings) -> Verdict:
    normalise(settings)
    return decide(settings)


def published(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    with warehouse.reader(settings.published_path) as connection:
        return connection.execute(query).fetchall()


def copied(settings: Settings, home: Path) -> Settings:
    shutil.copytree(settings.home, home)
    return replace(settings, home=home, inbox=str(home / "inbox"))


@dataclass
class FirstLook:
    """A home that was built, the same after the gate's first look, and what the look found."""

    built: Settings
    looked_at: Settings
    verdict: Verdict
    audit: Audit


@pytest.fixture(scope="module")
def first_look(tmp_path_factory: pytest.TempPathFactory) -> FirstLook:
    folder = tmp_path_factory.mktemp("aside")
    settings = make_settings(folder / "home")
    land_some_bad(settings)
    normalise(settings)
    built = copied(settings, folder / "built")
    audits: list[Audit] = []

    def run_suites(*arguments: Any) -> Audit:
        audits.append(really_run_suites(*arguments))
        return audits[-1]

    really_run_suites = gate.run_suites
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gate, "run_suites", run_suites)
        verdict = gate.validate(settings)
    return FirstLook(built, settings, verdict, audits[0])


@pytest.fixture
def built(first_look: FirstLook, tmp_path: Path) -> Settings:
    """Built, and not looked at yet."""
    return copied(first_look.built, tmp_path / "copy")


@pytest.fixture
def looked_at(first_look: FirstLook, tmp_path: Path) -> Settings:
    """Documents are set aside, and the tables still hold them."""
    return copied(first_look.looked_at, tmp_path / "copy")


@pytest.fixture
def look_finds(first_look: FirstLook, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets the next look find what the first one found, and something else."""

    def find(change: Callable[[CheckResult], CheckResult]) -> None:
        results = tuple(map(change, first_look.audit.results))
        monkeypatch.setattr(gate, "run_suites", lambda *arguments: replace(first_look.audit, results=results))

    return find


@pytest.fixture(scope="module")
def after_run(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home in which the real DAGs have set documents aside and published the others."""
    settings = make_settings(tmp_path_factory.mktemp("run") / "home")
    land_some_bad(settings)
    assert run(settings) == 0
    return settings


def test_bad_documents_are_set_aside_by_the_dags_and_the_others_are_published(after_run: Settings) -> None:
    assert published(
        after_run, "select count(*), count(*) filter (headline like '%bad%') from core.article"
    ) == [(ALL_COUNT - BAD_COUNT, 0)]
    assert published(after_run, "select count(*) from raw.document") == [(ALL_COUNT - BAD_COUNT,)]
    for table in ("article_segment", "mention", "price_snapshot"):
        assert published(after_run, f"select * from core.{table} where document_id in ({ASIDE})") == []
    assert published(after_run, COUNTED) == [(ALL_COUNT - BAD_COUNT,)]
    reasons = published(
        after_run,
        "select table_name, check_name, count(*) from quality.set_aside_document"
        " semi join quality.validation_result using (validation_run_id, table_name, check_name)"
        " group by all order by all",
    )
    assert reasons == [
        ("core.article_segment", "segments_tile_document", BAD_COUNT),
        ("raw.document", "char_count_of_text", BAD_COUNT),
    ]


def test_every_published_article_names_the_run_that_certified_it(after_run: Settings) -> None:
    certified = published(
        after_run,
        """
        select count(*), count(distinct validation_run.validation_run_id)
        from marts.article_overview
        inner join quality.load_verdict using (load_id)
        inner join quality.validation_run using (validation_run_id)
        where validation_run.is_accepted
        """,
    )
    assert certified == [(ALL_COUNT - BAD_COUNT, 1)]


def test_more_than_the_share_refuse_the_load(built: Settings, look_finds: Callable[..., None]) -> None:
    ((one_more,),) = rows(built, "select min(document_id) from raw.document where url like '%/good%'")
    look_finds(
        lambda result: (
            replace(result, document_ids=result.document_ids | {one_more}) if result.document_ids else result
        )
    )
    verdict = gate.validate(built)

    assert (verdict.is_accepted, verdict.is_rebuild_needed, verdict.set_aside_count) == (False, False, 0)
    assert rows(built, "select is_accepted from quality.load_verdict") == [(False,)]
    with pytest.raises(NotAcceptedError):
        warehouse.publish(built)


def test_the_share_is_a_setting(built: Settings, look_finds: Callable[..., None]) -> None:
    look_finds(lambda result: result)
    assert not gate.validate(replace(built, max_set_aside_pct=4)).is_rebuild_needed
    assert rows(built, "select is_accepted from quality.load_verdict") == [(False,)]


def test_a_failing_table_refuses_though_documents_failed_too(
    built: Settings, look_finds: Callable[..., None]
) -> None:
    look_finds(
        lambda result: replace(result, status="failed") if result.check_name == "ledger_balances" else result
    )
    assert not gate.validate(built).is_rebuild_needed
    assert rows(built, "select is_accepted from quality.load_verdict") == [(False,)]
    assert rows(built, ASIDE) == []


def test_nothing_is_decided_before_the_tables_are_built_without_what_is_set_aside(
    first_look: FirstLook, looked_at: Settings
) -> None:
    assert (first_look.verdict.is_rebuild_needed, first_look.verdict.is_accepted) == (True, False)
    assert rows(looked_at, "select * from quality.load_verdict") == []
    with pytest.raises(NotAcceptedError):
        warehouse.publish(looked_at)
    assert gate.validate(looked_at).is_rebuild_needed


def test_only_what_was_set_aside_can_be_released(looked_at: Settings) -> None:
    with pytest.raises(NotReleasableError, match="never set aside: unknown"):
        release(looked_at, ["unknown"])
    assert release(looked_at, None).document_count == BAD_COUNT


def test_what_is_set_aside_comes_back_by_a_release_or_after_a_fix_and_waits_till_then(
    looked_at: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Killed after the first look, the next runs finish: one home goes through all that can become of it."""
    settings = looked_at
    for name, value in settings.environment.items():
        monkeypatch.setenv(name, value)
    ((released_id,),) = rows(settings, "select document_id from raw.document where url like '%/bad0'")
    assert main(["--documents", released_id]) == 0
    assert main(["--documents", released_id]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "0 load(s) and 1 document(s) released. The next make run takes them in.",
        "0 load(s) and 0 document(s) released.",
    ]
    write_feed(settings, "next.jsonl", articles("next", "bad0"))
    assert land_inbox(settings).pending_load_count == 3

    verdict = build(settings)
    warehouse.publish(settings)

    assert (verdict.is_accepted, verdict.warned_count, verdict.set_aside_count) == (True, 2, 2)
    assert published(settings, "select count(*) from core.article") == [(59,)]
    assert published(settings, "select count(*) from raw.document") == [(59,)]
    assert published(
        settings,
        "select count(*) from raw.reprocess_request inner join quality.load_verdict using (load_id)"
        f" where validation_run_id = '{verdict.validation_run_id}' and document_id = '{released_id}'",
    ) == [(1,)]

    spoil(settings, "bad1", by_chars=-1)
    assert request_reprocessing(settings, layout="record").document_count == 59
    assert len(rows(settings, ASIDE)) == 2
    assert request_reprocessing(settings).document_count == 61
    assert rows(settings, "select distinct closed_as from quality.set_aside_document order by all") == [
        ("released",),
        ("reprocessed",),
    ]

    verdict = build(settings)
    warehouse.publish(settings)

    assert (verdict.is_accepted, verdict.set_aside_count) == (True, 1), "bad2 is still bad"
    assert rows(settings, f"select url from raw.document where document_id in ({ASIDE})") == [
        ("https://news.example/bad2",)
    ]
    assert published(settings, "select count(*) from core.article") == [(60,)]
    assert published(settings, COUNTED) == [(60,)]
