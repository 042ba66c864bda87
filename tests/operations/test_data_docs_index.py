"""The way into Data Docs: newest run first, a link to each table's page, and names shown as text."""

import os
from pathlib import Path

import pytest

from include.operations.data_docs_index import kept_runs, render_index, render_run


@pytest.fixture
def data_docs_dir(tmp_path: Path) -> Path:
    for age, name in enumerate(["newest", "oldest", ".draft"]):
        page = tmp_path / name / "validations" / "core" / "article" / "__none__" / "2026" / "a.html"
        page.parent.mkdir(parents=True)
        page.touch()
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    (tmp_path / "a file").touch()
    return tmp_path


def test_runs_are_the_finished_folders_newest_first(data_docs_dir: Path) -> None:
    assert [run.name for run in kept_runs(data_docs_dir)] == ["newest", "oldest"]


def test_without_data_docs_there_is_a_page_that_says_so(tmp_path: Path) -> None:
    assert "Nothing is validated yet" in render_index(kept_runs(tmp_path / "missing"))


def test_a_run_links_to_the_page_of_each_table(data_docs_dir: Path) -> None:
    html = render_run(data_docs_dir / "newest")
    assert '<a href="validations/core/article/__none__/2026/a.html">core.article</a>' in html


def test_names_are_escaped(tmp_path: Path) -> None:
    html = render_index([tmp_path / "<script>x"])
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
