"""`make run` does not begin where it cannot end well, and says why in one breath."""

from pathlib import Path

import pytest
from rich.console import Console

from include.operations.commands import run
from include.operations.errors import OperationError
from include.operations.home import ensure_home, home_lock
from include.operations.services import processes
from include.settings import Settings


def test_an_unusable_home_ends_with_code_2_and_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("PRESSMARK_HOME", str(tmp_path / "file" / "home"))
    assert run.main() == 2
    printed = capsys.readouterr()
    assert str(tmp_path / "file" / "home") in printed.err
    assert printed.out == ""


def test_an_unusable_setting_ends_with_code_2_and_its_name(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PRESSMARK_PORT", "http")
    assert run.main() == 2
    assert "PRESSMARK_PORT is 'http'" in capsys.readouterr().err
    assert not settings.home.exists()


def test_running_services_are_pointed_to(
    settings: Settings, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_home(settings)
    processes.record_session(settings, "http://127.0.0.1:8123")
    monkeypatch.setattr(processes, "running_processes", lambda settings: ["a process"])
    with pytest.raises(OperationError, match=r"ingest_articles at http://127\.0\.0\.1:8123.*make down"):
        run.run(settings, console)
    assert not Path(settings.inbox).exists()


def test_a_second_run_waits_and_then_says_what_to_do(settings: Settings, console: Console) -> None:
    ensure_home(settings)
    with home_lock(settings), pytest.raises(OperationError, match="wait for its end"):
        run.run(settings, console)
    assert "waiting for its end" in console.export_text()
    assert not Path(settings.inbox).exists()
