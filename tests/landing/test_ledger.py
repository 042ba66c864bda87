"""Loads add up: whatever comes in, in whatever order, once or again."""

import gzip
import random
from dataclasses import replace
from pathlib import Path

import pytest

from include.landing import staging
from include.landing.land import land_inbox
from include.settings import Settings
from tests.landing.ledger import (
    assert_balanced,
    events,
    quarantined_bytes,
    quarantined_contents,
    query,
    record,
    state,
    texts,
    write_records,
)


@pytest.fixture(params=[1, 3, 4096])
def _flush_row_count(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that are held before they are staged: each row alone, a part of a file, everything."""
    monkeypatch.setattr(staging, "FLUSH_ROW_COUNT", request.param)


@pytest.mark.usefixtures("_flush_row_count")
def test_every_thing_found_has_one_outcome(settings: Settings, inbox: Path) -> None:
    write_records(inbox / "a.jsonl", [record(1), record(2), record(1)])
    (inbox / "b.jsonl").write_text('{"headline": "Only here"}\nno record\n{"headline": "Only here"}\n')
    write_records(inbox / "c.jsonl", [record(2), record(3)])
    (inbox / "d.txt").write_text("Only here")
    summary = land_inbox(settings)
    assert (summary.found_count, summary.landed_count) == (9, 4)
    assert (summary.duplicate_count, summary.quarantined_count) == (4, 1)
    assert [(uri, no, outcome) for uri, no, outcome, _ in events(settings)] == [
        ("a.jsonl", 1, "landed"),
        ("a.jsonl", 2, "landed"),
        ("a.jsonl", 3, "duplicate"),
        ("b.jsonl", 1, "landed"),
        ("b.jsonl", 2, "quarantined"),
        ("b.jsonl", 3, "duplicate"),
        ("c.jsonl", 1, "duplicate"),
        ("c.jsonl", 2, "landed"),
        ("d.txt", None, "duplicate"),
    ]
    assert_balanced(settings)


@pytest.mark.usefixtures("_flush_row_count")
def test_what_a_refused_file_held_is_landed_from_the_others(settings: Settings, inbox: Path) -> None:
    """The refused file shares records with one before it and one after it, and has some of its own."""
    lines = [f'{{"headline": "Words {number}"}}\n' for number in range(8)]
    (inbox / "a.jsonl").write_text("".join(lines[:4]))
    (inbox / "b.jsonl.gz").write_bytes(gzip.compress("".join(lines).encode()) + b"tail")
    (inbox / "c.jsonl").write_text("".join(lines[2:6]))
    land_inbox(settings)
    assert texts(settings) == [f"Words {number}" for number in range(6)]
    outcomes = [(uri, outcome) for uri, _, outcome, _ in events(settings)]
    assert outcomes == [
        *[("a.jsonl", "landed")] * 4,
        ("b.jsonl.gz", "quarantined"),
        *[("c.jsonl", "duplicate")] * 2,
        *[("c.jsonl", "landed")] * 2,
    ]
    assert_balanced(settings)


def test_landing_again_changes_nothing(settings: Settings, inbox: Path) -> None:
    write_records(inbox / "a.jsonl", [record(1), record(1)])
    (inbox / "b.txt").write_bytes(b"caf\xe9 au lait")
    land_inbox(settings)
    before = state(settings)
    again = land_inbox(settings)
    assert (again.load_id, again.found_count, again.unchanged_count) == (None, 0, 2)
    assert again.pending_load_count == 1
    assert state(settings) == before


def test_a_changed_file_is_found_again_and_lands_only_what_is_new(settings: Settings, inbox: Path) -> None:
    write_records(inbox / "a.jsonl", [record(1)])
    land_inbox(settings)
    write_records(inbox / "a.jsonl", [record(1), record(2)])
    summary = land_inbox(settings)
    assert (summary.landed_count, summary.duplicate_count) == (1, 1)
    assert_balanced(settings)


def test_records_in_slices_and_any_order_are_the_same_documents(settings: Settings, tmp_path: Path) -> None:
    records = [record(number % 40) for number in range(60)]
    random.Random(7).shuffle(records)
    found = []
    for slices in (1, 3):
        sliced = replace(settings, home=tmp_path / str(slices), inbox=str(tmp_path / str(slices) / "inbox"))
        Path(sliced.inbox).mkdir(parents=True)
        for number in range(slices):
            write_records(Path(sliced.inbox) / f"{number}.jsonl", records[number::slices])
            land_inbox(sliced)
        assert_balanced(sliced)
        found.append(query(sliced, "select document_id, raw_text, url from raw.document order by all"))
    assert len(found[0]) == 40
    assert found[0] == found[1]


def test_quarantine_keeps_the_very_bytes(settings: Settings, inbox: Path) -> None:
    archive = gzip.compress(b'{"headline": "A"}\n') + b"tail"
    (inbox / "a.jsonl").write_bytes(b"first bad line \xff\r\n\n[1]")
    (inbox / "b.jsonl.gz").write_bytes(archive)
    (inbox / "c.json").write_bytes(b'[ {"a" :1} , {"headline":NaN } ]')
    (inbox / "d.txt").write_bytes(b"")
    land_inbox(settings)
    assert quarantined_bytes(settings) == {
        ("a.jsonl", 1): b"first bad line \xff",
        ("a.jsonl", 3): b"[1]",
        ("b.jsonl.gz", None): archive,
        ("c.json", 1): b'{"a" :1}',
        ("c.json", 2): b'{"headline":NaN }',
    }
    assert_balanced(settings)


def test_the_limit_is_one_of_documents_not_of_files(settings: Settings, inbox: Path) -> None:
    small = replace(settings, max_document_bytes=200)
    long = '{"headline": "' + "x" * 3_000_000 + '"}'
    (inbox / "a.jsonl").write_text('{"headline": "First"}\n' * 100 + long + '\n{"headline": "Last"}\n' + long)
    (inbox / "b.json").write_text(f'[{{"headline": "Item"}}, {long}]')
    (inbox / "c.txt").write_text("x" * 201)
    (inbox / "d.txt").write_text("x" * 200)
    summary = land_inbox(small)
    assert (summary.landed_count, summary.quarantined_count) == (4, 4)
    kept = quarantined_bytes(small)
    assert kept["a.jsonl", 101] == long.encode() + b"\n"
    assert kept["a.jsonl", 103] == long.encode()
    assert kept["b.json", 2].strip() == long.encode()
    assert kept["c.txt", None] == b"x" * 201
    assert_balanced(small)


def test_equal_bytes_are_kept_once_however_they_came_in(settings: Settings, inbox: Path) -> None:
    small = replace(settings, max_document_bytes=1000)
    long = random.Random(1).randbytes(2_500_000).hex().encode()
    (inbox / "a.jsonl").write_bytes(b'{"headline": "First"}\n' + long)
    (inbox / "b.txt").write_bytes(long)
    (inbox / "c.txt").write_bytes(long)
    land_inbox(small)
    assert list(quarantined_contents(small).values()) == [long]
    assert_balanced(small)
