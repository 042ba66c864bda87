"""Data Docs: nothing is fetched, nothing runs, every link leads somewhere, the latest runs are kept."""

import os
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from include.quality.audit import data_docs
from tests.quality.conftest import MARKUP

FETCHING = {"src", "srcset", "data", "poster", "background", "action", "formaction", "xlink:href"}


class Parts(HTMLParser):
    """The elements of a page, and its style sheets."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.styles, self.is_in_style = [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        self.styles.append(attributes.get("style", ""))
        self.is_in_style = tag == "style"

    def handle_endtag(self, tag):
        self.is_in_style = False

    def handle_data(self, data):
        if self.is_in_style:
            self.styles.append(data)


@pytest.fixture(scope="module")
def pages(docs_of_markup):
    return {path: path.read_text(encoding="utf-8") for path in docs_of_markup.rglob("*.html")}


def test_pages_are_all_that_is_written(docs_of_markup, pages):
    assert {path for path in docs_of_markup.rglob("*") if path.is_file()} == set(pages)
    assert {path.relative_to(docs_of_markup).parts[1] for path in pages if path.parent != docs_of_markup} == {
        "index.html",
        "validations",
        "expectations",
    }


def test_no_page_fetches_anything(pages):
    for path, html in pages.items():
        parts = Parts(html)
        fetched = [
            (tag, name, value)
            for tag, attributes in parts.elements
            for name, value in attributes.items()
            if name in FETCHING or (tag == "link" and name == "href" and value != "data:,")
        ]
        assert fetched == [], path
        assert not re.search(r"@import|url\(", "".join(parts.styles)), path


def test_no_page_runs_anything(pages):
    for path, html in pages.items():
        elements = Parts(html).elements
        assert not {"script", "iframe", "object", "embed", "base"} & {tag for tag, _ in elements}, path
        assert [name for _, attributes in elements for name in attributes if name.startswith("on")] == [], (
            path
        )
        policies = [attributes.get("content") for tag, attributes in elements if tag == "meta"]
        assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in policies, path


def test_markup_in_a_file_name_or_a_value_stays_text(pages):
    assert [path for path, html in pages.items() if MARKUP in html] == []
    assert any("&lt;script&gt;alert(1)" in html for html in pages.values())


def test_nothing_is_escaped_twice(pages):
    assert [path for path, html in pages.items() if re.search(r"&amp;(lt|gt|quot|#x27);", html)] == []


def test_every_link_leads_to_a_page_or_a_place_in_it(docs_of_markup, pages):
    quality_page = docs_of_markup.parent / "index.html"
    for path, html in pages.items():
        elements = Parts(html).elements
        ids = {attributes.get("id") for _, attributes in elements}
        for address in (attributes["href"] for tag, attributes in elements if tag == "a"):
            target, _, place = unquote(address).partition("#")
            if target:
                assert Path(os.path.normpath(path.parent / target)) in {*pages, quality_page}, (path, address)
            else:
                assert place in ids, (path, address)


def test_index_of_a_run_counts_what_held_in_the_order_of_the_audit(docs_of_markup):
    html = (docs_of_markup / "a_run" / "index.html").read_text(encoding="utf-8")
    rows = re.findall(r">([\w.]+)</a></th>\s*<td><span class=\"(\w+)\">(.*?)</span>", html)
    assert [(table, state) for table, state, _ in rows] == [
        ("raw.document", "failed"),
        ("core.entity", "failed"),
        ("core.mention", "failed"),
    ]
    assert re.fullmatch(r"✗ 1 of \d\d did not hold", rows[2][2])


def test_what_failed_to_be_evaluated_is_told_behind_a_summary(pages):
    (html,) = (html for path, html in pages.items() if "validations/core/entity" in path.as_posix())
    assert re.search(r"<details>\s*<summary>\s*(<span\s*>)?\s*Show exception traceback", html)


def test_latest_runs_are_kept_and_listed_newest_first(tmp_path, monkeypatch):
    monkeypatch.setattr(data_docs, "KEPT_RUN_COUNT", 2)
    for age, name in enumerate(["newest", "middle", "oldest", ".draft"]):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (1_000_000 - 60 * age,) * 2)

    data_docs.keep_latest(tmp_path)

    assert {path.name for path in tmp_path.glob("*/")} == {"newest", "middle", ".draft"}
    html = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'href="(\w+)/index.html"', html) == ["newest", "middle"]
    assert html.count("1970-01-12 13:46 UTC") == 1
