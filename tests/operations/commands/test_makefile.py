"""The Makefile: it explains itself, finds a Python, and installs only when there is something to install."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from include.settings import PROJECT_ROOT

TOOLS = ["sh", "make", "touch", "awk", "mkdir", "sleep"]

PYTHON_DOUBLE = """#!/bin/sh
case "$1" in
-c) exit {version_exit_code} ;;
*) echo "$@" >> calls; mkdir -p .venv; exit {install_exit_code} ;;
esac
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A project with nothing but a Makefile, on a machine with nothing but a shell and make."""
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found
        (tmp_path / "bin" / tool).symlink_to(found)
    shutil.copy(PROJECT_ROOT / "Makefile", tmp_path)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "uv.lock").touch()
    return tmp_path


def add_python(clone: Path, name: str, *, version_exit_code: int = 0, install_exit_code: int = 0) -> None:
    path = clone / "bin" / name
    path.write_text(
        PYTHON_DOUBLE.format(version_exit_code=version_exit_code, install_exit_code=install_exit_code)
    )
    path.chmod(0o755)


def make(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(clone / "bin")}
    return subprocess.run(
        ["make", *arguments], cwd=clone, env=environment, capture_output=True, text=True, check=False
    )


def test_help_names_every_target() -> None:
    makefile = (PROJECT_ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^\.PHONY: (\S+)$", makefile, flags=re.MULTILINE))
    # The tests themselves are started by make, whose child would say which folder it enters.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    completed = subprocess.run(
        ["make", "help"], cwd=PROJECT_ROOT, env=environment, capture_output=True, text=True, check=True
    )
    named = {line.split()[1] for line in completed.stdout.splitlines()}
    assert named == targets
    assert {"run", "test", "lint", "format", "up", "down", "sql", "clean", "setup"} <= named


def test_the_environment_is_made_once(clone: Path) -> None:
    add_python(clone, "python3")
    assert make(clone, "setup").returncode == 0
    assert make(clone, "setup").returncode == 0
    assert (clone / "calls").read_text().splitlines() == [
        "include/operations/commands/install.py --environment .venv"
    ]


def test_the_environment_is_brought_up_to_date_when_the_lock_changes(clone: Path) -> None:
    add_python(clone, "python3")
    make(clone, "setup")
    stamp = (clone / ".venv" / ".installed").stat()
    os.utime(clone / "uv.lock", (stamp.st_atime + 10, stamp.st_mtime + 10))
    make(clone, "setup")
    assert len((clone / "calls").read_text().splitlines()) == 2


def test_a_failed_installation_is_tried_again(clone: Path) -> None:
    add_python(clone, "python3", install_exit_code=2)
    assert make(clone, "setup").returncode == 2
    assert not (clone / ".venv" / ".installed").exists()
    add_python(clone, "python3")
    assert make(clone, "setup").returncode == 0


def test_a_newer_python_is_taken_where_the_first_is_unsupported(clone: Path) -> None:
    add_python(clone, "python3", version_exit_code=1)
    add_python(clone, "python3.12")
    assert make(clone, "setup").returncode == 0
    assert (clone / "calls").exists()


def test_without_a_python_it_says_what_to_install(clone: Path) -> None:
    add_python(clone, "python3", version_exit_code=1)
    completed = make(clone, "run")
    assert completed.returncode == 2
    assert "No Python 3.11, 3.12 or 3.13" in completed.stderr
    assert not (clone / ".venv").exists()
