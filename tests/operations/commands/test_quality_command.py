"""`make quality` says what the page says, and tells a monitor by its exit code."""

import io

import pytest
from rich.console import Console

from include.operations.commands import quality
from include.tables.create import create_tables
from include.warehouse import writer
from tests.quality.report.reports import REFUSED
from tests.quality.report.test_report import RUN


@pytest.fixture
def environment(waiting, monkeypatch):
    for name, value in waiting.environment.items():
        monkeypatch.setenv(name, value)


def validated(waiting, spoil, run_id, is_accepted):
    with writer(waiting) as connection:
        create_tables(connection)
    spoil(RUN.format(id=run_id, at="2026-03-01 10:00:00+00", ok=is_accepted, rows=5))


@pytest.mark.parametrize(("is_accepted", "exit_code", "word"), [(True, 0, "ACCEPTED"), (False, 1, "REFUSED")])
def test_exit_code_is_the_verdict(environment, waiting, spoil, capsys, is_accepted, exit_code, word):
    validated(waiting, spoil, "run", is_accepted)

    assert quality.main() == exit_code
    shown = capsys.readouterr().out
    assert shown.startswith(word)
    assert "2 expectations passed, 1 warned, 0 failed" in shown
    assert "warned: core.article c (9 rows)" in shown
    assert "Reason." in shown
    assert str(waiting.reports_dir / "index.html") in shown.replace("\n", "")


def test_before_the_first_run_there_is_nothing_to_say(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PRESSMARK_HOME", str(tmp_path))

    assert quality.main() == 2
    assert "make run" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_landed_and_not_validated_is_no_alarm(environment, capsys):
    assert quality.main() == 0
    assert "make run" in capsys.readouterr().out


def test_bad_setting_is_named(monkeypatch, capsys):
    monkeypatch.setenv("PRESSMARK_PORT", "many")

    assert quality.main() == 2
    assert "PRESSMARK_PORT" in capsys.readouterr().err


def test_square_brackets_of_a_message_are_no_markup():
    stream = io.StringIO()
    problem = quality.Problem("core.article", "a", "failed", 1, "[red]x[/]", "Reason [bold].", [])
    quality._show_problem(Console(file=stream, width=200), problem)
    assert "([red]x[/])" in stream.getvalue()
    assert "Reason [bold]." in stream.getvalue()


def test_incidents_and_documents_set_aside_are_told(waiting):
    stream = io.StringIO()
    quality.show(Console(file=stream, width=200), waiting, REFUSED)
    assert "critical: source volume: </pre><script>" in stream.getvalue()
    assert "since 2026-03-01\n  Ask the sender.\n" in stream.getvalue()
    assert "1 document(s) set aside" in stream.getvalue()
