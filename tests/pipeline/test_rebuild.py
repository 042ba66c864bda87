"""Loads in any order, loads that are refused, builds that are killed: the tables come out the same."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

from include.corrections.request import request_documents
from include.landing.land import land_inbox
from include.settings import PROJECT_ROOT, Settings
from include.transform import normalise
from include.warehouse import writer
from tests.conftest import make_settings
from tests.pipeline.conftest import build, decide, record, rows, tables, write_feed

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


def test_slices_in_any_order_give_the_same_tables(tmp_path: Path, feed: list[dict[str, str]]) -> None:
    at_once = make_settings(tmp_path / "at_once")
    write_feed(at_once, "feed.jsonl", feed)
    build(at_once)
    in_slices = make_settings(tmp_path / "in_slices")
    for number, part in enumerate((feed[5:], feed[2:5], feed[:2])):
        write_feed(in_slices, f"slice_{number}.jsonl.gz", reversed(part))
        build(in_slices)

    assert tables(at_once) == tables(in_slices)
    revisions = rows(
        at_once,
        "select revision_no, is_current, tags, source_name from core.article"
        " where canonical_url = 'https://news.example/a' order by revision_no",
    )
    assert revisions == [
        (1, True, ["Bitcoin", "Markets"], "Cointelegraph"),
        (2, False, None, "Cointelegraph"),
        (3, False, None, "Cointelegraph"),
    ]
    assert len(rows(at_once, "select 1 from core.article where headline = 'Cardano waits'")) == 2


def test_the_same_headline_of_another_source_or_without_a_day_is_another_article(tmp_path: Path) -> None:
    headline = "Bitcoin price analysis"
    feed = [
        record("-", headline, "Bitcoin rose to $64,000.", 9),
        record("-", headline, "Bitcoin fell to $64,000.", 9, source="Decrypt"),
        record("-", headline, "Bitcoin rose to $64,000. Ethereum followed.", 11),
        record("-", headline, "Bitcoin stood still.", 9, datetime=""),
        record("-", headline, "Bitcoin stood still, as it seems.", 9, datetime=""),
    ]
    captured_before = record("-", headline, "Bitcoin fell to $64,000.", 8, source="The Block")
    for each in (*feed, captured_before):
        del each["url"]
    at_once, in_slices, without, refused = (
        make_settings(tmp_path / name) for name in ("at_once", "in_slices", "without", "refused")
    )
    write_feed(at_once, "feed.jsonl", [*feed, captured_before])
    write_feed(in_slices, "first.jsonl", feed)
    build(in_slices)
    write_feed(in_slices, "second.jsonl", [captured_before])
    build(in_slices)
    build(at_once)
    assert tables(at_once) == tables(in_slices)
    revisions = "select source_name, count(*) from core.article group by article_id, source_name order by all"
    assert rows(in_slices, revisions) == [
        ("Cointelegraph", 1),
        ("Cointelegraph", 1),
        ("Cointelegraph", 2),
        ("The Block", 1),
    ]

    write_feed(without, "feed.jsonl", feed)
    build(without)
    write_feed(refused, "first.jsonl", feed)
    build(refused)
    write_feed(refused, "second.jsonl", [captured_before])
    build(refused, is_accepted=False)
    build(refused)
    assert tables(refused) == tables(without)


def test_a_refused_load_leaves_no_row_behind_and_does_not_block_the_next(settings: Settings) -> None:
    write_feed(settings, "good.jsonl", [record("a", "Bitcoin rises", "Bitcoin rose.", 9)])
    build(settings)
    before = tables(settings)
    bad = [
        record("a", "Bitcoin rises", "Ethereum rose instead.", 10),
        record("bad", "Dogecoin barks", "Dogecoin barked.", 10),
    ]
    write_feed(settings, "bad.jsonl", bad)
    build(settings, is_accepted=False)
    assert tables(settings) != before
    write_feed(
        settings,
        "next.jsonl",
        [record("n", "Solana runs", "Solana ran.", 11)],
    )
    build(settings)

    current = rows(settings, "select headline, revision_no, is_current from core.article order by headline")
    assert current == [("Bitcoin rises", 1, True), ("Solana runs", 1, True)]
    refused = "(select document_id from raw.document where source_uri = 'bad.jsonl')"
    for table in ("article_segment", "mention", "rejected_mention", "related_link", "price_snapshot"):
        assert rows(settings, f"select * from core.{table} where document_id in {refused}") == []


def test_a_card_resolves_when_its_article_lands_later(settings: Settings) -> None:
    page = PAGE.format(
        lead="Solana ended the week higher as funds returned to the network. ",
        headline="Solana ends the week higher", author="Cointelegraph", day=13,
        body="Solana (SOL) ended the week higher.\n\nTraders said little.",
        card="Bitcoin rises on quiet markets",
    )  # fmt: skip
    (Path(settings.inbox) / "page.txt").write_text(page)
    build(settings)
    links = "select title, linked_article_id is not null from core.related_link"
    assert rows(settings, links) == [("Bitcoin rises on quiet markets", False)]
    write_feed(
        settings,
        "feed.jsonl",
        [
            record(
                "https://news.example/b",
                "Bitcoin rises on quiet markets",
                "Bitcoin rose.",
                "2026-03-12T09:00:00Z",
            )
        ],
    )
    build(settings)
    assert rows(settings, links) == [("Bitcoin rises on quiet markets", True)]
    assert rows(settings, "select count(*) from marts.related_link_graph") == [(1,)]


def test_a_build_killed_at_any_model_is_finished_by_the_next(
    tmp_path: Path, feed: list[dict[str, str]]
) -> None:
    undisturbed = make_settings(tmp_path / "undisturbed")
    killed = make_settings(tmp_path / "killed")
    for settings in (undisturbed, killed):
        write_feed(settings, "first.jsonl", feed[:3])
        build(settings)
        write_feed(settings, "second.jsonl", feed[3:])
        land_inbox(settings)
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
        env={**os.environ, "PRESSMARK_HOME": str(settings.home)},
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


def test_documents_that_turn_out_to_be_another_article_leave_nothing_behind(tmp_path: Path) -> None:
    read_at_once = make_settings(tmp_path / "read_at_once")
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

    as_read_before = Settings(
        home=shutil.copytree(read_at_once.home, tmp_path / "as_read_before"), inbox=read_at_once.inbox
    )
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
