"""Style sheets, scripts and markup in a text are code, and prose that resembles them is prose."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from include.parsing.page.code import find_code
from include.parsing.parse import parse

PROSE = "Harbour Chain settled 40 transfers in nine seconds, and nobody was surprised by it at the pier."
CODES = [
    ".quay-box li { display: none; }",
    ".quay_box { margin: 0 !important; } @media (max-width: 600px) { .quay_box { padding: 0; } }",
    "var tides = \"6\"; var list = []; function show_tide(tide_id) { if (tide_id) { box.innerHTML = ''; } }",
    "document.querySelector('#quay').style.display = 'block';",
    "pierModal.innerHTML = '';",
    '{"@type": "NewsArticle", "headline": "Tides"}',
    "[quay_price sym=”tide”]",
    "[tide_links postid=”477585″]",
    '<div class="quay"><p>',
    "</p>",
    "&lt;p&gt;",
    "<style>p { color: red }</style>",
]


@pytest.mark.parametrize("code", CODES)
def test_code_within_prose_is_found_whole(code: str) -> None:
    text = f"{PROSE} {code} {PROSE}"
    spans = find_code(text)
    assert (spans[0].char_start, spans[-1].char_end) == (len(PROSE) + 1, len(PROSE) + 1 + len(code))


@pytest.mark.parametrize(
    "prose",
    [
        "If (and only if) the price holds $1,250.00 {as it should}, ETH/BTC rises to 0.05; nobody sells.",
        "Strategy {MSTR} bought bitcoin {BTC} and {{NEAR each gained 5%.",
        "See [1] and [sic]; a <b c> d, 3 < 4 and x_y = 2, f(x) is a function of x.",
        "The ratio (a:b) in {1, 2}: see Table 1.",
        "Harbor — {Matt} (@matt) wrote: “{News} AI Agent”",
    ],
)
def test_prose_is_no_code(prose: str) -> None:
    assert find_code(prose) == []


def test_code_is_a_segment_and_no_text() -> None:
    text = f"Tides turn\n\n{PROSE} {CODES[0]} Also Bitcoin rose. var x = 'Ethereum'; {CODES[2]}"
    parsed = parse(text, "record", "Tides turn")
    first = next(segment for segment in parsed.segments if segment.kind == "code")
    assert text[first.char_start : first.char_end].strip() == CODES[0]
    assert parsed.body_text is not None
    assert "Also Bitcoin rose." in parsed.body_text
    assert "display" not in parsed.body_text
    assert all("Ethereum" not in text[s.char_start : s.char_end] for s in parsed.sections)
    assert parsed.word_count == len(PROSE.split()) + 3


def test_blocks_of_markup_part_words_and_inline_markup_does_not() -> None:
    parsed = parse("Tides\n\n<p>One pier</p><p>t<b>w</b>o piers</p>", "record", "Tides")
    assert parsed.body_text is not None
    assert parsed.body_text.split() == ["One", "pier", "two", "piers"]


PARTS = [*CODES, PROSE, "{", "}", "<", ">", "[", "]", "\n", "/*", "*/", "a.b = c;", "&lt;", " ", "word"]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(PARTS) | st.text(max_size=8), max_size=20),
    st.sampled_from(["record", "page_text"]),
)
def test_segments_tile_whatever_stands_between_code(parts: list[str], document_format: str) -> None:
    text = "".join(parts)
    parsed = parse(text, document_format, parts[0] if parts else None)
    cursor = 0
    for segment in parsed.segments:
        assert segment.char_start == cursor < segment.char_end
        cursor = segment.char_end
    assert cursor == len(text)
    spans = find_code(text)
    assert all(one.char_end <= other.char_start for one, other in pairwise(spans))
