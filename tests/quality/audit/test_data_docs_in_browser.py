"""A real browser without a network shows Data Docs styled and legible, and logs nothing."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser import DESKTOP, PHONE, check_fits_is_legible_and_quiet, open_page


@pytest.fixture(scope="module")
def paths(docs_of_markup):
    run = docs_of_markup / "a_run"
    return {
        "runs": docs_of_markup / "index.html",
        "run": run / "index.html",
        "validation": next(run.glob("validations/core/mention/**/*.html")),
        "exception": next(run.glob("validations/core/entity/**/*.html")),
        "suite": run / "expectations" / "core" / "mention.html",
    }


@pytest.fixture(autouse=True)
def offline(browser):
    """Whatever asks for the network gets none."""
    browser.set_network_conditions(offline=True, latency=0, throughput=0)
    yield
    browser.delete_network_conditions()


@pytest.mark.parametrize("name", ["runs", "run", "validation", "exception", "suite"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fits_is_legible_and_quiet(browser, paths, name, size, scheme):
    shown = open_page(browser, paths[name], size, scheme)
    check_fits_is_legible_and_quiet(shown, size)
    background = shown.find_element(By.TAG_NAME, "body").value_of_css_property("background-color")
    assert background == {"light": "rgba(251, 251, 249, 1)", "dark": "rgba(23, 25, 28, 1)"}[scheme]


def test_only_what_did_not_hold_is_shown_on_demand(browser, paths):
    shown = open_page(browser, paths["validation"])
    shown.find_element(By.ID, "failed-only").send_keys(Keys.SPACE)
    seen = [icon for icon in shown.find_elements(By.CSS_SELECTOR, "tr .fas") if icon.is_displayed()]
    assert [icon.get_attribute("class") for icon in seen] == ["fas fa-times text-danger"]
    headings = [heading.text for heading in shown.find_elements(By.TAG_NAME, "h2") if heading.is_displayed()]
    assert headings == ["Overview", "section"]


def test_traceback_opens_without_a_script(browser, paths):
    shown = open_page(browser, paths["exception"])
    details = shown.find_element(By.CSS_SELECTOR, "td details")
    assert "Traceback" not in details.text
    details.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
    assert "Traceback" in details.text


def test_from_the_runs_one_gets_to_a_table_and_back(browser, paths):
    shown = open_page(browser, paths["runs"])
    shown.find_element(By.CSS_SELECTOR, "main a").click()
    shown.find_element(By.LINK_TEXT, "core.mention").click()
    assert shown.find_element(By.TAG_NAME, "h1").text == "core.mention"
    shown.find_element(By.LINK_TEXT, "This run").click()
    shown.find_element(By.LINK_TEXT, "Data Docs").click()
    assert shown.find_element(By.TAG_NAME, "h1").text == "Data Docs"
