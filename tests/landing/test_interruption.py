"""A load killed at any point and run again is as one that was not; two at once are as one."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from include.landing.land import land_inbox
from include.landing.replay import replay_quarantine
from include.settings import Settings
from tests.landing.ledger import assert_balanced, query, record, state, write_records
from tests.landing.processes import load_killed_before, new_barrier, start_load


@pytest.fixture
def mixed_inbox(settings: Settings, inbox: Path) -> Settings:
    write_records(inbox / "a.jsonl", [record(number % 3) for number in range(5)])
    (inbox / "b.jsonl").write_text('{"headline": "Words"}\nno record\n')
    (inbox / "c.txt").write_bytes(b"caf\xe9 au lait")
    return replace(settings, max_document_bytes=100_000)


def elsewhere(settings: Settings, home: Path) -> Settings:
    """The same inbox, another home."""
    return replace(settings, home=home)


def kill_everywhere(settings: Settings, work: str) -> None:
    """Begin again and again on one home, and die one statement later each time, until all is done."""
    killed_count = 0
    while load_killed_before(settings, killed_count, work):
        killed_count += 1
    assert killed_count > 20


def test_a_load_killed_at_every_statement_is_as_one_undisturbed(
    mixed_inbox: Settings, tmp_path: Path
) -> None:
    undisturbed = elsewhere(mixed_inbox, tmp_path / "undisturbed")
    land_inbox(undisturbed)
    kill_everywhere(mixed_inbox, "land_inbox")
    assert state(mixed_inbox) == state(undisturbed)
    assert_balanced(mixed_inbox)


def test_a_replay_killed_at_every_statement_is_as_one_undisturbed(
    mixed_inbox: Settings, tmp_path: Path
) -> None:
    land_inbox(replace(mixed_inbox, max_document_bytes=10))
    undisturbed = elsewhere(mixed_inbox, Path(shutil.copytree(mixed_inbox.home, tmp_path / "undisturbed")))
    replay_quarantine(undisturbed)
    kill_everywhere(mixed_inbox, "replay_quarantine")
    assert state(mixed_inbox) == state(undisturbed)
    assert_balanced(mixed_inbox)


def test_two_loads_at_once_land_everything_once(mixed_inbox: Settings, inbox: Path) -> None:
    for number in range(50):
        (inbox / f"{number}.txt").write_text(f"Words {number}")
    barrier = new_barrier(2)
    loads = [start_load(mixed_inbox, barrier) for _ in range(2)]
    for load in loads:
        load.join()
    assert [load.exitcode for load in loads] == [0, 0]
    assert query(mixed_inbox, "select count(*), sum(landed_count) from raw.load") == [(1, 54)]
    assert_balanced(mixed_inbox)
