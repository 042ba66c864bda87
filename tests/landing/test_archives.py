"""Web archives are landed page by page, with the address and the time of each."""

import gzip
import io
import os
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from include.landing.land import land_inbox
from include.landing.replay import replay_quarantine
from include.settings import Settings
from tests.landing.ledger import assert_balanced, events, query, reasons

CAPTURED_AT = "2026-03-03T10:20:00Z"


def page(words: str) -> bytes:
    return f"<html><body><p>{words} came in with the tide.</p></body></html>".encode()


class Archive:
    """An archive that a test fills."""

    def __init__(self, *, is_packed: bool = False) -> None:
        self._content = io.BytesIO()
        self._writer = WARCWriter(self._content, gzip=is_packed)
        self._writer.write_record(self._writer.create_warcinfo_record("x.warc", {"software": "tests"}))

    def add(
        self,
        url: str,
        body: bytes,
        content_type: str = "text/html; charset=utf-8",
        status: str = "200 OK",
        kind: str = "response",
        **headers: str,
    ) -> None:
        fields = [
            ("Content-Type", content_type),
            *((name.replace("_", "-"), headers[name]) for name in headers),
        ]
        answer = StatusAndHeaders(status, fields, protocol="HTTP/1.1")
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            http_headers=answer,
            warc_headers_dict={"WARC-Date": CAPTURED_AT},
        )
        self._writer.write_record(record)

    def drop(self, settings: Settings, name: str) -> Path:
        path = Path(settings.inbox) / name
        path.write_bytes(self._content.getvalue())
        return path


@pytest.mark.parametrize(
    ("name", "is_packed"), [("news.warc", False), ("news.warc.gz", True), ("CC-NEWS", True)]
)
def test_pages_are_landed_and_all_else_is_passed_over(settings: Settings, name: str, is_packed: bool) -> None:
    archive = Archive(is_packed=is_packed)
    archive.add("https://news.example/1", page("One"))
    archive.add("https://news.example/1", b"GET /", kind="request")
    archive.add("https://news.example/logo.png", os.urandom(5000), "image/png")
    archive.add("https://news.example/gone", page("Gone"), status="404 Not Found")
    archive.add("https://news.example/2", page("Two"), "application/xhtml+xml")
    archive.drop(settings, name)
    assert land_inbox(settings).landed_count == 2
    assert query(settings, "select url, format, record_no, raw_text from raw.document order by url") == [
        ("https://news.example/1", "html", 2, "One came in with the tide."),
        ("https://news.example/2", "html", 6, "Two came in with the tide."),
    ]
    captured = query(settings, "select distinct captured_at from raw.landing_event")
    assert [moment.isoformat() for (moment,) in captured] == ["2026-03-03T10:20:00+00:00"]
    assert_balanced(settings)
    assert land_inbox(settings).unchanged_count == 1


def test_bodies_are_read_as_they_were_sent(settings: Settings) -> None:
    archive = Archive()
    chunk = page("Chunked")
    archive.add("https://news.example/1", gzip.compress(page("Packed")), Content_Encoding="gzip")
    archive.add(
        "https://news.example/2", b"%x\r\n%s\r\n0\r\n\r\n" % (len(chunk), chunk), Transfer_Encoding="chunked"
    )
    archive.add(
        "https://news.example/3", page("Прилив").decode().encode("cp1251"), "text/html; charset=windows-1251"
    )
    archive.drop(settings, "news.warc")
    assert land_inbox(settings).landed_count == 3
    words = query(settings, "select split_part(raw_text, ' ', 1), encoding from raw.document order by url")
    assert words == [("Packed", "utf-8"), ("Chunked", "utf-8"), ("Прилив", "cp1251")]


def test_a_bad_page_is_quarantined_alone_and_lands_after_a_fix(settings: Settings) -> None:
    archive = Archive()
    archive.add("https://news.example/1", page("One"))
    archive.add("https://news.example/2", page("x" * 3000))
    archive.add("https://news.example/3", b"<html></html>")
    archive.add("https://news.example/4", page("Four"))
    archive.drop(settings, "news.warc")
    small = replace(settings, max_document_bytes=1000)
    assert land_inbox(small).landed_count == 2
    assert [event[1:] for event in events(settings)] == [
        (2, "landed", None),
        (3, "quarantined", "too_large"),
        (4, "quarantined", "empty"),
        (5, "landed", None),
    ]
    assert_balanced(settings)


def test_a_page_of_an_archive_keeps_its_address_in_quarantine(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from include.landing.reading import read
    from include.landing.reading.decode import Rejected

    decode_html = read.decode_html

    def refuse(content: bytes, charset: str | None = None) -> None:
        raise Rejected("malformed_html", "cannot be rendered yet")

    archive = Archive()
    archive.add(
        "https://news.example/1", page("Прилив").decode().encode("cp1251"), "text/html; charset=windows-1251"
    )
    archive.drop(settings, "news.warc")
    monkeypatch.setattr(read, "decode_html", refuse)
    assert land_inbox(settings).quarantined_count == 1
    monkeypatch.setattr(read, "decode_html", decode_html)
    assert replay_quarantine(settings).load.landed_count == 1
    assert query(settings, "select url, format, record_no, raw_text from raw.document") == [
        ("https://news.example/1", "html", 2, "Прилив came in with the tide.")
    ]
    ((captured_at,),) = query(settings, "select captured_at from raw.landing_event where outcome = 'landed'")
    assert captured_at.isoformat() == "2026-03-03T10:20:00+00:00"


def test_an_archive_that_is_none_or_holds_no_page_is_quarantined_whole(settings: Settings) -> None:
    inbox = Path(settings.inbox)
    (inbox / "none.warc").write_bytes(b"The tide came in.\r\n\r\n")
    archive = Archive()
    archive.add("https://news.example/logo.png", b"png", "image/png")
    archive.drop(settings, "images.warc")
    packed = Archive(is_packed=True)
    for number in range(50):
        packed.add(f"https://news.example/{number}", page(os.urandom(500).hex()))
    path = packed.drop(settings, "cut.warc.gz")
    path.write_bytes(path.read_bytes()[:-700])
    assert land_inbox(settings).landed_count == 0
    assert reasons(settings) == {
        "cut.warc.gz": "malformed_archive",
        "images.warc": "empty",
        "none.warc": "malformed_archive",
    }
    assert_balanced(settings)
