"""A document that takes too long is no article, the build goes on, and a request gives it another chance."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from include.corrections.request import request_reprocessing
from include.settings import PROJECT_ROOT, Settings
from include.transform import normalise
from tests.pipeline.conftest import build, decide, record, rows, tables, write_feed

SLOW_READING = """
from include.mentions.matcher import Matcher
from include.text_functions import batches

parse, find = batches.parse, Matcher.find


def slow_parse(raw_text, *rest):
    while "reading never ends" in raw_text:
        pass
    return parse(raw_text, *rest)


def slow_find(self, raw_text, *rest):
    while "search never ends" in raw_text:
        pass
    return find(self, raw_text, *rest)


batches.parse, Matcher.find = slow_parse, slow_find
"""


@pytest.fixture
def slow_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has dbt's process, and those that it starts, never come to the end of some texts."""
    (tmp_path / "slow").mkdir()
    (tmp_path / "slow" / "sitecustomize.py").write_text(SLOW_READING)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "slow"), str(PROJECT_ROOT)]))


@pytest.mark.usefixtures("slow_reading")
def test_the_build_goes_on_without_it(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    hasty = replace(settings, max_document_seconds=1)
    write_feed(
        settings,
        "feed.jsonl",
        [
            record("a", "Bitcoin rises", "Bitcoin rose.", 9),
            record("b", "Solana runs", "Solana ran, and reading never ends.", 9),
            record("c", "Cardano waits", "Cardano waited, and the search never ends.", 9),
        ],
    )
    build(hasty)
    assert rows(settings, "select headline from core.article") == [("Bitcoin rises",)]
    assert rows(settings, "select count(*) from raw.document") == [(3,)]
    assert rows(settings, "select count(*) from core.mention") == [(2,)]
    given_up = tables(settings)
    normalise(hasty)
    assert tables(settings) == given_up

    monkeypatch.undo()
    normalise(settings)
    assert tables(settings) == given_up, "what was given up is not read again without being asked for"
    assert request_reprocessing(settings).document_count == 3
    normalise(settings)
    decide(settings, is_accepted=True)
    assert rows(settings, "select count(*) from core.article") == [(3,)]
    assert rows(settings, "select count(*) from core.mention") == [(6,)]
