"""Making the environment: what is missing is named with what to do about it."""

import importlib.util
import sys
from pathlib import Path

import pytest

from include.operations.commands import install
from include.operations.commands.install import InstallError, check_python


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_a_supported_python_is_fine(version: tuple[int, int]) -> None:
    check_python(version)


@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_an_unsupported_python_is_named(version: tuple[int, int]) -> None:
    with pytest.raises(InstallError, match=rf"3\.{version[1]} is not supported: install Python 3\.11"):
        check_python(version)


def test_a_python_without_ensurepip_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(InstallError, match=r"lacks ensurepip: .*apt-get install .*python3\.12-venv"):
        check_python((3, 12))


def test_a_step_that_fails_is_shown_with_its_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    not_python = tmp_path / "python"
    not_python.write_text("#!/bin/sh\nexit 7\n")
    not_python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(not_python))
    with caplog.at_level("INFO"):
        assert install.main(["--environment", str(tmp_path / "env")]) == 2
    assert "exit code 7" in caplog.text
    assert f"-m venv {tmp_path / 'env'}" in caplog.text
