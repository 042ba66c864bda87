"""A home of the test's own, with the published samples in it."""

from pathlib import Path

import pytest

from include.settings import Settings
from tests.conftest import copied


@pytest.fixture
def samples(published_samples: Settings, tmp_path: Path) -> Settings:
    return copied(published_samples, tmp_path / "a home")
