"""A real browser shows the page as it is meant: without network, at both widths, in light and in dark."""

from dataclasses import replace

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from include.quality.report import page, queries
from tests.browser import DESKTOP, PHONE, check_fits_is_legible_and_quiet, open_page
from tests.quality.report.reports import ACCEPTED, HOSTILE, NOON, REFUSED


@pytest.fixture
def show(browser, tmp_path):
    """Opens the page of a report, at a width and in a scheme."""

    def show_report(report, size=DESKTOP, scheme="light"):
        path = tmp_path / "reports" / "index.html"
        page.write(report, path, tmp_path / "reports" / "data_docs")
        return open_page(browser, path, size, scheme)

    return show_report


def is_seen(browser, selector):
    element = browser.find_element(By.CSS_SELECTOR, selector)
    return element.is_displayed() and element.size["width"] > 0 and element.size["height"] > 0


def test_verdict_table_chart_and_problem_are_seen(show):
    shown = show(REFUSED)
    assert shown.find_element(By.TAG_NAME, "h1").text == "✗ Refused"
    assert is_seen(shown, "section[aria-labelledby=tables] table")
    assert is_seen(shown, "#chart-core\\.article .bar rect")
    problems = shown.find_elements(By.CSS_SELECTOR, "section[aria-labelledby=problems] details[open]")
    assert [problem.find_element(By.TAG_NAME, "strong").text for problem in problems] == [
        "source volume",
        "core.article",
    ]
    assert "Mend the parser." in problems[1].text
    assert is_seen(shown, "section[aria-labelledby=problems] details[open] pre")


def test_bars_have_the_colour_of_the_page(show):
    colours = {
        scheme: show(ACCEPTED, scheme=scheme)
        .find_element(By.CSS_SELECTOR, ".bar rect")
        .value_of_css_property("fill")
        for scheme in ("light", "dark")
    }
    assert colours == {"light": "rgb(74, 111, 165)", "dark": "rgb(141, 176, 224)"}


@pytest.mark.parametrize("report", [ACCEPTED, REFUSED], ids=["accepted", "refused"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fits_is_legible_and_quiet(show, report, size, scheme):
    check_fits_is_legible_and_quiet(show(report, size, scheme), size)


def test_longest_words_do_not_widen_the_page(show):
    problem = replace(REFUSED.problems[0], observed_value="x" * 500, sample_rows=["y" * 2000])
    incident = replace(REFUSED.incidents[0], dimension="z" * 500, detail="w" * 500)
    shown = show(replace(REFUSED, problems=[problem], incidents=[incident]), PHONE)
    assert shown.execute_script("return document.documentElement.scrollWidth") <= PHONE[0]


def test_what_a_document_says_runs_nowhere(show):
    shown = show(REFUSED)
    assert shown.title == "Refused – Pressmark quality"
    assert shown.find_elements(By.CSS_SELECTOR, "script, img") == []
    assert HOSTILE in shown.find_element(By.CSS_SELECTOR, "details[open] pre").text


def test_keyboard_goes_to_the_report_and_opens_what_is_closed(show):
    shown = show(REFUSED)
    shown.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    skip = shown.switch_to.active_element
    assert skip.text == "To the report"
    assert skip.rect["x"] >= 0
    assert skip.value_of_css_property("outline-style") == "solid"
    skip.send_keys(Keys.ENTER)
    assert shown.switch_to.active_element.get_attribute("id") == "main"
    closed = shown.find_element(By.CSS_SELECTOR, "section[aria-labelledby=tables] .sql")
    closed.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
    assert queries.TABLE_STATUSES.splitlines()[0] in closed.text


def test_every_column_is_seen_on_a_phone_and_the_table_stays_one(show):
    shown = show(REFUSED, PHONE)
    for section in ("tables", "loads", "set-aside"):
        table = shown.find_element(By.CSS_SELECTOR, f"section[aria-labelledby={section}] table")
        assert table.aria_role == "table"
        assert table.accessible_name == table.find_element(By.TAG_NAME, "caption").text
        row = table.find_element(By.CSS_SELECTOR, "tbody tr")
        cells = row.find_elements(By.CSS_SELECTOR, "th, td")
        assert [cell.aria_role for cell in (row, *cells)] == [
            "row",
            "rowheader",
            *["cell"] * (len(cells) - 1),
        ]
        assert len(table.find_elements(By.CSS_SELECTOR, "thead th")) == len(cells)
        for cell in (*cells, *row.find_elements(By.TAG_NAME, "svg")):
            assert cell.rect["width"] > 0
            assert cell.rect["x"] >= 0
            assert cell.rect["x"] + cell.rect["width"] <= PHONE[0]
    chart = shown.find_element(By.TAG_NAME, "svg").rect
    assert chart["width"] > PHONE[0] / 2


@pytest.mark.parametrize("width", [320, 600, 900, 1087, 1089])
def test_busy_tables_fit_between_the_widths(show, width):
    busy = replace(
        REFUSED,
        tables=[
            replace(
                table, table_name="marts.related_link_graph", row_count=10**9, warned_count=100, newest=NOON
            )
            for table in ACCEPTED.tables[:1]
        ],
        loads=[replace(load, found_count=10**7, landed_count=10**7) for load in ACCEPTED.loads],
        set_aside=[
            replace(REFUSED.set_aside[0], check_names=["core.article published_at_within_reason"] * 5)
        ],
    )
    shown = show(busy, (width, 900))
    assert shown.execute_script("return document.documentElement.scrollWidth") <= width


def test_screen_reader_hears_what_a_chart_shows(show):
    shown = show(ACCEPTED)
    chart = shown.find_element(By.TAG_NAME, "svg")
    assert chart.aria_role in {"img", "image"}
    assert chart.accessible_name == (
        "core.article: rows checked a day 1,200 on the last day, at most 1,200 a day, "
        "something on 29 of 30 days"
    )
