"""What a test needs and does not find."""

import os
from typing import NoReturn

import pytest


def give_up(reason: str) -> NoReturn:
    """Skip a test, which not everybody can run; in CI, which has everything, it fails. Say what to do."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
