"""The short form of `make torture`: what is killed, or met by another mishap, is as if it never was."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from include.maintenance.backup import backups
from include.settings import Settings
from include.warehouse import FORMAT_NO, format_no, writer
from tests.torture import mishaps
from tests.torture.comparing import Content, content_of, content_of_file, differing
from tests.torture.homes import Homes
from tests.torture.killing import VICTIMS, Outcome, chosen, expected, kill_at
from tests.torture.points import AFTER, BEFORE, Point
from tests.torture.stages import STAGES, Child, do

BY_STAGE = {victim.stage: victim for victim in VICTIMS}
"""The last one of each: after the kill comes a whole run."""
# What takes dbt or the gate once more is left to the long form.
CHEAP = {
    "maintain": replace(BY_STAGE["maintain"], after=("maintain",)),
    "upgrade": replace(BY_STAGE["upgrade"], after=("upgrade",)),
    "restore": replace(BY_STAGE["restore"], after=("restore",)),
}


@pytest.fixture(scope="module")
def homes(parsed_home: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homes]:
    yield Homes(tmp_path_factory.mktemp("torture"), empty=parsed_home)


@pytest.fixture(scope="module")
def undisturbed(homes: Homes) -> Content:
    return expected(homes, BY_STAGE["publish"])


def assert_right(outcome: Outcome) -> None:
    assert outcome.is_right, outcome


@pytest.mark.parametrize(
    ("stage", "point"),
    [
        ("normalise", Point("dbt", "commit", 60, AFTER)),
        ("publish", Point("pipeline", "link", 1, AFTER)),
        ("publish", Point("pipeline", "rename", 2, BEFORE)),
    ],
)
def test_a_build_that_is_killed_is_as_one_undisturbed(
    homes: Homes, undisturbed: Content, stage: str, point: Point
) -> None:
    victim = BY_STAGE[stage] if stage == "normalise" else replace(BY_STAGE[stage], after=(stage,))
    outcome = kill_at(homes, victim, point, undisturbed)
    assert outcome.is_killed, outcome
    assert_right(outcome)


@pytest.mark.parametrize("stage", CHEAP)
def test_the_care_of_a_home_that_is_killed_is_as_one_undisturbed(homes: Homes, stage: str) -> None:
    victim = CHEAP[stage]
    wanted = expected(homes, victim)
    for point in chosen(homes.points(stage), 3, random.Random(1)):
        outcome = kill_at(homes, victim, point, wanted)
        assert outcome.is_killed, outcome
        assert_right(outcome)


def test_a_restoration_that_is_killed_leaves_a_warehouse(homes: Homes) -> None:
    """Whatever comes next: without one, a run would begin anew and forget what is in no inbox any more."""
    expected(homes, CHEAP["restore"])  # which counts its points
    renames = [point for point in homes.points("restore") if point.what in {"rename", "link"}]
    assert len(renames) > 3
    for point in renames[:3]:
        settings = homes.copy("backed_up")
        before = content_of_file(settings.warehouse_path)
        for moment in (BEFORE, AFTER):
            assert Child(settings, "restore", point=point._replace(moment=moment)).wait()
            found = content_of_file(settings.warehouse_path)
            assert found["warehouse raw.document"] == before["warehouse raw.document"]
        homes.forget(settings)


def test_a_backup_before_an_upgrade_says_of_which_format_it_is(homes: Homes) -> None:
    settings = homes.copy("earlier")
    do(settings, "upgrade")
    (kept,) = backups(settings)
    assert kept.format_no == 0
    do(settings, "restore")
    with writer(settings) as connection:
        assert format_no(connection) == FORMAT_NO


def test_publications_are_whole_for_whoever_reads_meanwhile(homes: Homes) -> None:
    assert_right(mishaps.published_under_readers(homes, publication_count=8, reader_count=3))


def test_a_difference_is_noticed(homes: Homes, undisturbed: Content) -> None:
    """That the harness would see what it looks for."""
    settings = homes.copy("done")
    with writer(settings) as connection:
        connection.execute("update core.article set headline = headline || '.' where revision_no = 1")
    assert differing(content_of(settings), undisturbed) == ["warehouse core.article"]


def test_a_point_that_is_never_reached_kills_nothing(homes: Homes, undisturbed: Content) -> None:
    outcome = kill_at(homes, BY_STAGE["land"], Point("pipeline", "commit", 10_000), undisturbed)
    assert (outcome.is_killed, outcome.is_right) == (False, False)


def test_points_are_chosen_by_what_they_may_break() -> None:
    points = [Point("pipeline", what, number) for what in ("write", "rename") for number in range(1, 30)]
    taken = chosen(points, 12, random.Random(1))
    assert len(set(taken)) == 12
    assert sum(point.what == "rename" for point in taken) == 8


def test_every_stage_is_a_victim() -> None:
    assert set(BY_STAGE) | {"run", "back_up"} == set(STAGES)
    assert sum(victim.kill_count for victim in VICTIMS) >= 60


def test_without_the_right_to_mount_it_is_said(homes: Homes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mishaps.os, "geteuid", lambda: 1000)
    outcome = mishaps.full_disk(homes, {}, 1)
    assert outcome.outcome == "not tried: only root may mount a small file system"
