"""A page with a hidden file beside it is landed with what that file declares of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from include.landing.land import land_inbox
from include.settings import Settings
from tests.landing.ledger import assert_balanced, query, reasons

BARE = "<html><body><p>The tide came in at nine, and the harbour with it.</p></body></html>"
TELLING = """<html lang="de"><head><link rel="canonical" href="https://news.example/own">
<meta property="og:title" content="Own title"><meta property="og:site_name" content="Own name">
<meta property="article:published_time" content="2026-03-02T08:00:00Z"></head>
<body><p>The tide came in at nine, and the harbour with it.</p></body></html>"""
DECLARED = {
    "url": "https://news.example/declared",
    "title": "Declared title",
    "source": "tides",
    "published_at": "Tue, 03 Mar 2026 10:00:00 GMT",
    "captured_at": "2026-03-03T10:20:00+00:00",
    "language": "en",
    "status": 200,
    "headers": {"etag": "x"},
}


def drop(settings: Settings, name: str, page: str, declaration: Any) -> Path:
    path = Path(settings.inbox) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page)
    text = declaration if isinstance(declaration, str) else json.dumps(declaration)
    beside = path.with_name(f".{path.name}.json")
    beside.write_text(text)
    return beside


def landed(settings: Settings) -> list[tuple]:
    land_inbox(settings)
    return query(settings, "select url, title, source, published_at_raw, language from raw.document")


@pytest.mark.parametrize("name", ["page.html", "feeds/a/2026-03-03/page.htm", "page"])
def test_what_a_page_does_not_tell_is_what_is_declared(settings: Settings, name: str) -> None:
    drop(settings, name, BARE, DECLARED)
    declared = tuple(DECLARED[key] for key in ("url", "title", "source", "published_at", "language"))
    assert landed(settings) == [declared]
    ((captured_at, source),) = query(settings, "select captured_at, source from raw.landing_event")
    assert (captured_at.isoformat(), source) == ("2026-03-03T10:20:00+00:00", "tides")
    assert_balanced(settings)


def test_what_a_page_tells_itself_counts_more_but_for_whose_it_is(settings: Settings) -> None:
    drop(settings, "page.html", TELLING, DECLARED)
    assert landed(settings) == [
        ("https://news.example/own", "Own title", "tides", "2026-03-02T08:00:00Z", "de")
    ]


@pytest.mark.parametrize(
    ("declaration", "reason"),
    [("{", "malformed_record"), ("[]", "malformed_record"), ('{"url": {}}', "malformed_record"),
     ('{"url": "' + "x" * (1 << 20) + '"}', "too_large")],
    ids=["no JSON", "no object", "no text", "too large"],
)  # fmt: skip
def test_a_page_with_a_broken_declaration_is_quarantined(
    settings: Settings, declaration: str, reason: str
) -> None:
    drop(settings, "page.html", BARE, declaration)
    assert landed(settings) == []
    assert reasons(settings) == {"page.html": reason}
    assert_balanced(settings)


def test_a_declaration_that_is_a_link_is_not_followed(settings: Settings, tmp_path: Path) -> None:
    beside = drop(settings, "page.html", BARE, DECLARED)
    (tmp_path / "secret.json").write_text(json.dumps(DECLARED))
    beside.unlink()
    beside.symlink_to(tmp_path / "secret.json")
    assert landed(settings) == []
    assert reasons(settings) == {"page.html": "unreadable"}


def test_a_text_takes_nothing_from_beside_it(settings: Settings) -> None:
    drop(settings, "page.txt", "The tide came in.", DECLARED)
    assert landed(settings) == [(None, None, None, None, None)]
