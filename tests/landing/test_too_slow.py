"""A document that takes too long to read is quarantined with its bytes, and the load goes on."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from include.landing.land import land_inbox
from include.landing.reading import read
from include.landing.replay import replay_quarantine
from include.settings import Settings
from tests.landing.ledger import (
    assert_balanced,
    events,
    quarantined_bytes,
    record,
    state,
    texts,
    write_records,
)

NEVER_ENDS = "never ends"
READERS = ("decode_text", "decode_html", "parse_record")


@pytest.fixture
def hasty(settings: Settings) -> Settings:
    return replace(settings, max_document_seconds=0.05)


@pytest.fixture
def slow_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever reads a document of these words never comes to an end."""
    for name in READERS:
        monkeypatch.setattr(read, name, slow(getattr(read, name)))


def slow(reader: Any) -> Any:
    def read_for_ever(content: bytes, *rest: Any) -> Any:
        while NEVER_ENDS.encode() in content:
            pass
        return reader(content, *rest)

    return read_for_ever


@pytest.mark.usefixtures("slow_readers")
def test_the_load_goes_on_without_it(
    hasty: Settings, settings: Settings, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.txt").write_text("A text that never ends.")
    (inbox / "b.html").write_text("<html><body><p>A page that never ends.</p></body></html>")
    write_records(inbox / "c.jsonl", [record(1), record(2, summary="It never ends."), record(3)])
    (inbox / "d.txt").write_text("Another text.")
    summary = land_inbox(hasty)
    assert (summary.found_count, summary.landed_count, summary.quarantined_count) == (6, 3, 3)
    assert_balanced(hasty)
    too_slow = [("a.txt", None), ("b.html", None), ("c.jsonl", 2)]
    assert [event[:2] for event in events(hasty) if event[3] == "too_slow"] == too_slow
    kept = quarantined_bytes(hasty)
    assert sorted(kept) == sorted(too_slow)
    assert kept["a.txt", None] == (inbox / "a.txt").read_bytes()
    assert kept["c.jsonl", 2] == (inbox / "c.jsonl").read_bytes().splitlines()[1]

    before = state(hasty)
    assert land_inbox(hasty).load_id is None, "what was given up is not tried again without being asked"
    assert replay_quarantine(hasty).load.landed_count == 0
    assert state(hasty) == before

    monkeypatch.undo()
    assert replay_quarantine(settings).load.landed_count == 3
    assert len(texts(settings)) == 6
