"""An empty home with an empty inbox."""

from pathlib import Path

import pytest

from include.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    inbox = tmp_path / "home" / "inbox"
    inbox.mkdir(parents=True)
    return Settings(home=tmp_path / "home", inbox=str(inbox), lock_timeout_seconds=60)


@pytest.fixture
def inbox(settings: Settings) -> Path:
    return Path(settings.inbox)
