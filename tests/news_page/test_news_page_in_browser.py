"""A real browser shows the page as it is meant: without network, at every width, in light and in dark."""

import itertools

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from include.files import replace_file
from include.news_page import page, queries
from tests.browser import check_fits_is_legible_and_quiet, open_page
from tests.news_page.news import LITTLE, MONTHS, NOTHING_YET, OF_HOSTILE_TEXT

NARROW, TABLET, DESKTOP = (320, 700), (768, 1024), (1280, 900)

LEAST_CONTRAST_OF_NAMES = """
const channels = colour => colour.match(/[\\d.]+/g).map(Number);
const luminance = ([r, g, b]) => [r, g, b]
  .map(c => c / 255)
  .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
  .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
const fill = element => luminance(channels(getComputedStyle(element).fill));
return Math.min(...[...document.querySelectorAll('.graph g')].map(box => {
  const [dark, light] = ['text', 'rect'].map(tag => fill(box.querySelector(tag))).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}));
"""

NAMES_BESIDE_THEIR_BOXES = """
return [...document.querySelectorAll('.graph g')].filter(box => box.getClientRects().length).filter(box => {
  const [text, rect] = ['text', 'rect'].map(tag => box.querySelector(tag).getBoundingClientRect());
  return text.left < rect.left || text.right > rect.right;
}).map(box => box.textContent);
"""


@pytest.fixture
def show(browser, tmp_path):
    """Opens the page of some news, at a width and in a scheme."""

    def show_news(news, size=DESKTOP, scheme="light"):
        path = tmp_path / "news.html"
        replace_file(path, page.render(news))
        return open_page(browser, path, size, scheme)

    return show_news


def seen(shown, selector):
    return [element for element in shown.find_elements(By.CSS_SELECTOR, selector) if element.is_displayed()]


@pytest.mark.parametrize(
    "news",
    [NOTHING_YET, LITTLE, MONTHS, OF_HOSTILE_TEXT],
    ids=["nothing", "little", "months", "hostile"],
)
@pytest.mark.parametrize("size", [NARROW, TABLET, DESKTOP], ids=["narrow", "tablet", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fits_is_legible_and_quiet(show, news, size, scheme):
    shown = show(news, size, scheme)
    check_fits_is_legible_and_quiet(shown, size)
    shown.execute_script("document.querySelectorAll('details').forEach(one => one.open = true)")
    check_fits_is_legible_and_quiet(shown, size)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_names_of_the_graph_are_legible_and_within_their_boxes(show, scheme):
    shown = show(MONTHS, DESKTOP, scheme)
    assert shown.execute_script(LEAST_CONTRAST_OF_NAMES) >= 4.5
    assert shown.execute_script(NAMES_BESIDE_THEIR_BOXES) == []


@pytest.mark.parametrize(("size", "shape"), [(NARROW, "tall"), (TABLET, "wide"), (DESKTOP, "wide")])
def test_the_graph_has_the_shape_of_the_room(show, size, shape):
    (graph,) = seen(show(MONTHS, size), ".graph")
    assert shape in graph.get_attribute("class").split()
    name = graph.find_element(By.TAG_NAME, "text")
    assert name.rect["height"] >= 10


def test_charts_have_the_colours_of_the_page(show):
    def colours(scheme):
        shown = show(MONTHS, scheme=scheme)
        return {
            name: shown.find_element(By.CSS_SELECTOR, selector).value_of_css_property(name)
            for name, selector in (("fill", ".coin .marked"), ("stroke", ".coin .dots"))
        }

    assert colours("light") == {"fill": "rgb(74, 111, 165)", "stroke": "rgb(74, 111, 165)"}
    assert colours("dark") == {"fill": "rgb(141, 176, 224)", "stroke": "rgb(141, 176, 224)"}


@pytest.mark.parametrize("size", [NARROW, DESKTOP], ids=["narrow", "desktop"])
def test_mentions_and_prices_of_a_coin_lie_below_each_other(show, size):
    mentions, prices = seen(show(MONTHS, size), "article:first-child .pygal-chart")
    assert mentions.rect["x"] == pytest.approx(prices.rect["x"])
    assert mentions.rect["width"] == pytest.approx(prices.rect["width"])
    assert mentions.rect["width"] > 200
    assert mentions.rect["y"] + mentions.rect["height"] <= prices.rect["y"]


def test_what_a_document_says_runs_nowhere(show):
    shown = show(OF_HOSTILE_TEXT)
    assert shown.title == "News to 2026-03-15 – Pressmark"
    assert shown.find_elements(By.CSS_SELECTOR, "script, img") == []


def test_keyboard_goes_to_the_news_to_a_coin_and_opens_its_figures(show):
    shown = show(MONTHS)
    shown.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    skip = shown.switch_to.active_element
    assert skip.text == "To the news"
    assert skip.value_of_css_property("outline-style") == "solid"
    skip.send_keys(Keys.ENTER)
    assert shown.switch_to.active_element.get_attribute("id") == "main"
    shown.find_element(By.CSS_SELECTOR, ".risen tbody a").send_keys(Keys.ENTER)
    heading = shown.switch_to.active_element
    assert heading.get_attribute("id") == "coin-2"
    heading.send_keys(Keys.TAB)
    shown.switch_to.active_element.send_keys(Keys.ENTER)
    (figures,) = seen(shown, ".coin details[open] table")
    assert "2026-03-14" in figures.text


def test_keyboard_opens_the_sql(show):
    shown = show(MONTHS)
    closed = shown.find_element(By.CSS_SELECTOR, "section[aria-labelledby=pairs] .sql")
    closed.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
    assert queries.PAIRS.splitlines()[0] in closed.text


def test_screen_reader_hears_what_a_chart_shows(show):
    shown = show(MONTHS)
    charts = {
        selector: shown.find_element(By.CSS_SELECTOR, selector)
        for selector in ("#rise-coin-2", "#coin-1-mentions", "#coin-1-prices", ".graph.wide", "#hours-2")
    }
    assert {chart.aria_role for chart in charts.values()} <= {"img", "image"}
    assert [chart.accessible_name for chart in charts.values()] == [
        "Solana: mentions a day In the week, from Mon 9 Mar: 6, 5, 4, 3, 2, 1, 0. "
        "In the 28 days before at most 6 a day",
        "Bitcoin: mentions a day 246 in 90 days, at most 6 a day, none on 12 days; "
        "of 7 days no article is known",
        "Bitcoin: prices seen on pages, in USD Seen on 67 of 90 days: first 70,089.25, last 70,001.25, "
        "between 70,001.25 and 70,089.25",
        "Graph of names that stand in the same articles 13 names and 12 pairs; the strongest is Bitcoin with "
        "Person-0, in 3 articles. The table below has all pairs.",
        "Coin Gazette: articles by hour of the day, UTC Most between 23 and 24 h: 24. "
        f"From 00 h on: {'0, ' * 23}24",
    ]


def test_headings_are_an_outline(show):
    shown = show(MONTHS)
    headings = shown.find_elements(By.CSS_SELECTOR, "h1, h2, h3, h4")
    levels = [int(heading.tag_name[1]) for heading in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_every_column_is_seen_on_a_telephone_and_the_table_stays_one(show):
    shown = show(MONTHS, NARROW)
    for table in seen(shown, "table.cards"):
        assert table.aria_role == "table"
        assert table.accessible_name == table.find_element(By.TAG_NAME, "caption").text
        for cell in table.find_elements(By.CSS_SELECTOR, "tbody th, tbody td, tbody svg"):
            assert cell.rect["width"] > 0
            assert 0 <= cell.rect["x"] <= cell.rect["x"] + cell.rect["width"] <= NARROW[0]
