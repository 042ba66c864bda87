"""The page tells an owner the verdict, and shows what a document says without believing it."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest

from include.quality import page
from include.quality.report import HISTORY_DAYS, LoadEntry, Problem, Report, RunSummary, TableHealth

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
VOID = {"meta", "polyline"}


class Outline(HTMLParser):
    """Collects the elements, and fails where they are not nested properly."""

    def __init__(self, html):
        super().__init__()
        self.open, self.elements, self.text = [], [], ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def accepted():
    return Report(
        run=RunSummary("4f2a", NOON, True, ["1" * 32], 1200, 275, 0, 0),
        refused_load_count=0,
        tables=[
            TableHealth("core.article", 1200, NOON, 38, 0, 0, [0] * (HISTORY_DAYS - 1) + [1200]),
            TableHealth("core.article_segment", 31000, None, 12, 0, 0, [0] * HISTORY_DAYS),
            TableHealth("marts.source_daily", 7, date(2026, 3, 1), 11, 0, 0, [0] * HISTORY_DAYS),
        ],
        problems=[],
        loads=[
            LoadEntry("1" * 32, NOON, 1300, 1200, 90, 10, True),
            LoadEntry("2" * 32, NOON, 1, 1, 0, 0, None),
        ],
    )


@pytest.fixture
def refused(accepted):
    return replace(
        accepted,
        run=replace(accepted.run, is_accepted=False, passed_count=273, warned_count=1, failed_count=1),
        refused_load_count=1,
        tables=[replace(accepted.tables[0], failed_count=1), replace(accepted.tables[1], row_count=None)],
        problems=[
            Problem(
                "core.article", "headline_reads_back", "failed", 2, "2 rows", "Mend the parser.",
                ['{"headline": "<script>alert(1)</script> & <b>"}', '{"headline": "\'"}'],
            ),
            Problem("core.article", "language_well_formed", "warned", 1, None, "Map it.", []),
        ],
    )  # fmt: skip


def outline(report):
    return Outline(page.render(report, "data_docs"))


def test_verdict_stands_at_the_top(accepted, refused):
    assert re.search(r"<h1>.*Accepted.*</h1>", page.render(accepted, "data_docs"))
    assert re.search(r"<h1>.*Refused.*</h1>", page.render(refused, "data_docs"))
    assert "Nothing of it is published" not in outline(accepted).text
    assert "Nothing of it is published" in outline(refused).text
    assert "275 expectations passed, 0 warned, 0 failed" in outline(accepted).text
    assert "1,200\n  documents" in outline(accepted).text


def test_before_the_first_run_it_says_how_to_begin():
    empty = Report(run=None, refused_load_count=0, tables=[], problems=[], loads=[])
    assert "make run" in outline(empty).text


def test_what_a_document_says_is_text_and_nothing_else(refused):
    shown = outline(refused)
    assert shown.all("script") == []
    assert "<script>alert(1)</script> & <b>" in shown.text


def test_problem_says_what_to_do_and_failures_stand_open(refused):
    shown = outline(refused)
    assert [("open" in attributes) for attributes in shown.all("details")] == [True, False]
    assert "Mend the parser." in shown.text
    assert "(2 rows)" in shown.text


def test_nothing_is_fetched_and_every_address_is_relative(refused):
    shown = outline(refused)
    addresses = [
        attributes[name] for _, attributes in shown.elements for name in ("src", "href") if name in attributes
    ]
    assert addresses == ["#main", "data_docs/4f2a/index.html"]
    assert {
        "http-equiv": "Content-Security-Policy",
        "content": "default-src 'none'; style-src 'unsafe-inline'",
    } in (shown.all("meta"))
    assert "url(" not in page.render(refused, "data_docs")


def test_every_table_row_has_a_heading_and_every_chart_has_words(accepted):
    shown = outline(accepted)
    assert shown.all("html") == [{"lang": "en"}]
    headings = [attributes["scope"] for attributes in shown.all("th")]
    assert headings.count("row") == len(accepted.tables) + len(accepted.loads)
    charts = shown.all("svg")
    assert [chart["role"] for chart in charts] == ["img"] * len(accepted.tables)
    assert charts[0]["aria-label"] == "1,200 rows on the last day, at most 1,200 a day"
    assert [region["tabindex"] for region in shown.all("div")] == ["0", "0"]


def test_figures_and_times_of_a_table_and_a_load(accepted):
    shown = re.sub(r"\s+", " ", outline(accepted).text)
    assert "core.article ✓ passed 100.0 % 1,200 2026-03-01 12:00 UTC" in shown
    assert "core.article_segment ✓ passed 100.0 % 31,000 –" in shown
    assert "marts.source_daily ✓ passed 100.0 % 7 2026-03-01 " in shown
    assert "2026-03-01 12:00 UTC 11111111 ✓ accepted 1,300 1,200 90 10" in shown
    assert "22222222 waiting 1 1 0 0" in shown


def test_missing_table_is_said_to_be_missing(refused):
    assert "missing" in outline(refused).text


def test_writing_again_replaces_the_page_and_leaves_nothing_beside_it(accepted, refused, tmp_path):
    path = tmp_path / "reports" / "index.html"
    page.write(accepted, path, tmp_path / "reports" / "data_docs")
    page.write(refused, path, tmp_path / "reports" / "data_docs")
    assert "Refused" in path.read_text(encoding="utf-8")
    assert list(path.parent.iterdir()) == [path]
