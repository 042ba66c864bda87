"""A state of the lake is there whole or not at all, and says which files are tables."""

from pathlib import Path

import pytest

from include.lake.state import (
    KEPT_STATE_COUNT,
    LakeError,
    LakeState,
    TableState,
    generation_dir,
    locked,
    read_state,
    unused_dirs,
    write_state,
)
from include.settings import Settings


def state(build_no: int, *generations: int) -> LakeState:
    return LakeState(build_no, {"core.article": TableState("article_id string", generations)})


def test_an_empty_lake_has_no_table(tmp_path: Path) -> None:
    assert read_state(tmp_path) == LakeState(0, {})


def test_the_newest_state_holds(tmp_path: Path) -> None:
    write_state(tmp_path, state(9, 1, 9))
    write_state(tmp_path, state(10, 9, 10))
    assert read_state(tmp_path) == state(10, 9, 10)


def test_a_draft_that_was_never_finished_is_no_state(tmp_path: Path) -> None:
    write_state(tmp_path, state(1, 1))
    (tmp_path / "states" / "000000000002.draft").write_text('{"build_no": 2')
    assert read_state(tmp_path) == state(1, 1)


def test_files_are_unused_that_no_kept_state_knows(tmp_path: Path) -> None:
    for build_no in range(1, KEPT_STATE_COUNT + 3):
        generation_dir(tmp_path, "core.article", build_no).mkdir(parents=True)
    for build_no in range(1, KEPT_STATE_COUNT + 2):
        write_state(tmp_path, state(build_no, build_no))
    assert unused_dirs(tmp_path) == [
        generation_dir(tmp_path, "core.article", build_no) for build_no in (1, KEPT_STATE_COUNT + 2)
    ]


def test_one_build_at_a_time(settings: Settings) -> None:
    with locked(settings), pytest.raises(LakeError, match="Another build or audit"), locked(settings):
        pass
    with locked(settings):
        pass


def test_a_damaged_state_says_what_to_do(tmp_path: Path) -> None:
    write_state(tmp_path, state(1, 1))
    path = tmp_path / "states" / "000000000001.json"
    path.write_text('{"build_no": 1}')
    with pytest.raises(LakeError, match=rf"{path} is damaged\. Move it away"):
        read_state(tmp_path)
