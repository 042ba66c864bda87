"""Dates in every form that a page was seen to use."""

from datetime import datetime

import pytest

from include.parsing.values.dates import (
    find_date,
    is_labelled,
    is_minute,
    parse_date_line,
    parse_declared_time,
    parse_minute,
    parse_opening_date,
)


@pytest.mark.parametrize(
    ("text", "raw", "local", "precision", "offset"),
    [
        ("2026/03/13 23:50", "2026/03/13 23:50", datetime(2026, 3, 13, 23, 50), "minute", None),
        ("2026-03-13", "2026-03-13", datetime(2026, 3, 13), "day", None),
        ("date 2025-09-18", "2025-09-18", datetime(2025, 9, 18), "day", None),
        ("2025-09-18 05:30:44", "2025-09-18 05:30:44", datetime(2025, 9, 18, 5, 30, 44), "second", None),
        ("2025-09-18T05:30:44Z", "2025-09-18T05:30:44Z", datetime(2025, 9, 18, 5, 30, 44), "second", 0),
        ("2025-09-18T05:30+05:30", "2025-09-18T05:30+05:30", datetime(2025, 9, 18, 5, 30), "minute", 330),
        (
            "2025-09-18T05:30:44.120-0400",
            "2025-09-18T05:30:44.120-0400",
            datetime(2025, 9, 18, 5, 30, 44),
            "second",
            -240,
        ),
        ("2026-03-02T01:30:00+03", "2026-03-02T01:30:00+03", datetime(2026, 3, 2, 1, 30), "second", 180),
        ("2026-03-02 01:30 UTC-05", "2026-03-02 01:30 UTC-05", datetime(2026, 3, 2, 1, 30), "minute", -300),
        ("2026-03-02 01:30 JST", "2026-03-02 01:30 JST", datetime(2026, 3, 2, 1, 30), "minute", 540),
        ("September 18, 2025", "September 18, 2025", datetime(2025, 9, 18), "day", None),
        ("Sept. 18, 2025", "Sept. 18, 2025", datetime(2025, 9, 18), "day", None),
        ("Published: May 1, 2025", "May 1, 2025", datetime(2025, 5, 1), "day", None),
        ("Thursday, September 18, 2025", "September 18, 2025", datetime(2025, 9, 18), "day", None),
        (
            "Sep 18, 2025, 10:30 AM UTC",
            "Sep 18, 2025, 10:30 AM UTC",
            datetime(2025, 9, 18, 10, 30),
            "minute",
            0,
        ),
        ("Sep 18, 2025 at 12:05 am", "Sep 18, 2025 at 12:05 am", datetime(2025, 9, 18, 0, 5), "minute", None),
        (
            "18 September 2025 10:30 GMT",
            "18 September 2025 10:30 GMT",
            datetime(2025, 9, 18, 10, 30),
            "minute",
            0,
        ),
        ("18/09/2025 16h45", "18/09/2025 16h45", datetime(2025, 9, 18, 16, 45), "minute", None),
        ("09/18/2025", "09/18/2025", datetime(2025, 9, 18), "day", None),
        ("Erstellt am: 18.09.2025", "18.09.2025", datetime(2025, 9, 18), "day", None),
        ("Pressemitteilung vom 18.09.2025", "18.09.2025", datetime(2025, 9, 18), "day", None),
        ("Donderdag 18 september 2025", "18 september 2025", datetime(2025, 9, 18), "day", None),
        ("Quinta-feira, 18 de maio de 2025", "18 de maio de 2025", datetime(2025, 5, 18), "day", None),
    ],
)
def test_a_line_that_is_a_date(
    text: str, raw: str, local: datetime, precision: str, offset: int | None
) -> None:
    found = parse_date_line(text, 100)
    assert found is not None
    assert (found.raw.text, found.local, found.precision, found.utc_offset_minutes) == (
        raw,
        local,
        precision,
        offset,
    )
    assert found.raw.char_start == 100 + text.index(raw)
    assert found.raw.char_end == found.raw.char_start + len(raw)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026/13/45",
        "2026/02/30 10:00",
        "2026/03/13 24:50",
        "0000-01-01",
        "February 30, 2025",
        "Sep 18, 2025, 13:30 PM",
        "Sep 18, 2025, 0:30 AM",
        "2026/03-13",
        "On 2026/03/13 it rained",
        "September 18",
        "18",
        "٢٠٢٦/٠٣/١٣",
        "9" * 79,
        "2026/03/13 " * 20,
    ],
)
def test_a_line_that_is_no_date(text: str) -> None:
    assert parse_date_line(text, 0) is None


@pytest.mark.parametrize(
    ("text", "local", "precision", "offset"),
    [
        ("1772359200", datetime(2026, 3, 1, 10), "second", 0),
        ("1772359200123", datetime(2026, 3, 1, 10), "second", 0),
        ("1772359200.0", datetime(2026, 3, 1, 10), "second", 0),
        ("20260302T013000Z", datetime(2026, 3, 2, 1, 30), "second", 0),
        ("20260302T013000.25+0530", datetime(2026, 3, 2, 1, 30), "second", 330),
        ("20260302T0130", datetime(2026, 3, 2, 1, 30), "minute", None),
        ("20260302", datetime(2026, 3, 2), "day", None),
        ("Mon, 02 Mar 2026 01:30:00 GMT", datetime(2026, 3, 2, 1, 30), "second", 0),
    ],
)
def test_a_declared_time_may_be_written_as_only_machines_do(
    text: str, local: datetime, precision: str, offset: int | None
) -> None:
    found = parse_declared_time(text)
    assert found is not None
    assert (found.local, found.precision, found.utc_offset_minutes) == (local, precision, offset)


@pytest.mark.parametrize(
    "text",
    ["03/02/2026 01:30", "20261302", "20260302T2530", "177235920", "17723592001", "-1772359200", "soon", ""],
)
def test_a_declared_time_that_is_none_or_is_ambiguous(text: str) -> None:
    assert parse_declared_time(text) is None


@pytest.mark.parametrize("text", ["1772359200", "20260302T013000Z"])
def test_a_line_on_a_page_that_is_a_number_is_no_date(text: str) -> None:
    assert parse_date_line(text, 0) is None


@pytest.mark.parametrize("text", ["2026/13/45 10:49", "2026/02/30 10:49", "2026/03/14 24:00"])
def test_an_impossible_minute_has_the_shape_and_no_value(text: str) -> None:
    assert is_minute(text)
    assert parse_minute(text, 0) is None


@pytest.mark.parametrize(
    "text", ["²026/03/14 10:49", "2026/03-14 10:49", "2026/03/14  10:49", "2026/3/14 10:49", ""]
)
def test_other_shapes_are_no_minute(text: str) -> None:
    assert not is_minute(text)


@pytest.mark.parametrize("text", ["03/02/2026", "13/13/2026", "31/02/2026", "2/31/2026"])
def test_with_slashes_a_date_may_be_nobody_knows_which(text: str) -> None:
    assert parse_date_line(text, 0) is None


@pytest.mark.parametrize(
    ("text", "local", "offset"),
    [
        ("2026-03-14T12:07:40+02:00CEST", datetime(2026, 3, 14, 12, 7, 40), 120),
        ("20260314T12:07:40Z", datetime(2026, 3, 14, 12, 7, 40), 0),
    ],
)
def test_a_declared_time_may_mix_two_forms(text: str, local: datetime, offset: int) -> None:
    found = parse_declared_time(text)
    assert found is not None
    assert (found.local, found.utc_offset_minutes) == (local, offset)


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("Piers, 14 March 2026, 10:49 by Nora", "14 March 2026, 10:49"),
        ("Nora QuillMarch 14, 2026", "March 14, 2026"),
        ("2026-03-14 15:03:30 / 2026-03-15 15:30:46", "2026-03-14 15:03:30"),
        ("No. 114.03.2026", None),
        ("Omar 14, 2026", None),
        ("14.03.20261", None),
        ("no date", None),
    ],
)
def test_the_first_date_within_a_line(text: str, raw: str | None) -> None:
    found = find_date(text, 100)
    assert (found and found.raw.text) == raw
    assert found is None or found.raw.char_start == 100 + text.index(found.raw.text)


@pytest.mark.parametrize(
    ("text", "is_dated"),
    [
        ("14.03.2026 – The harbour sold", True),
        ("(14 March 2026) The harbour sold", True),
        ("14 March 2026. The harbour sold", True),
        ("Quay Town, March 14, 2026 (Wire) -- The harbour sold", True),
        ("Quay Town – March 14, 2026 – The harbour sold", True),
        ("On March 14, 2026, the harbour sold", False),
        ("The harbour sold herring on 14 March 2026. It was cheap.", False),
        ("It was cold. Then, 14 March 2026: the harbour sold", False),
        ("March 14, 2026 was a cold day", False),
        ("No date: none", False),
    ],
)
def test_a_report_may_be_headed_with_its_day(text: str, is_dated: bool) -> None:
    assert (parse_opening_date(text, 0) is not None) == is_dated


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Published on 14 March 2026", True),
        ("Datum: 14.03.2026", True),
        ("Last updated: 14 March 2026", False),
        ("Stand: 14.03.2026", False),
        ("14 March 2026", False),
    ],
)
def test_a_label_tells_of_publication_or_of_a_later_change(text: str, is_told: bool) -> None:
    assert is_labelled(text) == is_told
