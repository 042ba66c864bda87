"""What other people wrote is shown on a terminal, and never obeyed by it."""

import ast
import io
import json
import os
import pty
import re
import select
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from rich.table import Table
from rich.text import Text

from include.feeds.finding import Found
from include.feeds.model import Feed, FeedItem
from include.feeds.overview import FeedHealth
from include.operations.commands import feeds, profile, quality
from include.operations.runs.pipeline import PipelineResult
from include.operations.runs.report import show_report
from include.operations.terminal import Terminal, say, without_control_characters
from include.quality.report.summary import OpenIncident, Problem
from include.settings import PROJECT_ROOT, Settings
from include.warehouse import writer
from tests.quality.report.reports import NOON, REFUSED

HOSTILE = (
    "\x1b]0;owned\x07"  # the title of the window
    "\x1b[2J\x1b[31mred"  # an empty screen
    "\x9b31mred\x9d0;owned\x9c"  # the same in one character each
    "\x1bP$q\x1b\\"  # a question, whose answer is typed
    "\x08\x08\r\x7f\x00\x0e"
    "\u202egnihsihp\u2066x"  # read from the right
)
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")

OUTPUT_MODULES = sorted((PROJECT_ROOT / "include").rglob("*.py"))
WITH_A_CONSOLE_OF_THEIR_OWN = {"include/operations/terminal.py", "include/operations/commands/install.py"}


@pytest.fixture
def terminal() -> Terminal:
    return Terminal(file=io.StringIO(), width=120)


def shown(terminal: Terminal) -> str:
    stream = terminal.file
    assert isinstance(stream, io.StringIO)
    return stream.getvalue()


def assert_harmless(text: str) -> None:
    assert "owned" in text or "red" in text, "what is left of it is shown"
    assert OBEYED.findall(text) == []


@pytest.mark.parametrize("number", [*range(32), *range(127, 160), *range(0x2066, 0x206A), 0x202E])
def test_no_character_is_left_that_a_terminal_obeys(number: int, terminal: Terminal) -> None:
    character = chr(number)
    is_kept = character in "\t\n"
    assert without_control_characters(f"a{character}b") == (f"a{character}b" if is_kept else "ab")
    say(terminal, f"a{character}b")
    assert OBEYED.findall(shown(terminal)) == []


def test_what_we_colour_stays_coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal(file=io.StringIO(), width=80)
    say(terminal, HOSTILE, style="red")
    assert shown(terminal) == f"\x1b[31m{without_control_characters(HOSTILE)}\x1b[0m\n"


def test_tables_keep_their_columns(terminal: Terminal) -> None:
    table = Table("one", HOSTILE)
    table.add_row(HOSTILE, "x")
    table.add_row(without_control_characters(HOSTILE), Text(HOSTILE, style="red"))
    terminal.print(table)
    assert_harmless(shown(terminal))
    first, second = shown(terminal).splitlines()[-3:-1]
    assert first.index("│", 1) == second.index("│", 1)


def test_quality_shows_values_of_documents(terminal: Terminal, settings: Settings) -> None:
    incident = OpenIncident("source_volume", "articles", HOSTILE, "critical", NOON, NOON, HOSTILE, [], [])
    problem = Problem("core.article", HOSTILE, "failed", 1, HOSTILE, HOSTILE, [HOSTILE])
    quality.show(terminal, settings, replace(REFUSED, incidents=[incident], problems=[problem]))
    assert_harmless(shown(terminal))


def test_feeds_shows_titles_and_errors_of_other_servers(terminal: Terminal, settings: Settings) -> None:
    now = datetime(2026, 3, 3, tzinfo=UTC)
    feed = Feed(f"https://news.example/{HOSTILE}", HOSTILE, "newsroom", "en", 30, False, True)
    feeds.show(terminal, settings, [FeedHealth(feed, now, f"failed: {HOSTILE}", 1, 1, 1, None)], now)
    feeds.show_found(terminal, settings, Found(feed, [FeedItem("1", HOSTILE)], now))
    assert_harmless(shown(terminal))


def test_profile_shows_sources_of_records(terminal: Terminal, settings: Settings) -> None:
    name, text = re.sub(r"[/\x00]", "", HOSTILE), HOSTILE.replace("\x00", "")
    record = {"headline": "Bitcoin rises", "summary": "Bitcoin rose.", "source": text, "language": text}
    (Path(settings.inbox) / f"{name}.jsonl").write_text(json.dumps(record) + "\n")
    profile.profile(settings, terminal)
    assert_harmless(shown(terminal))


def test_the_report_of_a_run_shows_what_became_of_it(terminal: Terminal, settings: Settings) -> None:
    with writer(settings) as connection:
        connection.execute("create schema raw; create schema quality")
        connection.execute("create table raw.landing_event (load_id text, outcome text, reason text)")
        connection.execute("insert into raw.landing_event values ('a', 'quarantined', ?)", [HOSTILE])
    result = PipelineResult(
        returned={
            "land_inbox": {"load_id": "a", "found_count": 1, "quarantined_count": 1},
            "report_changes": [
                {"table_name": HOSTILE, "column_name": HOSTILE, "change": HOSTILE, "change_count": 1}
            ],
            "write_news_page": HOSTILE,
        }
    )
    show_report(terminal, settings, result, 1, 2)
    assert_harmless(shown(terminal))


@pytest.fixture
def published(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    settings.published_path.parent.mkdir(parents=True)
    with duckdb.connect(str(settings.published_path)) as connection:
        connection.execute("create schema core; create table core.article (headline text)")
        connection.execute("insert into core.article values (?)", [HOSTILE.replace("\x00", "")])
    for name, value in settings.environment.items():
        monkeypatch.setenv(name, value)
    yield settings


@pytest.mark.parametrize("mode", ["duckbox", "csv", "line", "box"])
def test_an_answer_on_a_terminal_is_harmless_in_every_mode(published: Settings, mode: str) -> None:
    text = on_a_terminal(f".mode {mode}\nfrom core.article;\n")
    assert "gnihsihp" in text
    assert OBEYED.findall(text.replace("\r\n", "\n")) == []


def test_a_program_gets_every_value_as_it_is(published: Settings) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "include.operations.commands.sql"],
        cwd=PROJECT_ROOT, input=b".mode csv\nfrom core.article;\n", capture_output=True, check=True,
    )  # fmt: skip
    assert HOSTILE.replace("\x00", "").encode() in answer.stdout


def on_a_terminal(sql: str) -> str:
    """What `make sql` writes to a terminal, given a query through a pipe."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "include.operations.commands.sql"],
        cwd=PROJECT_ROOT,
        env={**os.environ, "TERM": "dumb"},
        stdin=subprocess.PIPE,
        stdout=follower,
        stderr=follower,
    )
    os.close(follower)
    assert process.stdin is not None
    process.stdin.write(sql.encode())
    process.stdin.close()
    written = bytearray()
    while True:
        select.select([leader], [], [])
        try:
            piece = os.read(leader, 65_536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        written += piece
    process.wait()
    os.close(leader)
    return written.decode()


def test_nobody_writes_to_the_terminal_otherwise() -> None:
    """One place is safe only where there is no other."""
    others = {
        str(path.relative_to(PROJECT_ROOT))
        for path in OUTPUT_MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and (
            ast.unparse(node.func) in {"Console", "print", "rich.print"}
            or re.fullmatch(r"sys\.(stdout|stderr)\.(buffer\.)?write(lines)?", ast.unparse(node.func))
        )
    }
    assert others <= WITH_A_CONSOLE_OF_THEIR_OWN, others - WITH_A_CONSOLE_OF_THEIR_OWN
