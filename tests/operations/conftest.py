"""Homes to run in, and a terminal to read."""

import os
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from include.settings import Settings, load_settings


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """With a space, which must not matter."""
    return tmp_path / "a home"


@pytest.fixture
def settings(home: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """What the commands under test read from the environment, too."""
    for name in [name for name in os.environ if name.startswith("PRESSMARK_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PRESSMARK_HOME", str(home))
    monkeypatch.setenv("PRESSMARK_LOCK_TIMEOUT_SECONDS", "1")
    return load_settings()


@pytest.fixture
def console() -> Console:
    """Keeps what is shown, for `export_text`."""
    return Console(file=StringIO(), width=100, record=True)
