"""What must hold before anything runs, and what is said when it does not."""

import dataclasses
from pathlib import Path

import pytest

from include.operations.errors import OperationError
from include.operations.home import copy_samples, ensure_home, ensure_inbox, home_lock
from include.settings import Settings


def test_a_missing_home_is_made(settings: Settings) -> None:
    ensure_home(settings)
    assert settings.home.is_dir()
    assert list(settings.home.iterdir()) == []


def test_a_home_that_cannot_be_written_is_named_with_what_to_do(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    below_a_file = tmp_path / "file" / "home"
    with pytest.raises(OperationError) as raised:
        ensure_home(dataclasses.replace(settings, home=below_a_file))
    assert str(below_a_file) in str(raised.value)
    assert "set PRESSMARK_HOME" in str(raised.value)


def test_a_new_home_gets_an_inbox_and_samples(settings: Settings) -> None:
    assert ensure_inbox(settings)
    assert Path(settings.inbox).is_dir()


def test_an_inbox_that_holds_something_gets_no_samples(settings: Settings) -> None:
    ensure_inbox(settings)
    (Path(settings.inbox) / "article.txt").touch()
    assert not ensure_inbox(settings)


@pytest.mark.parametrize("kept", ["warehouse_path", "published_path"])
def test_an_emptied_inbox_stays_empty_where_something_was_loaded(settings: Settings, kept: str) -> None:
    ensure_inbox(settings)
    path: Path = getattr(settings, kept)
    path.parent.mkdir()
    path.touch()
    assert not ensure_inbox(settings)
    Path(settings.inbox).rmdir()
    with pytest.raises(OperationError, match=r"does not exist: make it .*set PRESSMARK_INBOX"):
        ensure_inbox(settings)


def test_an_empty_inbox_of_ones_own_gets_no_samples(settings: Settings, tmp_path: Path) -> None:
    assert not ensure_inbox(dataclasses.replace(settings, inbox=str(tmp_path)))


def test_a_mistyped_inbox_is_named_and_not_made(settings: Settings, tmp_path: Path) -> None:
    mistyped = tmp_path / "inbxo"
    with pytest.raises(OperationError, match="does not exist") as raised:
        ensure_inbox(dataclasses.replace(settings, inbox=str(mistyped)))
    assert str(mistyped) in str(raised.value)
    assert not mistyped.exists()


def test_an_object_store_is_left_alone(settings: Settings) -> None:
    assert not ensure_inbox(dataclasses.replace(settings, inbox="s3://bucket/prefix"))


def test_an_inbox_that_is_a_file_is_named_with_what_to_do(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OperationError) as raised:
        ensure_inbox(dataclasses.replace(settings, inbox=str(tmp_path / "file")))
    assert str(tmp_path / "file") in str(raised.value)
    assert "set PRESSMARK_INBOX" in str(raised.value)


def test_the_samples_are_copied_byte_for_byte(settings: Settings) -> None:
    ensure_inbox(settings)
    assert copy_samples(settings) > 0
    copied = {path.name: path.read_bytes() for path in Path(settings.inbox).iterdir()}
    bundled = {path.name: path.read_bytes() for path in settings.sample_articles_dir.iterdir()}
    assert copied == bundled


def test_a_held_home_is_refused_with_what_to_do(settings: Settings) -> None:
    ensure_home(settings)
    with home_lock(settings), pytest.raises(OperationError, match="make down") as raised, home_lock(settings):
        pass
    assert str(settings.home) in str(raised.value)


def test_waiting_for_a_held_home_ends_when_it_is_free(settings: Settings) -> None:
    ensure_home(settings)
    with home_lock(settings) as held, home_lock(settings, on_wait=held.close):
        assert held.closed


def test_waiting_for_a_held_home_ends_at_the_timeout(settings: Settings) -> None:
    ensure_home(settings)
    waits: list[str] = []
    with (
        home_lock(settings),
        pytest.raises(OperationError),
        home_lock(settings, on_wait=lambda: waits.append("said")),
    ):
        pass
    assert waits == ["said"]


def test_two_homes_never_wait_for_each_other(settings: Settings, tmp_path: Path) -> None:
    other = dataclasses.replace(settings, home=tmp_path / "other")
    ensure_home(settings)
    ensure_home(other)
    with home_lock(settings), home_lock(other):
        pass
