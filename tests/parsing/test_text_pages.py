"""Articles are told from their pages: measured on pages in the manner of ten kinds of site."""

from pathlib import Path

import pytest

from include.operations.commands.evaluate_pages import evaluate_pages, main

PAGES = Path(__file__).with_name("text_pages")
HALVES = ["tune", "report"]
FIELDS = ("headline", "author", "published_on")


@pytest.mark.parametrize("half", HALVES)
def test_headline_author_and_date_are_found(half: str) -> None:
    scores = evaluate_pages(PAGES)[half]
    assert scores.page_count == 10
    right = sum(scores.fields[name]["right"] for name in FIELDS)
    assert right >= 0.85 * sum(scores.fields[name].total() for name in FIELDS), scores.errors


@pytest.mark.parametrize("half", HALVES)
def test_the_body_is_whole_and_nothing_of_the_page_is_in_it(half: str) -> None:
    scores = evaluate_pages(PAGES)[half]
    assert scores.passages["missing"] == 0, scores.errors
    assert scores.clean_count >= 0.9 * scores.page_count, scores.errors


def test_the_command_reports_both_halves(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(PAGES), "--errors"]) == 0
    output = capsys.readouterr().out
    assert all(f"{half}: 10 pages" in output for half in HALVES)


def test_a_folder_without_labels_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 1
    assert "labels.jsonl" in capsys.readouterr().err


def test_html_pages_are_measured_too(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<html><body><h1>Tides</h1><p>One pier was sold today.</p></body></html>"
    )
    (tmp_path / "labels.jsonl").write_text('{"file": "a.html", "body": "One pier was sold today."}\n')
    scores = evaluate_pages(tmp_path)["all"]
    assert scores.f1s == [1.0]
    assert scores.rejected == []


def test_the_spelling_of_a_headline_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body><h1>“Café” tides – rise</h1><p>One pier.</p></body></html>")
    (tmp_path / "labels.jsonl").write_text(
        '{"file": "a.html", "headline": "\'CAFE\\u0301\' ti\\u00addes: rise"}\n'
    )
    assert evaluate_pages(tmp_path)["all"].fields["headline"]["right"] == 1
