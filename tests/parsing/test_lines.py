"""Lines end at CR, LF and CRLF, and nowhere else."""

import pytest

from include.parsing.lines import split_lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("\n\r\n\r", []),
        ("a", [("a", 0, 1, 1)]),
        ("a\n", [("a", 0, 1, 2)]),
        ("a\r\nb\rc\nd", [("a", 0, 1, 3), ("b", 3, 4, 5), ("c", 5, 6, 7), ("d", 7, 8, 8)]),
        ("a\r\r\nb", [("a", 0, 1, 2), ("b", 4, 5, 5)]),
        (" a\u2028b\x0b\x85c \n", [("a\u2028b\x0b\x85c", 0, 8, 9)]),
        ("\ufeff a\u200b\nb", [("a", 0, 4, 5), ("b", 5, 6, 6)]),
        ("\ufeff\nb", [("b", 2, 3, 3)]),
    ],
)
def test_the_lines_of_a_text(text: str, lines: list[tuple[str, int, int, int]]) -> None:
    found = split_lines(text)
    assert [(line.text, line.start, line.end, line.stop) for line in found] == lines
    for line in found:
        assert text[line.text_start : line.text_end] == line.text
