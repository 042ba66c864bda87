"""A bad document is left out of its load; many of them, or a bad table, refuse it.

A document is made bad by a wrong count of its characters, which lasts from build to build as a fault of the
parser would.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from include import warehouse
from include.landing.land import land_inbox
from include.operations.validation import decide
from include.quality import gate
from include.quality.model import Verdict
from include.quality.release import NotReleasableError, main, release
from include.reprocessing.request import request_reprocessing
from include.settings import Settings
from include.transform import normalise
from include.warehouse import NotAcceptedError, writer
from tests.conftest import make_settings
from tests.pipeline.conftest import record, rows, tables, write_feed

ASIDE = "select distinct document_id from quality.set_aside_document where closed_at is null"
BAD = "(select document_id from raw.document where url like '%/bad%')"


def articles(*names: str) -> list[dict[str, str]]:
    return [record(name, f"Bitcoin and {name}", f"Bitcoin rose at {name}.", 9) for name in names]


def forty(bad_count: int) -> list[dict[str, str]]:
    good = [f"good{number}" for number in range(40 - bad_count)]
    return articles(*good, *(f"bad{number}" for number in range(bad_count)))


def spoil(settings: Settings, by_chars: int = 1) -> None:
    """Make the documents whose address says `bad` bad, or good again by the opposite number."""
    with writer(settings) as connection:
        connection.execute(
            "update raw.document set char_count = char_count + ? where url like '%/bad%'", [by_chars]
        )


def land(settings: Settings, feed_name: str, feed: list[dict[str, str]]) -> None:
    write_feed(settings, feed_name, feed)
    land_inbox(settings)
    spoil(settings)


def build(settings: Settings) -> Verdict:
    normalise(settings)
    return decide(settings)


def published(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    with warehouse.reader(settings.published_path) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def one_of_forty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Verdict]:
    """A home in which 39 documents of a load were accepted, and one set aside. Tests copy it."""
    settings = make_settings(tmp_path_factory.mktemp("aside") / "home")
    land(settings, "feed.jsonl", forty(bad_count=1))
    verdict = build(settings)
    warehouse.publish(settings)
    return settings, verdict


@pytest.fixture
def with_one_aside(one_of_forty: tuple[Settings, Verdict], tmp_path: Path) -> Settings:
    import shutil

    home = Path(shutil.copytree(one_of_forty[0].home, tmp_path / "home"))
    return replace(one_of_forty[0], home=home, inbox=str(home / "inbox"))


def test_one_bad_document_is_set_aside_and_the_others_are_published(
    one_of_forty: tuple[Settings, Verdict],
) -> None:
    settings, verdict = one_of_forty

    assert (verdict.is_accepted, verdict.set_aside_count) == (True, 1)
    assert published(
        settings, "select count(*), count(*) filter (headline like '%bad%') from core.article"
    ) == [(39, 0)]
    assert published(settings, "select count(*) from raw.document") == [(39,)]
    for table in ("article_segment", "mention", "price_snapshot"):
        assert published(settings, f"select * from core.{table} where document_id in ({ASIDE})") == []
    assert published(
        settings, "select sum(part_count) from quality.metric_load where metric = 'article_count'"
    ) == [(39,)]
    reasons = published(
        settings,
        "select table_name, check_name, count(*) from quality.set_aside_document"
        " semi join quality.validation_result using (validation_run_id, table_name, check_name)"
        " group by all order by all",
    )
    assert reasons == [
        ("core.article_segment", "segments_tile_document", 1),
        ("raw.document", "char_count_of_text", 1),
    ]


def test_every_published_article_names_the_run_that_certified_it(
    one_of_forty: tuple[Settings, Verdict],
) -> None:
    settings, verdict = one_of_forty

    certified = published(
        settings,
        """
        select validation_run.validation_run_id, count(*)
        from marts.article_overview
        inner join quality.load_verdict using (load_id)
        inner join quality.validation_run using (validation_run_id)
        where validation_run.is_accepted
        group by all
        """,
    )
    assert certified == [(verdict.validation_run_id, 39)]


def test_more_than_the_share_refuse_the_load_and_do_not_block_the_next(settings: Settings) -> None:
    land(settings, "feed.jsonl", forty(bad_count=10))
    verdict = build(settings)

    assert (verdict.is_accepted, verdict.set_aside_count) == (False, 0)
    assert rows(settings, "select is_accepted from quality.load_verdict") == [(False,)]
    with pytest.raises(NotAcceptedError):
        warehouse.publish(settings)

    write_feed(settings, "next.jsonl", articles("next"))
    land_inbox(settings)
    assert build(settings).is_accepted
    assert rows(settings, "select headline from core.article") == [("Bitcoin and next",)]


def test_the_share_is_a_setting(settings: Settings) -> None:
    land(settings, "feed.jsonl", forty(bad_count=1))
    strict = replace(settings, max_set_aside_pct=2)

    assert not build(strict).is_accepted


def test_a_failing_table_refuses_though_a_document_failed_too(settings: Settings) -> None:
    land(settings, "feed.jsonl", forty(bad_count=1))
    with writer(settings) as connection:
        connection.execute("update raw.load set found_count = found_count + 1")

    assert not build(settings).is_accepted
    assert rows(settings, ASIDE) == []


def test_killed_between_setting_aside_and_the_build_the_next_run_finishes(
    one_of_forty: tuple[Settings, Verdict], settings: Settings
) -> None:
    land(settings, "feed.jsonl", forty(bad_count=1))
    normalise(settings)
    first_look = gate.validate(settings)
    assert (first_look.is_rebuild_needed, first_look.is_accepted) == (True, False)
    assert rows(settings, "select * from quality.load_verdict") == []
    with pytest.raises(NotAcceptedError):
        warehouse.publish(settings)
    assert gate.validate(settings).is_rebuild_needed

    assert decide(settings).is_accepted
    assert tables(settings) == tables(one_of_forty[0])
    before = tables(settings)
    assert build(settings).is_accepted
    assert tables(settings) == before
    assert rows(
        settings, "select sum(part_count) from quality.metric_load where metric = 'article_count'"
    ) == [(39,)]


def test_what_is_set_aside_waits_while_further_loads_are_published(with_one_aside: Settings) -> None:
    write_feed(with_one_aside, "next.jsonl", articles("next"))
    land_inbox(with_one_aside)
    verdict = build(with_one_aside)
    warehouse.publish(with_one_aside)

    assert (verdict.is_accepted, verdict.set_aside_count) == (True, 1)
    assert published(with_one_aside, "select count(*) from core.article") == [(40,)]
    assert published(with_one_aside, "select count(*) from raw.document") == [(40,)]


def test_what_is_released_is_published_with_a_warning(
    with_one_aside: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ((document_id,),) = rows(with_one_aside, ASIDE)
    for name, value in with_one_aside.environment.items():
        monkeypatch.setenv(name, value)
    assert main(["--documents", document_id]) == 0
    assert main(["--documents", document_id]) == 0
    assert main(["--all-documents"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "0 load(s) and 1 document(s) released. The next make run takes them in.",
        "0 load(s) and 0 document(s) released.",
        "0 load(s) and 0 document(s) released.",
    ]
    assert rows(with_one_aside, f"select count(*) from raw.reprocess_request where document_id in {BAD}") == [
        (1,)
    ]
    assert land_inbox(with_one_aside).pending_load_count == 1

    verdict = build(with_one_aside)
    warehouse.publish(with_one_aside)

    assert (verdict.is_accepted, verdict.warned_count, verdict.set_aside_count) == (True, 1, 0)
    assert published(with_one_aside, "select count(*) from core.article") == [(40,)]
    assert published(
        with_one_aside,
        "select count(*) from raw.reprocess_request inner join quality.load_verdict using (load_id)"
        f" where validation_run_id = '{verdict.validation_run_id}' and document_id = '{document_id}'",
    ) == [(1,)]

    write_feed(with_one_aside, "next.jsonl", articles("bad0") + articles("next"))
    land_inbox(with_one_aside)
    assert build(with_one_aside).is_accepted


def test_only_what_was_set_aside_can_be_released(with_one_aside: Settings) -> None:
    with pytest.raises(NotReleasableError, match="never set aside: unknown"):
        release(with_one_aside, ["unknown"])
    assert release(with_one_aside).document_count == 1


def test_what_is_read_again_after_a_fix_is_published(with_one_aside: Settings) -> None:
    spoil(with_one_aside, by_chars=-1)
    assert request_reprocessing(with_one_aside, layout="record").document_count == 39
    assert len(rows(with_one_aside, ASIDE)) == 1
    assert request_reprocessing(with_one_aside).document_count == 40
    assert rows(with_one_aside, "select distinct closed_as from quality.set_aside_document") == [
        ("reprocessed",)
    ]

    verdict = build(with_one_aside)
    warehouse.publish(with_one_aside)

    assert (verdict.is_accepted, verdict.warned_count, verdict.set_aside_count) == (True, 0, 0)
    assert published(with_one_aside, "select count(*) from core.article") == [(40,)]
    assert published(
        with_one_aside, "select sum(part_count) from quality.metric_load where metric = 'article_count'"
    ) == [(40,)]


def test_what_is_read_again_and_still_bad_is_set_aside_again_and_refuses_no_load(
    with_one_aside: Settings,
) -> None:
    assert request_reprocessing(with_one_aside).document_count == 40
    write_feed(with_one_aside, "next.jsonl", articles("next"))
    land_inbox(with_one_aside)

    verdict = build(with_one_aside)

    assert (verdict.is_accepted, verdict.set_aside_count) == (True, 1)
    assert rows(with_one_aside, "select count(*) from core.article") == [(40,)]
    assert request_reprocessing(with_one_aside, layout=None).load_id is not None
