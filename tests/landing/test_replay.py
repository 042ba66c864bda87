"""What was quarantined is landed after a fix, by one command, and never twice."""

import gzip
import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from include.landing.land import land_inbox
from include.landing.reading import read
from include.landing.replay import replay_quarantine
from include.operations.commands import replay
from include.operations.errors import EXIT_UNUSABLE
from include.settings import PROJECT_ROOT, Settings
from tests.landing.ledger import assert_balanced, events, query, record, state, texts, write_records


def waiting(settings: Settings) -> list[tuple[str, int | None]]:
    return query(
        settings,
        "select source_uri, record_no from raw.quarantine where released_load_id is null order by all",
    )


@pytest.fixture
def strict(settings: Settings, inbox: Path) -> Settings:
    """A home whose limit was too low for most of what came in."""
    (inbox / "a.txt").write_text("Words " * 100)
    (inbox / "b.txt").write_bytes(b"caf\xe9 au lait")
    write_records(inbox / "c.jsonl", [record(1), record(2, summary="Words " * 100), record(3)])
    (inbox / "d.html").write_text("<html><body>" + "<p>Words</p>" * 50)
    (inbox / "e.txt").write_text("Short")
    (inbox / "f.txt").write_bytes(b"")
    strict = replace(settings, max_document_bytes=300)
    land_inbox(strict)
    whole_files = [(name, None) for name in ("a.txt", "b.txt", "d.html", "f.txt")]
    assert sorted(waiting(strict)) == sorted([*whole_files, ("c.jsonl", 2)])
    return strict


def test_nothing_is_written_where_nothing_is_fixed(strict: Settings) -> None:
    before = state(strict)
    replayed = replay_quarantine(strict)
    assert (replayed.load.load_id, replayed.load.found_count, replayed.load.unchanged_count) == (None, 0, 4)
    assert (replayed.left_count, replayed.unkept_count) == (5, 1)
    assert state(strict) == before


@pytest.mark.usefixtures("strict")
def test_what_passes_now_is_landed_once(settings: Settings) -> None:
    summary = replay_quarantine(settings).load
    assert (summary.found_count, summary.landed_count, summary.unchanged_count) == (3, 3, 1)
    assert waiting(settings) == [("b.txt", None), ("f.txt", None)]
    assert [event for event in events(settings) if event[2] == "landed" and event[0] == "c.jsonl"] == [
        ("c.jsonl", number, "landed", None) for number in (1, 2, 3)
    ]
    before = state(settings)
    assert replay_quarantine(settings).load.load_id is None
    assert land_inbox(settings).found_count == 0
    assert state(settings) == before
    assert_balanced(settings)


@pytest.mark.usefixtures("strict")
def test_what_came_in_otherwise_meanwhile_is_a_duplicate(settings: Settings, inbox: Path) -> None:
    (inbox / "copy.txt").write_text("Words " * 100)
    land_inbox(settings)
    summary = replay_quarantine(settings).load
    assert (summary.landed_count, summary.duplicate_count) == (2, 1)
    assert_balanced(settings)


def test_a_released_file_quarantines_its_bad_records_each(
    settings: Settings, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = b'{"headline": "One"}\nno record\n' + b'{"headline": "Two"}\n' * 2
    (inbox / "feed.jsonl.gz").write_bytes(gzip.compress(gzip.compress(lines)))
    land_inbox(settings)
    expanded = read.expanded

    def expand_twice(stream: io.RawIOBase, byte_count: int) -> io.BufferedReader:
        inner = io.BytesIO(gzip.decompress(stream.readall()))
        return expanded(inner, byte_count)

    monkeypatch.setattr(read, "expanded", expand_twice)
    replayed = replay_quarantine(settings)
    summary = replayed.load
    assert (summary.found_count, summary.landed_count) == (4, 2)
    assert (replayed.left_count, replayed.unkept_count) == (len(waiting(settings)), 0)
    assert (summary.duplicate_count, summary.quarantined_count) == (1, 1)
    assert waiting(settings) == [("feed.jsonl.gz", 2)]
    assert texts(settings) == ["One", "Two"]
    assert_balanced(settings)


def test_contents_of_many_chunks_are_replayed_whole(settings: Settings, inbox: Path) -> None:
    text = "".join(f"Line {number} of a long page\n" for number in range(100_000))
    (inbox / "long.txt").write_text(text)
    land_inbox(replace(settings, max_document_bytes=1000))
    replay_quarantine(settings)
    assert texts(settings) == [text]


def test_the_command_says_what_came_of_it(strict: Settings) -> None:
    environment = {**os.environ, "PRESSMARK_HOME": str(strict.home)}
    environment.pop("PRESSMARK_INBOX", None)
    command = [sys.executable, "-m", "include.operations.commands.replay"]
    done = subprocess.run(
        command, cwd=PROJECT_ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == (
        "3 replayed: 3 landed, 0 duplicate, 0 quarantined anew. "
        "Left in quarantine: 2, 1 of them with nothing to read.\n"
    )


def test_the_command_names_a_setting_that_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PRESSMARK_MAX_DOCUMENT_BYTES", "many")
    assert replay.main() == EXIT_UNUSABLE
    assert "PRESSMARK_MAX_DOCUMENT_BYTES" in capsys.readouterr().err
