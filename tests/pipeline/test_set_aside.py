"""A bad document is left out of its load; many of them, or a bad table, refuse it.

A document is made bad by a wrong count of its characters, which lasts from build to build as a fault of the
parser would.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from include import warehouse
from include.corrections.release import NotReleasableError, release
from include.corrections.request import request_reprocessing
from include.landing.land import land_inbox
from include.operations.commands.release import main
from include.operations.tasks.validation import decide
from include.publication.publish import NotAcceptedError, publish
from include.quality import gate
from include.quality.model import Audit, Batch, CheckResult
from include.settings import Settings
from include.transform import normalise
from include.warehouse import writer
from tests.conftest import copied
from tests.pipeline.conftest import record, rows, write_feed
from tests.pipeline.test_alerts import run

ASIDE = "select distinct document_id from quality.set_aside_document where closed_at is null"
COUNTED = "select sum(part_count) from quality.metric_load where metric = 'article_count'"
BAD_COUNT, ALL_COUNT = 4, 80
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


def published(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    with warehouse.reader(settings.published_path) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture
def built(normalised_samples: Settings, tmp_path: Path) -> Settings:
    """The bundled samples, built and not looked at yet."""
    return copied(normalised_samples, tmp_path / "copy")


@pytest.fixture
def look_finds(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets the next look find these failures, which takes seconds to do really."""

    def find(*results: CheckResult) -> None:
        def run_suites(warehouse_path: Path, batch: Batch, data_docs_dir: Path) -> Audit:
            return Audit(batch, datetime.now(UTC), datetime.now(UTC), results)

        monkeypatch.setattr(gate, "run_suites", run_suites)

    return find


def failed(*document_ids: str) -> CheckResult:
    """A failure of rows of these documents; of the table, where there are none."""
    return CheckResult(
        "core.article", "reads_back", "expect_no_rows", None, "critical", "failed", None, 1, None, "1 row",
        "A reason.", document_ids=frozenset(document_ids),
    )  # fmt: skip


def some_documents(settings: Settings, count: int) -> list[str]:
    found = rows(
        settings, "select document_id from staging.stg_pending_document order by document_id limit ?", count
    )
    return [document_id for (document_id,) in found]


@pytest.fixture(scope="module")
def after_run(parsed_home: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home in which the real DAGs have set documents aside and published the others."""
    settings = copied(parsed_home, tmp_path_factory.mktemp("run") / "home")
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


@pytest.mark.parametrize(
    ("document_count", "max_set_aside_pct", "max_set_aside_count", "is_refused"),
    [
        (1, 5, 0, False),
        (2, 5, 0, True),
        (1, 4, 0, True),
        (2, 10, 0, False),
        (3, 5, 3, False),
        (4, 5, 3, True),
        (4, 19, 3, False),
        (22, 0, 22, False),
    ],
)
def test_more_than_the_number_and_the_share_that_are_set_refuse_the_load(
    built: Settings,
    look_finds: Callable[..., None],
    document_count: int,
    max_set_aside_pct: int,
    max_set_aside_count: int,
    is_refused: bool,
) -> None:
    """Of 22 documents, one is 4.5 per cent, and four are 18.2."""
    look_finds(failed(*some_documents(built, document_count)))
    limits = {"max_set_aside_pct": max_set_aside_pct, "max_set_aside_count": max_set_aside_count}
    verdict = gate.validate(replace(built, **limits))

    assert (verdict.is_accepted, verdict.is_rebuild_needed) == (False, not is_refused)
    assert verdict.set_aside_count == (0 if is_refused else document_count)
    assert rows(built, "select is_accepted from quality.load_verdict") == ([(False,)] if is_refused else [])
    with pytest.raises(NotAcceptedError):
        publish(built)


def test_a_failing_table_refuses_though_a_document_failed_too(
    built: Settings, look_finds: Callable[..., None]
) -> None:
    look_finds(failed(*some_documents(built, 1)), replace(failed(), table_name="raw.load"))
    assert not gate.validate(built).is_rebuild_needed
    assert rows(built, "select is_accepted from quality.load_verdict") == [(False,)]
    assert rows(built, ASIDE) == []


def test_nothing_is_decided_before_the_tables_are_built_without_what_is_set_aside(
    built: Settings, look_finds: Callable[..., None]
) -> None:
    look_finds(failed(*some_documents(built, 1)))
    gate.validate(built)
    look_finds()

    assert gate.validate(built).is_rebuild_needed, "as after a run that was killed in between"
    assert rows(built, "select * from quality.load_verdict") == []


def test_only_what_was_set_aside_can_be_released(built: Settings, look_finds: Callable[..., None]) -> None:
    look_finds(failed(*some_documents(built, 1)))
    gate.validate(built)
    with pytest.raises(NotReleasableError, match="never set aside: unknown"):
        release(built, ["unknown"])
    assert release(built, None).document_count == 1


def test_what_is_set_aside_comes_back_by_a_release_or_after_a_fix_and_waits_till_then(
    after_run: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of four bad documents, one is released, one mended, one asked for as it is, and one left alone."""
    settings = copied(after_run, tmp_path / "home")
    for name, value in settings.environment.items():
        monkeypatch.setenv(name, value)
    ((released_id,),) = rows(settings, "select document_id from raw.document where url like '%/bad0'")
    assert main(["--documents", released_id]) == 0
    assert main(["--documents", released_id]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "0 load(s) and 1 document(s) released. The next make run takes them in.",
        "0 load(s) and 0 document(s) released.",
    ]

    spoil(settings, "bad1", by_chars=-1)
    with writer(settings) as connection:
        connection.execute(
            "update raw.document set landed_at = landed_at - interval 9 day where url like '%/bad3'"
        )
        ((today,),) = connection.execute("select max(cast(landed_at as date)) from raw.document").fetchall()
    assert request_reprocessing(settings, layout="record").document_count == ALL_COUNT - BAD_COUNT
    assert len(rows(settings, ASIDE)) == 3
    assert request_reprocessing(settings, landed_from=today).document_count == ALL_COUNT - 2
    assert rows(
        settings, "select closed_as, count(distinct document_id) from quality.set_aside_document group by all"
        " order by all nulls last",
    ) == [("released", 1), ("reprocessed", 2), (None, 1)]  # fmt: skip

    write_feed(settings, "next.jsonl", articles("next", "bad0"))
    land_inbox(settings)
    normalise(settings)
    verdict = decide(settings)
    publish(settings)

    assert (verdict.is_accepted, verdict.warned_count, verdict.set_aside_count) == (True, 1, 2)
    assert rows(settings, f"select url from raw.document where document_id in ({ASIDE}) order by url") == [
        ("https://news.example/bad2",),
        ("https://news.example/bad3",),
    ]
    assert published(settings, "select count(*) from core.article") == [(ALL_COUNT - 2 + 1,)]
    assert published(settings, "select count(*) from raw.document") == [(ALL_COUNT - 2 + 1,)]
    assert published(settings, COUNTED) == [(ALL_COUNT - 2 + 1,)]
    assert published(
        settings,
        f"""
        select is_accepted, validation_run_id
        from raw.reprocess_request
        inner join quality.load_verdict using (load_id)
        where document_id = '{released_id}'
        """,
    ) == [(True, verdict.validation_run_id)]
