"""The notebook runs, and shows what it answers over the samples."""

from typing import Any

import pytest

from include.settings import Settings
from tests.docs.notebook import answers, drawings, executed, stored


@pytest.fixture(scope="module")
def answered(published_samples: Settings) -> Any:
    return executed(published_samples)


def test_the_notebook_shows_what_it_answers(answered: Any) -> None:
    assert len(answers(answered)) >= 5
    assert answers(answered) == answers(stored()), "Write it anew: python -m tests.docs.notebook"


def test_the_notebook_draws_the_coins(answered: Any) -> None:
    (drawn,) = drawings(answered)
    assert "Bitcoin" in drawn
