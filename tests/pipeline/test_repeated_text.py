"""What a source repeats is learnt from its articles, in whatever order these come."""

import pytest

from include.landing.land import land_inbox
from include.settings import Settings
from include.transform import normalise
from tests.conftest import copied
from tests.pipeline.conftest import build, decide, record, rows, tables, write_feed
from tests.pipeline.test_rebuild import kill_build_when_it_reaches

CLOSING = "Hunt new coins with Bitcoin Hunter before everybody else does."
ARTICLES = [
    record(
        f"hunt-{number}",
        f"Cardano waits for week {number}",
        f"Cardano (ADA) did nothing in week {number}. {CLOSING}",
        9,
        datetime=f"2026-02-{1 + number:02}T08:00:00Z",
    )
    for number in range(6)
]
LEARNT = "select text, is_boilerplate, decided_by, article_count, day_count from core.repeated_text"
IN_BODIES = f"select count(*) from core.article where contains(body_text, '{CLOSING}')"
SECTIONS = """
    select section, count(*) from core.mention inner join core.entity using (entity_id)
    where slug = 'bitcoin' group by section order by section
"""


@pytest.fixture(scope="module")
def before(parsed_home: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Four articles: one too few for their closing words to be learnt."""
    settings = copied(parsed_home, tmp_path_factory.mktemp("repeated") / "before")
    write_feed(settings, "first.jsonl", ARTICLES[:4])
    build(settings)
    return settings


def test_four_articles_teach_nothing(before: Settings) -> None:
    assert rows(before, LEARNT) == []
    assert rows(before, IN_BODIES) == [(4,)]
    assert rows(before, SECTIONS) == [("body", 4)]


def test_a_killed_build_that_learnt_is_finished_by_the_next_and_equals_one_load(
    before: Settings, parsed_home: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("learning")
    at_once, in_slices = copied(parsed_home, folder / "at_once"), copied(before, folder / "in_slices")
    write_feed(at_once, "all.jsonl", reversed(ARTICLES))
    build(at_once)
    assert rows(at_once, LEARNT) == [(CLOSING, True, "counts", 6, 6)]
    assert rows(at_once, IN_BODIES) == [(0,)]
    assert rows(at_once, SECTIONS) == [("boilerplate", 6)]

    write_feed(in_slices, "second.jsonl", ARTICLES[4:])
    land_inbox(in_slices)
    # What was learnt is written by then, and so are the articles; where mentions stand is not.
    kill_build_when_it_reaches(in_slices, "core.mention")
    normalise(in_slices)
    decide(in_slices, is_accepted=True)
    assert tables(in_slices) == tables(at_once)


def test_what_a_refused_load_taught_is_forgotten(
    before: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    never_taught = copied(before, tmp_path_factory.mktemp("refused") / "never_taught")
    taught = copied(before, tmp_path_factory.mktemp("refused") / "taught")
    write_feed(taught, "second.jsonl", ARTICLES[4:])
    build(taught, is_accepted=False)
    assert rows(taught, SECTIONS) == [("boilerplate", 6)]
    for settings in (never_taught, taught):
        write_feed(settings, "third.jsonl", [record("other", "Solana ends the week", "Solana rose.", 9)])
        build(settings)
    assert rows(taught, SECTIONS) == [("body", 4)]
    assert tables(taught) == tables(never_taught)
