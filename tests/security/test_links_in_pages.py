"""Only addresses of the web become links, whatever an article says its address is."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest

from include.news_page import page
from include.news_page.collect import collect
from include.quality.report import page as quality_page
from tests.news_page import made
from tests.quality.report.reports import REFUSED

ADDRESSES = (
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\nscript:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript://news.example/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "DATA:text/html;base64,PHNjcmlwdD4=",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:https://news.example/1",
    "//evil.example/without-a-scheme",
    "\\\\evil.example\\share",
    "https:evil.example",
    "https://news.example@evil.example/looks-like-another",
    'https://news.example/" onmouseover="alert(1)',
)
WEB = re.compile(r"https?://[^/@\s\"'<>]+(/[^\s\"'<>]*)?$")


class Links(HTMLParser):
    """Every address that a page leads to or loads, and every attribute that would run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.running: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src", "srcset", "action", "formaction", "xlink:href", "data", "poster"}:
                self.addresses.append(value or "")
            if name.startswith("on") or tag in {"script", "iframe", "object", "embed", "base"}:
                self.running.append(f"{tag} {name}")


def assert_harmless(html: str) -> None:
    links = Links(html)
    assert links.running == []
    for address in links.addresses:
        is_within = not re.match(r"[^/?#]*:", address) and not address.startswith(("/", "\\"))
        is_icon = address == "data:,"
        assert is_within or is_icon or WEB.match(address), address


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "pressmark.duckdb"
    made.write_only_stories(path)
    return path


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_such_address_becomes_a_link_on_the_news_page(news: Path, address: str) -> None:
    with duckdb.connect(str(news)) as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("update marts.article_overview set canonical_url = ?", [address])
        found = collect(connection)
    html = page.render(found)
    assert any(story.tellings for story in found.stories), "there is something that could be a link"
    assert [link for link in Links(html).addresses if "example" in link or "alert" in link] == []
    assert_harmless(html)


def test_an_address_of_the_web_does(news: Path) -> None:
    with duckdb.connect(str(news), read_only=True) as connection:
        html = page.render(collect(connection))
    assert_harmless(html)
    assert [link for link in Links(html).addresses if link.startswith("https://news.example/")]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_quality_page_shows_addresses_and_links_to_none(address: str) -> None:
    feed = replace(REFUSED.feeds[0], address=address)
    html = quality_page.render(replace(REFUSED, feeds=[feed]), "data_docs")
    assert_harmless(html)
    assert [link for link in Links(html).addresses if "example" in link] == []
