"""The bundled lists and the matcher together keep their quality on the labelled texts."""

import pytest

from include.mentions.evaluation.labelled import HALVES, read_labelled
from include.mentions.evaluation.scores import Evaluation, evaluate
from include.mentions.matcher import Matcher
from include.mentions.names.gazetteer import load
from include.operations.commands.evaluate import main
from include.settings import PROJECT_ROOT

ROOT = PROJECT_ROOT
LABELLED = ROOT / "tests" / "mentions" / "labelled"


@pytest.fixture(scope="module", params=HALVES)
def evaluation(request: pytest.FixtureRequest) -> Evaluation:
    texts = [text for text in read_labelled(LABELLED) if text.half == request.param]
    return evaluate(texts, Matcher(load(ROOT / "seeds")))


def test_assets(evaluation):
    """A wrong mention is worse than a missed one, so precision has the stricter bound."""
    score = evaluation.by_type["asset"]
    assert score.precision >= 0.97, evaluation.errors
    assert score.f1 >= 0.92, evaluation.errors


def test_people_organisations_and_products(evaluation):
    assert evaluation.by_type["others"].f1 >= 0.85, evaluation.errors


def test_the_command_reports_both_halves_and_lists_errors(capsys):
    assert main([str(LABELLED), "--seeds", str(ROOT / "seeds"), "--errors"]) == 0
    output = capsys.readouterr().out
    assert all(f"{half}: by type" in output for half in HALVES)
    assert "missed" in output
