"""Loads in any order, loads that are refused, builds that are killed: the tables come out the same."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import NamedTuple

import pytest

from include.corrections.request import request_documents
from include.landing.land import land_inbox
from include.settings import PROJECT_ROOT, Settings
from include.transform import normalise
from include.warehouse import writer
from tests.conftest import copied
from tests.pipeline.conftest import (
    Refusal,
    build,
    decide,
    record,
    revised_feed,
    rows,
    tables,
    under_one_headline,
    write_feed,
)

PAGE = """{lead}{lead}

{headline}

By: {author}
2026/03/{day} 09:15
For feedback or concerns regarding this content, please contact us at crypto.news@mexc.com

{body}

Disclaimer: The articles on this site are taken from public platforms.
Tags:

You May Also Like

{card}

{card}

A short look at what it means for holders of the coin…
Share
Cointelegraph2026/03/12 08:00
"""


class Orders(NamedTuple):
    """The same documents landed at once, and in three slices; also as it was after the first of these."""

    at_once: Settings
    first_slice: Settings
    in_slices: Settings


@pytest.fixture(scope="module")
def orders(parsed_home: Settings, tmp_path_factory: pytest.TempPathFactory) -> Orders:
    folder = tmp_path_factory.mktemp("orders")
    at_once, in_slices = (copied(parsed_home, folder / name) for name in ("at_once", "in_slices"))
    feed = revised_feed()
    of_one_headline, captured_before = under_one_headline()
    page = PAGE.format(
        lead="Solana ended the week higher as funds returned to the network. ",
        headline="Solana ends the week higher", author="Cointelegraph", day=13,
        body="Solana (SOL) ended the week higher.\n\nTraders said little.",
        card="Bitcoin rises on quiet markets",
    )  # fmt: skip
    of_the_card = record("card", "Bitcoin rises on quiet markets", "Bitcoin rose.", 9)
    slices = [
        [*feed[5:], *of_one_headline],
        [*feed[2:5], captured_before],
        [*feed[:2], of_the_card],
    ]
    for settings in (at_once, in_slices):
        (Path(settings.inbox) / "page.txt").write_text(page)
    write_feed(at_once, "feed.jsonl", [*feed, *of_one_headline, captured_before, of_the_card])
    build(at_once)
    for number, part in enumerate(slices):
        write_feed(in_slices, f"slice_{number}.jsonl.gz", reversed(part))
        build(in_slices)
        if number == 0:
            first_slice = copied(in_slices, folder / "first_slice")
    return Orders(at_once, first_slice, in_slices)


@pytest.mark.xdist_group("orders")
def test_slices_in_any_order_give_the_same_tables(orders: Orders) -> None:
    assert tables(orders.at_once) == tables(orders.in_slices)
    revisions = rows(
        orders.in_slices,
        "select revision_no, is_current, tags, source_name from core.article"
        " where canonical_url = 'https://news.example/a' order by revision_no",
    )
    assert revisions == [
        (1, True, ["Bitcoin", "Markets"], "Cointelegraph"),
        (2, False, None, "Cointelegraph"),
        (3, False, None, "Cointelegraph"),
    ]
    assert len(rows(orders.in_slices, "select 1 from core.article where headline = 'Cardano waits'")) == 2


@pytest.mark.xdist_group("orders")
def test_the_same_headline_of_another_source_or_without_a_day_is_another_article(orders: Orders) -> None:
    revisions = """
        select source_name, count(*) from core.article
        where headline = 'Bitcoin price analysis' group by article_id, source_name order by all
    """
    assert rows(orders.in_slices, revisions) == [
        ("Cointelegraph", 1),
        ("Cointelegraph", 1),
        ("Cointelegraph", 2),
        ("The Block", 1),
    ]


@pytest.mark.xdist_group("orders")
def test_a_card_resolves_when_its_article_lands_later(orders: Orders) -> None:
    links = "select title, linked_article_id is not null from core.related_link"
    assert rows(orders.first_slice, links) == [("Bitcoin rises on quiet markets", False)]
    assert rows(orders.in_slices, links) == [("Bitcoin rises on quiet markets", True)]
    assert rows(orders.in_slices, "select count(*) from marts.related_link_graph") == [(1,)]


@pytest.mark.xdist_group("refusal")
def test_a_refused_load_leaves_the_tables_as_they_were(refusal: Refusal) -> None:
    before = tables(refusal.accepted)
    assert tables(refusal.refused) != before
    assert tables(refusal.built_again) == before


@pytest.mark.xdist_group("refusal")
def test_a_refused_load_leaves_no_row_behind_and_does_not_block_the_next(
    refusal: Refusal, tmp_path: Path
) -> None:
    settings = copied(refusal.refused, tmp_path / "home")
    write_feed(settings, "next.jsonl", [record("n", "Solana runs", "Solana ran.", 11)])
    build(settings)

    current = rows(settings, "select headline, revision_no, is_current from core.article order by all")
    assert current == [
        ("Bitcoin price analysis", 1, True),
        ("Bitcoin price analysis", 1, True),
        ("Bitcoin price analysis", 1, True),
        ("Bitcoin price analysis", 1, True),
        ("Bitcoin price analysis", 2, False),
        ("Bitcoin rises", 1, True),
        ("Solana runs", 1, True),
    ]
    refused = """(
        select document_id from raw.document where source_uri = 'bad.jsonl'
        except select document_id from raw.document where source_uri <> 'bad.jsonl'
    )"""
    assert len(rows(settings, f"from {refused}")) == 2
    for table in ("article_segment", "mention", "rejected_mention", "related_link", "price_snapshot"):
        assert rows(settings, f"select * from core.{table} where document_id in {refused}") == []


def test_a_build_killed_at_any_model_is_finished_by_the_next(settings: Settings, tmp_path: Path) -> None:
    feed, undisturbed = revised_feed(), settings
    write_feed(undisturbed, "first.jsonl", feed[:3])
    build(undisturbed)
    write_feed(undisturbed, "second.jsonl", feed[3:])
    land_inbox(undisturbed)
    killed = copied(undisturbed, tmp_path / "killed")
    normalise(undisturbed)
    decide(undisturbed, is_accepted=True)

    for model in ("core.mention", "marts.article_overview"):
        kill_build_when_it_reaches(killed, model)
    normalise(killed)
    decide(killed, is_accepted=True)

    assert tables(killed) == tables(undisturbed)


def kill_build_when_it_reaches(settings: Settings, model: str) -> None:
    code = (
        "import logging, sys; logging.basicConfig(level='INFO', stream=sys.stdout, format='%(message)s');"
        "from include.settings import load_settings; from include.transform import normalise;"
        "normalise(load_settings())"
    )
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", code],
        cwd=PROJECT_ROOT,
        env={**os.environ, **settings.environment},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    watchdog = threading.Timer(120, os.killpg, (process.pid, signal.SIGKILL))
    watchdog.start()
    reached = False
    assert process.stdout is not None
    for line in process.stdout:
        if "START" in line and f" {model} " in line:
            reached = True
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    watchdog.cancel()
    assert reached, f"the build never came to {model}"


def test_documents_that_turn_out_to_be_another_article_leave_nothing_behind(
    settings: Settings, tmp_path: Path
) -> None:
    read_at_once = settings
    pages = {
        "moved": ("Solana ends the week higher", "Polkadot waits for its vote"),
        "left_alone": ("Cardano ends the week lower", "Solana ends the week higher"),
        "renamed": ("Litecoin stands still", "Litecoin as it was called before"),
    }
    for name, (headline, card) in pages.items():
        page = PAGE.format(
            lead=f"{headline} as funds returned to the network, traders said on Friday. ",
            headline=headline, author="Cointelegraph", day=13, card=card,
            body=f"{headline}.\n\nTraders said little.",
        )  # fmt: skip
        (Path(read_at_once.inbox) / f"{name}.txt").write_text(page)
    build(read_at_once)
    linked = "select title from core.related_link where linked_article_id is not null"
    assert rows(read_at_once, linked) == [("Solana ends the week higher",)]

    as_read_before = copied(read_at_once, tmp_path / "as_read_before")
    moved, renamed = read_as_an_earlier_parser_might_have(as_read_before)
    with writer(as_read_before) as connection:
        request_documents(connection, "again", [moved, renamed])
    for model in ("core.article", "core.related_link"):
        kill_build_when_it_reaches(as_read_before, model)
    normalise(as_read_before)
    decide(as_read_before, is_accepted=True)

    assert tables(as_read_before) == tables(read_at_once)


def read_as_an_earlier_parser_might_have(settings: Settings) -> tuple[str, str]:
    """One page as a later revision of another, and one under another headline; their documents."""
    with writer(settings) as connection:
        documents = dict(
            connection.execute(
                "select parse_filename(source_uri, true), document_id from raw.document"
            ).fetchall()
        )
        moved, renamed = documents["moved"], documents["renamed"]
        connection.execute(
            """
            create temp table earlier as
            select $moved as document_id, article_id, headline
            from core.article where document_id = $left_alone
            union all
            select $renamed, md5('earlier'), 'Litecoin as it was called before'
            """,
            {"moved": moved, "left_alone": documents["left_alone"], "renamed": renamed},
        )
        for table in ("core.article", "core.mention", "core.related_link", "core.price_snapshot"):
            connection.execute(f"""
                update {table} set article_id = earlier.article_id
                from earlier where {table}.document_id = earlier.document_id
            """)
        connection.execute(
            """
            update staging.stg_article_identity
            set article_id = earlier.article_id, headline_key = lower(earlier.headline)
            from earlier where stg_article_identity.document_id = earlier.document_id;
            update core.article set headline = earlier.headline
            from earlier where article.document_id = earlier.document_id;
            update core.related_link set linked_article_id = case
                when title = 'Litecoin as it was called before' then md5('earlier')
            end;
            """
        )
        connection.execute("update core.article set revision_no = 2 where document_id = ?", [moved])
        connection.execute(
            "update core.article set is_current = false where document_id = ?", [documents["left_alone"]]
        )
    return moved, renamed
