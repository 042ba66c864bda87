"""Builds that are killed, documents that are read otherwise than before: the tables come out the same."""

import os
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
from tests.conftest import copied
from tests.pipeline.conftest import PAGE, build, decide, revised_feed, rows, tables, write_feed


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
