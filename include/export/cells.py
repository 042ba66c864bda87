"""Rows as spreadsheets take them: nothing is a formula, nothing is too long for a cell.

Source of the characters that begin a formula, also in their wide forms: OWASP, "CSV Injection". Source of the
longest text: "Excel specifications and limits".
"""

from collections.abc import Mapping

MAX_CELL_CHARS = 32_767

BYTE_ORDER_MARK = "\ufeff"
"""Stands before the first column's name: without it Excel takes UTF-8 for the code page of its country."""

_IS_FORMULA = r"^[\s\p{Z}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]"

_BECOMES_FORMULA = r"([;\t\r\n][\s\p{Z}\p{Cf}]*)([=@＝＠]|[+\-＋－]\S)"
"""Where a country's lists are separated by semicolons, Excel ends a cell there, and a row at the end of a
line, whatever the quotes say. A dash before a space begins a line of a list, and no formula."""

_PLAIN_TYPES = (
    "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT",
    "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "FLOAT", "DOUBLE", "DATE",
)  # fmt: skip


def spreadsheet_columns(types: Mapping[str, str]) -> str:
    """The select list of a table's columns as cells; times are UTC and say no zone, for Excel reads none."""
    names = list(types)
    return ", ".join(
        f'{_cell(name, types[name])} as "{BYTE_ORDER_MARK if name == names[0] else ""}{name}"'
        for name in names
    )


def _cell(name: str, data_type: str) -> str:
    if data_type in _PLAIN_TYPES or data_type.startswith("DECIMAL"):
        return name
    if data_type == "TIMESTAMP WITH TIME ZONE":
        return f"strftime({name}, '%Y-%m-%d %H:%M:%S')"
    text = f"cast({name} as varchar)"
    within = f"regexp_replace({text}, '{_BECOMES_FORMULA}', '\\1''\\2', 'g')"
    harmless = f"case when regexp_matches({text}, '{_IS_FORMULA}') then '''' || {within} else {within} end"
    return f"left({harmless}, {MAX_CELL_CHARS})"
