"""Bytes become text for certain, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.landing.reading.decode import Rejected, check_text, decode_text

WORDS = "Café “Krone” — 1 000 €, naïve"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marks_and_utf8_need_no_declaration(encoding: str) -> None:
    assert decode_text(WORDS.encode(encoding)).text == WORDS


@pytest.mark.parametrize(
    ("declared", "codec"),
    [("ISO-8859-1", "cp1252"), ("windows-1251", "cp1251"), ("Shift_JIS", "cp932"), ("gb2312", "gb18030")],
)
def test_a_declared_encoding_is_read_as_browsers_do(declared: str, codec: str) -> None:
    text = "Привет" if codec == "cp1251" else "“Zitat”" if codec == "cp1252" else "東京"
    assert decode_text(text.encode(codec), declared) == (text, codec)


def test_valid_utf8_is_utf8_whatever_is_declared() -> None:
    assert decode_text(WORDS.encode(), "iso-8859-1").text == WORDS


@pytest.mark.parametrize(
    "declared", ["utf-16", "punycode", "idna", "undefined", "unicode_escape", "hex", "?", ""]
)
def test_no_other_codec_is_looked_up_by_name(declared: str) -> None:
    with pytest.raises(Rejected) as rejected:
        decode_text(b"caf\xe9 au lait, s'il vous pla\xeet", declared)
    assert rejected.value.reason == "undecodable"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \u200b\n", "empty"),
        ("a\x00b", "binary"),
        ("a\x01\x02b", "binary"),
        ("\ud800 half", "undecodable"),
    ],
)
def test_what_is_no_text_is_rejected(text: str, reason: str) -> None:
    with pytest.raises(Rejected) as rejected:
        check_text(text)
    assert rejected.value.reason == reason


def test_a_stray_control_character_does_no_harm() -> None:
    text = "A page break\x0c and an escape \x1b[0m in a page of " + "words " * 20 + "\x02"
    assert decode_text(text.encode()).text == text


@given(st.binary(max_size=200), st.sampled_from([None, "latin1", "utf-8", "big5", "x"]))
def test_any_bytes_are_text_that_can_be_stored_or_are_rejected(content: bytes, declared: str | None) -> None:
    try:
        text = decode_text(content, declared).text
    except Rejected as rejected:
        assert rejected.reason in {"empty", "binary", "undecodable"}
    else:
        assert text.encode()
        assert "\x00" not in text
