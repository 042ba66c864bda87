"""A real browser shows the page as it is meant: without network, at both widths, in light and in dark."""

import os
import shutil
from dataclasses import replace

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from include.quality import page, queries
from tests.quality.reports import ACCEPTED, HOSTILE, REFUSED

PHONE, DESKTOP = (390, 844), (1280, 900)
ARGUMENTS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic",
    "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

LEAST_CONTRAST = """
// WCAG 2.2, relative luminance and contrast ratio, of every text against what lies behind it.
const channels = colour => colour.match(/[\\d.]+/g).map(Number);
const luminance = ([r, g, b]) => [r, g, b]
  .map(c => c / 255)
  .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
  .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
const behind = element => {
  for (let e = element; e; e = e.parentElement) {
    const colour = channels(getComputedStyle(e).backgroundColor);
    if (colour.length === 3) return colour;
  }
};
const ratio = element => {
  const [dark, light] = [channels(getComputedStyle(element).color), behind(element)]
    .map(luminance).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};
return Math.min(...[...document.querySelectorAll('body *')].filter(e => e.innerText?.trim()).map(ratio));
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (binary and driver):
        reason = "there is no browser: apt-get install chromium chromium-driver"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    options = Options()
    options.binary_location = binary
    for argument in (*ARGUMENTS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    started = webdriver.Chrome(options=options, service=Service(driver))
    yield started
    started.quit()


@pytest.fixture
def show(browser, tmp_path):
    """Opens the page of a report, at a width and in a scheme."""

    def open_page(report, size=DESKTOP, scheme="light"):
        path = tmp_path / "reports" / "index.html"
        page.write(report, path, tmp_path / "reports" / "data_docs")
        width, height = size
        browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == PHONE},
        )
        browser.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        )
        browser.get(path.as_uri())
        return browser

    return open_page


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
    shown = show(report, size, scheme)
    assert shown.get_log("browser") == []
    assert shown.execute_script("return performance.getEntriesByType('resource').map(e => e.name)") == []
    assert shown.execute_script("return innerWidth") == size[0]
    assert shown.execute_script("return document.documentElement.scrollWidth") <= size[0]
    assert shown.execute_script(LEAST_CONTRAST) >= 4.5


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


def test_wide_table_is_scrolled_by_itself_with_the_keyboard(show):
    shown = show(ACCEPTED, PHONE)
    region = shown.find_element(By.CSS_SELECTOR, "section[aria-labelledby=tables] .wide")
    assert shown.execute_script("return arguments[0].scrollWidth > arguments[0].clientWidth", region)
    assert region.aria_role == "region"
    assert region.accessible_name == "Tables"


def test_screen_reader_hears_what_a_chart_shows(show):
    shown = show(ACCEPTED)
    chart = shown.find_element(By.TAG_NAME, "svg")
    assert chart.aria_role in {"img", "image"}
    assert chart.accessible_name == (
        "core.article: rows checked a day 1,200 on the last day, at most 1,200 a day, "
        "something on 29 of 30 days"
    )
