"""The evaluation counts what it says it counts."""

import pytest

from include.mentions.evaluation.labelled import LabelError, parse_labelled
from include.mentions.evaluation.scores import evaluate, report
from include.mentions.matcher import Matcher
from include.operations.commands.evaluate import main
from tests.mentions.conftest import small_gazetteer

NAME = "001_tune_easy_sample"


def test_marks_are_taken_out_and_point_into_the_text():
    text = parse_labelled(NAME, "[[Bitcoin|asset:bitcoin]] up\n\nThe [[SEC|organisation:sec]] waits.")
    assert text.text == "Bitcoin up\n\nThe SEC waits."
    assert [text.text[label.char_start : label.char_end] for label in text.labels] == ["Bitcoin", "SEC"]
    assert [section.section for section in text.sections] == ["headline", "body"]
    assert text.half == "tune"


@pytest.mark.parametrize(
    ("name", "marked"),
    [("sample", "x"), (NAME, "[[Bitcoin|coin:bitcoin]]"), (NAME, "[[Bitcoin|asset:bitcoin]")],
)
def test_a_broken_label_is_named(name, marked):
    with pytest.raises(LabelError, match="sample"):
        parse_labelled(name, marked)


def test_scores_and_errors_are_counted_by_type_and_rule(matcher):
    text = parse_labelled(
        NAME,
        "[[Bitcoin|asset:bitcoin]] up, SOL too\n\n[[SEC|organisation:sec]], [[Acme|organisation:acme]]",
    )
    evaluation = evaluate([text], matcher)
    asset, organisation = evaluation.by_type["asset"], evaluation.by_type["organisation"]
    assert (asset.precision, asset.recall, asset.f1) == (0.5, 1.0, pytest.approx(2 / 3))
    assert (organisation.precision, organisation.recall) == (1.0, 0.5)
    assert evaluation.by_type["all"].right_count == 2
    assert evaluation.found_by_rule == {"name": 2, "symbol": 1}
    assert len(evaluation.errors) == 2
    assert "symbol" in report("tune", evaluation)


def test_an_empty_folder_is_an_error(tmp_path, capsys):
    assert main([str(tmp_path)]) == 1
    assert "no labelled text" in capsys.readouterr().err


def test_a_matcher_is_built_from_any_gazetteer():
    assert Matcher(small_gazetteer()).find("", [], []) == []
