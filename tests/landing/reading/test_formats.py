"""Every format that may be dropped, under every name that it may have."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from include.landing.identity import document_id
from include.landing.land import land_inbox
from include.settings import Settings
from tests.landing.ledger import (
    assert_balanced,
    events,
    quarantined_bytes,
    query,
    reasons,
    record,
    texts,
    write_records,
)

TEXT = "Harbour town mines with tide power\n\nThe pier hosts 40 machines.\n"
PAGE = b"<!DOCTYPE html><html><body><p>Tide power</p></body></html>"
LINE = json.dumps(record(1)).encode() + b"\n"


FORMATS = [
    ("a.txt", TEXT.encode(), "page_text"),
    ("a.TXT", TEXT.encode(), "page_text"),
    ("a", TEXT.encode(), "page_text"),
    ("a.md", TEXT.encode(), "page_text"),
    ("a.txt", gzip.compress(TEXT.encode()), "page_text"),
    ("a.txt.gz", gzip.compress(TEXT.encode()), "page_text"),
    ("a.txt.gz", TEXT.encode(), "page_text"),
    ("a.html", PAGE, "html"),
    ("a.htm", PAGE, "html"),
    ("a.html.gz", gzip.compress(PAGE), "html"),
    ("a", PAGE, "html"),
    ("a", b"\n\xef\xbb\xbf"[1:] + PAGE, "html"),
    ("a", PAGE.decode().encode("utf-16"), "html"),
    ("a.php", b"<?xml version='1.0'?><html><body>Tide power</body></html>", "html"),
    ("a.jsonl", LINE, "record"),
    ("a.ndjson", LINE, "record"),
    ("a.jsonl.gz", gzip.compress(LINE), "record"),
    ("a.jsonl.gz", LINE, "record"),
    ("a.jsonl", gzip.compress(LINE), "record"),
    ("a.gz", gzip.compress(LINE), "record"),
    ("a", LINE, "record"),
    ("a.dump", b"[" + LINE + b"]", "record"),
    ("a.json", b"[" + LINE + b"]", "record"),
    ("a.json", LINE, "record"),
    ("a.json", json.dumps(record(1), indent=2).encode(), "record"),
    ("a.json.gz", gzip.compress(b"[" + LINE + b"]"), "record"),
]
REFUSALS = [
    ("a.txt", b"", "empty"),
    ("a.txt", b" \r\n\t", "empty"),
    ("a.txt", b"\xef\xbb\xbf", "empty"),
    ("a.txt", "\u200b \ufeff".encode(), "empty"),
    ("a.jsonl", b"\n\n", "empty"),
    ("a.json", b"[]", "empty"),
    ("a.json", b"", "empty"),
    ("a.html", b"", "empty"),
    ("a.html", b"<html><frameset><frame src='x'></frameset></html>", "empty"),
    ("a.txt", b"caf\xe9 and more text than a few bytes", "undecodable"),
    ("a.jsonl", LINE.decode().encode("utf-16"), "undecodable"),
    ("a.json", LINE.decode().encode("utf-32"), "undecodable"),
    ("a.txt", bytes(range(256)) * 8, "binary"),
    ("a.txt", b"text with a \x00 in it", "binary"),
    ("a.jsonl", bytes(range(256)) * 40, "binary"),
    ("a", b"\x89PNG\r\n\x1a\n" + bytes(64), "binary"),
    ("a.txt", b"x" * 5_000_001, "too_large"),
    ("a.html", b"<html>" + b"x" * 5_000_001, "too_large"),
    ("a.jsonl.gz", gzip.compress(LINE * 20)[:-9], "malformed_archive"),
    ("a.jsonl.gz", gzip.compress(LINE) + b"tail", "malformed_archive"),
    ("a.txt.gz", b"\x1f\x8b", "malformed_archive"),
    ("a.txt.gz", b"\x1f\x8b\x08\x00" + b"damaged" * 9, "malformed_archive"),
    ("a.jsonl.gz.gz", gzip.compress(gzip.compress(LINE)), "malformed_archive"),
    ("a.json", b'[{"headline": "One"}', "malformed_record"),
    ("a.json", b'[{"headline": "One"', "malformed_record"),
    ("a.json", b'[{"headline": "One"}] and more', "malformed_record"),
    ("a.json", b"[}", "malformed_record"),
    ("a.json", b"just words", "malformed_record"),
    ("a.json", b"[" * 100_000, "malformed_record"),
    ("a.json", b'{"a":' * 100_000, "malformed_record"),
]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str | None, str | None]]:
    """One load of all cases: format and reason of each, by source."""
    home = tmp_path_factory.mktemp("home")
    for kind, files in (("format", FORMATS), ("refusal", REFUSALS)):
        for number, (name, content, _) in enumerate(files):
            folder = home / "inbox" / kind / str(number)
            folder.mkdir(parents=True)
            (folder / name).write_bytes(content)
    settings = Settings(home=home, inbox=str(home / "inbox"))
    land_inbox(settings)
    assert_balanced(settings)
    rows = query(
        settings,
        """
        select event.source_uri, document.format, event.reason
        from raw.landing_event as event left join raw.document as document using (document_id)
        """,
    )
    assert len(rows) == len(FORMATS) + len(REFUSALS)
    return {source_uri: (document_format, reason) for source_uri, document_format, reason in rows}


def test_a_text_is_landed_exactly_as_it_stands(settings: Settings, inbox: Path) -> None:
    content = "\ufeffTitle\r\n\r\n  Body\u00a0with   spaces \r\nno newline at the end".encode()
    (inbox / "page.txt").write_bytes(content)
    land_inbox(settings)
    ((raw_text, document_format, char_count, byte_count, encoding, uri, record_no, found_id),) = query(
        settings,
        """
        select raw_text, format, char_count, byte_count, encoding, source_uri, record_no, document_id
        from raw.document
        """,
    )
    assert raw_text == content.decode("utf-8-sig")
    assert (document_format, uri, record_no, encoding) == ("page_text", "page.txt", None, "utf-8-sig")
    assert (char_count, byte_count) == (len(raw_text), len(content))
    assert found_id == document_id(raw_text, None)


def test_a_record_keeps_what_it_declares(settings: Settings, inbox: Path) -> None:
    declared = {
        "datetime": "2026-03-12T09:15:00.000Z",
        "headline": "A pool splits",
        "summary": "Two pools stand where one stood.",
        "source": " Ledger.Courier ",
        "url": "https://courier.example.org/pool",
        "categories": "mining| pools ||",
        "tags": [],
        "author": "M. Okonkwo",
        "language": "en",
        "captured": "2026-03-12_10-00",
    }
    write_records(inbox / "feed.jsonl", [declared])
    land_inbox(settings)
    found = query(
        settings,
        """
        select raw_text, format, title, url, source, published_at_raw, categories, tags, author, language,
            record_no, document_id
        from raw.document
        """,
    )
    text = "A pool splits\n\nTwo pools stand where one stood."
    url = "https://courier.example.org/pool"
    assert found == [
        (
            text,
            "record",
            "A pool splits",
            url,
            "Ledger.Courier",
            "2026-03-12T09:15:00.000Z",
            ["mining", "pools"],
            [],
            "M. Okonkwo",
            "en",
            1,
            document_id(text, url),
        )
    ]
    assert query(settings, "select captured_at from raw.landing_event") == [
        (datetime(2026, 3, 12, 10, tzinfo=UTC),)
    ]


@pytest.mark.parametrize("number", range(len(FORMATS)))
def test_a_file_is_read_as_what_it_is(cases: dict[str, tuple[str | None, str | None]], number: int) -> None:
    name, _, document_format = FORMATS[number]
    assert cases[f"format/{number}/{name}"] == (document_format, None)


def test_files_at_any_depth_are_found_and_hidden_ones_are_not(settings: Settings, inbox: Path) -> None:
    deep = inbox / "2026" / "03" / "page.txt"
    deep.mkdir(parents=True)
    write_records(deep / "feed.jsonl", [record(1), record(2)])
    (inbox / ".upload").mkdir()
    (inbox / ".upload" / "half.txt").write_text("not yet")
    (inbox / ".half.txt").write_text("not yet")
    land_inbox(settings)
    assert [uri for uri, *_ in events(settings)] == ["2026/03/page.txt/feed.jsonl"] * 2


def test_an_array_numbers_its_records_and_keeps_their_own_bytes(settings: Settings, inbox: Path) -> None:
    (inbox / "a.json").write_bytes(b'[ {"headline": "One"},\n {"headline":  NaN }, 7, {"headline": "Two"} ]')
    land_inbox(settings)
    assert [(no, outcome, reason) for _, no, outcome, reason in events(settings)] == [
        (1, "landed", None),
        (2, "quarantined", "malformed_record"),
        (3, "quarantined", "malformed_record"),
        (4, "landed", None),
    ]
    assert texts(settings) == ["One", "Two"]
    assert_balanced(settings)


def test_the_same_text_at_two_addresses_is_two_documents(settings: Settings, inbox: Path) -> None:
    same = {"headline": "One text", "summary": "everywhere"}
    write_records(
        inbox / "a.jsonl",
        [{**same, "url": "https://a.example/1"}, {**same, "url": "https://b.example/1"}, same],
    )
    (inbox / "b.txt").write_text("One text\n\neverywhere")
    summary = land_inbox(settings)
    assert (summary.landed_count, summary.duplicate_count) == (3, 1)


@pytest.mark.parametrize("number", range(len(REFUSALS)))
def test_what_cannot_be_landed_as_a_whole_says_why(
    cases: dict[str, tuple[str | None, str | None]], number: int
) -> None:
    name, _, reason = REFUSALS[number]
    assert cases[f"refusal/{number}/{name}"] == (None, reason)


def test_an_archive_made_to_fill_a_disk_is_not_opened_further(settings: Settings, inbox: Path) -> None:
    bomb = gzip.compress(b"x" * (1 << 20), 9) * 150
    (inbox / "bomb.jsonl.gz").write_bytes(bomb)
    (inbox / "good.txt").write_text(TEXT)
    land_inbox(settings)
    assert reasons(settings) == {"bomb.jsonl.gz": "archive_bomb", "good.txt": None}
    assert quarantined_bytes(settings) == {("bomb.jsonl.gz", None): bomb}
    assert_balanced(settings)
