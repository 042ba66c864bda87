"""The page tells an owner the verdict, and shows what a document says without believing it."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest

from include.quality.history.baseline import State
from include.quality.report import page, queries
from tests.outline import Outline
from tests.quality.report.reports import ACCEPTED, HOSTILE, NOON, NOTHING_YET, REFUSED


def outline(report):
    return Outline(page.render(report, "data_docs"))


def test_verdict_stands_at_the_top():
    assert re.search(r"<h1>.*Accepted.*</h1>", page.render(ACCEPTED, "data_docs"))
    assert re.search(r"<h1>.*Refused.*</h1>", page.render(REFUSED, "data_docs"))
    assert "Nothing of it is published" not in outline(ACCEPTED).text
    assert "Nothing of it is published" in outline(REFUSED).text
    assert "1 load with 1,200 documents" in outline(ACCEPTED).text


def test_figures_of_the_verdict():
    shown = re.sub(r"\s+", " ", outline(REFUSED).text)
    assert "Expectations passed273 Warned1 Failed1 Open incidents2" in shown
    assert "Documents set aside1 Loads that stand refused1" in shown


def test_before_the_first_run_it_says_how_to_begin():
    assert "make run" in outline(NOTHING_YET).text


def test_what_a_document_says_is_text_and_nothing_else():
    shown = outline(REFUSED)
    assert shown.all("script") == shown.all("img") == []
    assert shown.text.count(HOSTILE) == 5


def test_problem_says_what_to_do_and_critical_ones_stand_open():
    shown = outline(REFUSED)
    told = [("open" in attributes) for attributes in shown.all("details") if "class" not in attributes]
    assert told == [True, False, True, False]
    assert "Mend the parser." in shown.text
    assert "(2 rows)" in shown.text
    assert "Ask the sender." in shown.text


def test_not_enough_history_is_said():
    assert "41 as usual, 3 with not enough history." in outline(ACCEPTED).text
    assert "No figure of this run was compared" in outline(replace(ACCEPTED, history_states={})).text


def test_every_state_of_a_figure_has_words():
    assert set(page.STATE_WORDS) == set(get_args(State))


def test_document_set_aside_is_named_with_what_to_do():
    shown = re.sub(r"\s+", " ", outline(REFUSED).text)
    assert "1 document not published until read again or released" in shown
    assert "eeeeeeee 2026-03-01 12:00 UTC core.article headline_reads_back Mend the parser." in shown


def test_every_section_shows_the_sql_of_its_figures():
    shown = outline(REFUSED)
    sections = [attributes["aria-labelledby"] for attributes in shown.all("section")]
    assert sections == ["problems", "set-aside", "tables", "loads", "feeds"]
    for query in (
        queries.LATEST_RUN, queries.INCIDENTS, queries.PROBLEMS, queries.SET_ASIDE, queries.TABLE_STATUSES,
        queries.CHECKED_ROWS, queries.LOADS, REFUSED.tables[0].query,
    ):  # fmt: skip
        assert f"{query};" in shown.text


def test_nothing_is_fetched_and_every_address_is_relative():
    shown = outline(REFUSED)
    addresses = [
        attributes[name] for _, attributes in shown.elements for name in ("src", "href") if name in attributes
    ]
    ids = {f"#{attributes['id']}" for _, attributes in shown.elements if "id" in attributes}
    assert [address for address in addresses if address not in ids] == ["data:,", "data_docs/4f2a/index.html"]
    assert {
        "http-equiv": "Content-Security-Policy",
        "content": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    } in (shown.all("meta"))
    assert "url(" not in page.render(REFUSED, "data_docs")


def test_every_table_row_has_a_heading_and_every_chart_has_words():
    shown = outline(ACCEPTED)
    assert shown.all("html") == [{"lang": "en"}]
    headings = [attributes["scope"] for attributes in shown.all("th")]
    assert headings.count("row") == len(ACCEPTED.tables) + len(ACCEPTED.loads) + len(ACCEPTED.feeds)
    charts = shown.all("svg")
    assert [chart["role"] for chart in charts] == ["img"] * len(ACCEPTED.tables)
    ids = [attributes["id"] for _, attributes in shown.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {name for chart in charts for name in chart["aria-labelledby"].split()} <= set(ids)
    captions = {caption["id"] for caption in shown.all("caption")}
    assert {table["aria-labelledby"] for table in shown.all("table")} == captions
    assert len(captions) == 3


def test_table_that_is_laid_out_as_cards_stays_a_table():
    shown = outline(REFUSED)
    roles = {
        "table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell",
    }  # fmt: skip
    for tag, role in roles.items():
        assert {attributes["role"] for attributes in shown.all(tag)} == {role}
    assert {(heading["scope"], heading["role"]) for heading in shown.all("th")} == {
        ("col", "columnheader"),
        ("row", "rowheader"),
    }
    labels = {cell["data-label"] for cell in shown.all("td") if "data-label" in cell}
    assert all(f">{label}</th>" in page.render(REFUSED, "data_docs") for label in labels)
    assert len(labels) == 16


def test_figures_and_times_of_a_table_and_a_load():
    shown = re.sub(r"\s+", " ", outline(ACCEPTED).text)
    assert "core.article ✓ passed 100.0 % 1,200 2026-03-01 09:00 UTC 3 hours old" in shown
    assert "core.article_segment ✓ passed 100.0 % 31,000 –" in shown
    assert "marts.source_daily ✓ passed 100.0 % 7 2026-02-20 9 days old" in shown
    assert "2026-03-01 12:00 UTC ✓ accepted 1,300 1,200 90 10 11111111" in shown
    assert "waiting 1 1 0 0 22222222" in shown


@pytest.mark.parametrize(
    ("newest", "words"),
    [
        (NOON - timedelta(minutes=59), "under an hour old"),
        (NOON - timedelta(minutes=60), "1 hour old"),
        (NOON - timedelta(hours=47, minutes=59), "47 hours old"),
        (NOON - timedelta(hours=48), "2 days old"),
        (NOON + timedelta(seconds=1), "later than the run"),
        (NOON.date(), "the day of the run"),
        (NOON.date() - timedelta(days=1), "1 day old"),
        (NOON.date() + timedelta(days=1), "later than the run"),
    ],
)
def test_age_of_the_newest_row_is_told_in_words(newest, words):
    table = replace(ACCEPTED.tables[0], newest=newest)
    assert f">{words}</span>" in page.render(replace(ACCEPTED, tables=[table]), "data_docs")


def test_missing_table_is_said_to_be_missing():
    assert "missing" in outline(REFUSED).text


def test_page_of_a_full_warehouse_stays_small():
    busy = [
        replace(ACCEPTED.tables[0], table_name=f"core.table_{n}", checked_counts=[10**9 + n] * 30)
        for n in range(17)
    ]
    assert len(page.render(replace(ACCEPTED, tables=busy), "data_docs").encode()) < 300_000


def test_writing_again_replaces_the_page_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "reports" / "index.html"
    page.write(ACCEPTED, path, tmp_path / "reports" / "data_docs")
    page.write(REFUSED, path, tmp_path / "reports" / "data_docs")
    assert "Refused" in path.read_text(encoding="utf-8")
    assert list(path.parent.iterdir()) == [path]
