"""No text of an article becomes a formula in a spreadsheet, and none bursts its cell."""

import re

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from include.export.cells import BYTE_ORDER_MARK, MAX_CELL_CHARS, spreadsheet_columns

BEGINS_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def cell_of(value: object, data_type: str) -> object:
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute(f"create table one (value {data_type})")
        connection.execute("insert into one values (?)", [value])
        ((cell,),) = connection.execute(
            f"select {spreadsheet_columns({'value': data_type})} from one"
        ).fetchall()
        return cell


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@sum(1)",
        "＝1",
        " =1",
        "\u00a0=1",
        "\t1",
        "\r\n1",
        '=HYPERLINK("http://a.example","b")',
    ],
)
def test_what_begins_a_formula_is_shown_as_text(text: str) -> None:
    assert cell_of(text, "VARCHAR") == f"'{text}"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a;=1+1", "a;'=1+1"),
        ("a; @sum(1)", "a; '@sum(1)"),
        ("a\n=1+1;b", "a\n'=1+1;b"),
        ("a;b;-2+3+cmd|' /C calc'!A0", "a;b;'-2+3+cmd|' /C calc'!A0"),
        ("a\r\n\u200b＝1;+1", "a\r\n\u200b'＝1;'+1"),
        ("=1;=2", "'=1;'=2"),
        ("\r\n=1", "'\r\n'=1"),
    ],
)
def test_nor_does_what_follows_a_semicolon_or_stands_in_another_line(text: str, cell: str) -> None:
    """As Excel reads a file where lists are separated by semicolons."""
    assert cell_of(text, "VARCHAR") == cell


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("=+-@＝ \t\r\n\u00a0\u2003\u200bab;'\""), max_size=6))
def test_no_text_is_left_that_begins_a_formula(text: str) -> None:
    cell = cell_of(text, "VARCHAR")
    assert isinstance(cell, str)
    assert not cell.strip(" \t\r\n\u00a0\u2003\u200b").startswith(BEGINS_FORMULA)
    assert cell.replace("'", "") == text.replace("'", "")
    for part in re.split(r"[;\t\r\n]", cell):
        assert not part.strip(" \u00a0\u2003\u200b").startswith(("=", "@", "＝"))


@pytest.mark.parametrize(
    ("value", "data_type", "cell"),
    [
        ("It rose:\n- Bitcoin; - Solana", "VARCHAR", "It rose:\n- Bitcoin; - Solana"),
        ("Bitcoin = digital gold", "VARCHAR", "Bitcoin = digital gold"),
        ("2026-03-03 10:01:00+00", "TIMESTAMP WITH TIME ZONE", "2026-03-03 10:01:00"),
        (-3, "BIGINT", -3),
        (["bitcoin", "ethereum"], "VARCHAR[]", "[bitcoin, ethereum]"),
        (None, "VARCHAR", None),
        ("x" * (MAX_CELL_CHARS + 1), "VARCHAR", "x" * MAX_CELL_CHARS),
    ],
)
def test_the_rest_is_left_as_it_is(value: object, data_type: str, cell: object) -> None:
    assert cell_of(value, data_type) == cell


def test_the_mark_by_which_excel_knows_utf_8_stands_before_the_first_name() -> None:
    assert spreadsheet_columns({"a": "BIGINT", "b": "DATE"}) == f'a as "{BYTE_ORDER_MARK}a", b as "b"'
