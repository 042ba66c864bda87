"""Each question of docs/queries is answered over the samples, as the page shows it."""

import pytest

from include.operations.commands import query as command
from include.operations.commands.query import Query, all_queries
from include.settings import Settings
from tests.docs import query_answers


@pytest.mark.parametrize("query", list(all_queries()), ids=lambda query: query.name)
def test_a_question_is_asked_and_answered(query: Query, published_samples: Settings) -> None:
    assert query.question.endswith("?")
    assert "┌" in query_answers.answer(published_samples, query.sql), "a table, with rows or without"


def test_the_page_shows_the_questions_with_their_answers(published_samples: Settings) -> None:
    assert query_answers.PAGE.read_text("utf-8") == query_answers.page(published_samples), (
        "write it anew: .venv/bin/python -m tests.docs.query_answers"
    )


def test_the_command_shows_the_question_and_the_answer(
    published_samples: Settings, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, value in published_samples.environment.items():
        monkeypatch.setenv(name, value)
    assert command.main(["does_the_ledger_balance"]) == 0
    shown = capfd.readouterr().out
    assert shown.startswith("Did everything that was found end as landed, duplicate or quarantined?")
    assert "│ quarantined │" in shown


def test_without_a_name_all_questions_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 0
    shown = capsys.readouterr().out
    for query in all_queries():
        assert query.name in shown


def test_an_unknown_question_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["nothing"]) == 2
    assert "make query shows them all" in capsys.readouterr().err
