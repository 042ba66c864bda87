"""A record is read as its feed meant it, or refused with a reason."""

import json
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from include.landing.reading.decode import Rejected
from include.landing.reading.records import Record, parse_record


def parse(**fields: Any) -> Record:
    return parse_record(json.dumps(fields).encode())


def reason_for(content: bytes) -> str:
    with pytest.raises(Rejected) as rejected:
        parse_record(content)
    return rejected.value.reason


@pytest.mark.parametrize(
    ("fields", "raw_text", "title"),
    [
        ({"headline": "A", "summary": "B"}, "A\n\nB", "A"),
        ({"title": " A ", "body": " B\n"}, " A \n\n B\n", " A "),
        ({"headline": "A"}, "A", "A"),
        ({"text": "B"}, "B", None),
        ({"headline": "", "title": "A", "summary": None, "content": "B"}, "A\n\nB", "A"),
        ({"headline": 7, "summary": 1.5}, "7\n\n1.5", "7"),
    ],
)
def test_the_text_is_headline_and_summary_as_captured(
    fields: dict[str, Any], raw_text: str, title: str | None
) -> None:
    found = parse(**fields)
    assert (found.raw_text, found.title) == (raw_text, title)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("a|b c| |a", ["a", "b c", "a"]),
        ("", []),
        ([], []),
        (["a", " ", 5], ["a", "5"]),
        (None, None),
        ([f"tag {number}" for number in range(10_000)], [f"tag {number}" for number in range(10_000)]),
    ],
)
def test_an_empty_list_is_not_a_missing_one(tags: object, expected: list[str] | None) -> None:
    assert parse(headline="A", tags=tags).tags == expected
    assert parse(headline="A").tags is None


@pytest.mark.parametrize(
    ("captured", "expected"),
    [
        ("2025-05-04_19-33", datetime(2025, 5, 4, 19, 33, tzinfo=UTC)),
        ("2025-05-04 19:33:07", datetime(2025, 5, 4, 19, 33, 7, tzinfo=UTC)),
        ("2025-05-04T19:33:07+02:00", datetime(2025, 5, 4, 17, 33, 7, tzinfo=UTC)),
        ("0001-01-01T00:00:00+23:59", None),
        ("2025-13-04_19-33", None),
        ("yesterday", None),
    ],
)
def test_the_time_of_capture_is_utc_or_unknown(captured: str, expected: datetime | None) -> None:
    assert parse(headline="A", captured=captured).captured_at == expected


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "malformed_record"),
        (b"[1]", "malformed_record"),
        (b'"text"', "malformed_record"),
        (b"null", "malformed_record"),
        (b'{"headline": NaN}', "malformed_record"),
        (b'{"headline": Infinity}', "malformed_record"),
        (b'{"headline": "\\ud800"}', "malformed_record"),
        (b'{"headline": ["A"]}', "malformed_record"),
        (b'{"headline": true}', "malformed_record"),
        (b'{"headline": "A", "url": {"href": "x"}}', "malformed_record"),
        (b'{"headline": "A", "tags": 5}', "malformed_record"),
        (b'{"headline": "A", "tags": [["a"]]}', "malformed_record"),
        (b"[" * 100_000, "malformed_record"),
        (b'{"a":' * 100_000, "malformed_record"),
        (b'{"headline": "caf\xe9"}', "undecodable"),
        (b'{"headline": "a\\u0000b"}', "binary"),
        (b'{"headline": "A", "url": "a\\u0000b"}', "binary"),
        (b'{"headline": "A", "tags": "a\\u0000b"}', "binary"),
        (b"{}", "empty"),
        (b'{"headline": " ", "summary": null}', "empty"),
        (b'{"one": {"headline": "A"}, "two": {"headline": "B"}}', "empty"),
    ],
)
def test_what_is_no_record_says_why(content: bytes, reason: str) -> None:
    assert reason_for(content) == reason


def test_the_last_of_two_equal_keys_counts() -> None:
    assert parse_record(b'{"headline": "A", "headline": "B"}').title == "B"


def test_an_extremely_long_value_is_kept_whole() -> None:
    assert parse(headline="A", author="x" * 1_000_000).author == "x" * 1_000_000


def test_a_post_of_wordpress_is_a_record() -> None:
    post = {
        "id": 5,
        "date": "2026-03-01T11:00:00",
        "date_gmt": "2026-03-01T10:00:00",
        "link": "https://pier.example/tides/",
        "title": {"rendered": "Tides &#8217;n&#8217; piers"},
        "content": {
            "rendered": "<p>One pier &#8211; two tides.</p><ul><li>salt</li></ul>",
            "protected": False,
        },
        "excerpt": {"rendered": "<p>One pier &hellip;</p>"},
        "author": 3,
        "categories": [7],
        "tags": [1, 2],
    }
    record = parse_record(orjson.dumps(post))
    assert record.raw_text == "Tides ’n’ piers\n\nOne pier – two tides.\n\n* salt"
    assert (record.title, record.url) == ("Tides ’n’ piers", "https://pier.example/tides/")
    assert record.published_at_raw == "2026-03-01T10:00:00"
    assert (record.author, record.tags, record.categories) == (None, None, None)
    post["content"]["rendered"] = ""
    assert parse_record(orjson.dumps(post)).raw_text == "Tides ’n’ piers\n\nOne pier …"


def test_an_item_of_a_json_feed_is_its_markup_as_lines_of_text() -> None:
    markup = "<p>The tide <b>came</b>.</p><ul><li>At nine</li></ul><script>x</script>"
    record = parse(title="Tide", content_html=markup, summary="Short.", url="https://news.example/1")
    assert record.title == "Tide"
    assert record.raw_text.split() == ["Tide", "The", "tide", "came.", "*", "At", "nine"]
    assert parse(title="Tide", content_text="It came.").raw_text == "Tide\n\nIt came."
    assert parse(title="Tide", content_html=" ", summary="Short.").raw_text == "Tide\n\nShort."
