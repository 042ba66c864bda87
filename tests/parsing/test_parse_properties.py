"""What holds for every text, whatever stands in it."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from include.parsing.model import ParsedDocument, Segment, Value
from include.parsing.parse import parse
from tests.parsing.builders import CONTACT, DISCLAIMER, HEADLINE, PARAGRAPHS, TEASER, card, page, widget

FORMATS = ("page_text", "html", "record")
INVISIBLE = "\ufeff\u200b\u2060\x00"

BLOCKS = (
    TEASER + TEASER,
    TEASER + " […] " + TEASER,
    HEADLINE,
    *("Home", "Read more", "Related articles", "© 2026 Quay News", "Posted on March 14, 2026 by Ida Kjell"),
    *(".quay li { display: none; }", "[quay_price sym=”tide”]", "<p>", "quay.innerHTML = '';"),
    "By: CryptoPotato",
    "By Nora Quill, Reporter",
    "2026/04/01 09:30",
    "2026/13/45 99:99",
    " date 2025-09-18 Glued to the first words of a body.",
    "3 min read",
    CONTACT,
    *PARAGRAPHS,
    "Table of Contents",
    "  • a point",
    "Market Opportunity",
    "\n".join(widget()),
    "\n".join(widget("Wrapped (Foo) 2", "WFOO2", "$85,005.88", None)),
    "Bitcoin Price(BTC)",
    "$64 512,34",
    "BTC $64 512.34 +1.2%",
    "ETH-0,38%",
    "Text with ETH1,71% inside.",
    DISCLAIMER,
    "Disclaimer:",
    "Tags:",
    "Tags: Bitcoin, #ETF",
    "You May Also Like",
    "You may also like",
    "\n".join(card()),
    "\n".join(card(copies=1, excerpt=None, footer="Crypto.NewsCrypto.News2026/06/25 11:30")),
    "Share",
    "Techbullion2026/03/14 10:49",
    "Hub / Square / Quayside /",
    "Published:\n2025-09-18 05:30:44\n10\n1",
    "The post Harbour appeared first on Quay.",
    "Continue reading",
    "Advertisement",
    "404 Not Found",
    "We value your privacy",
)
GARBAGE = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from("\r\n\t \x0b\x0c\x1c\x85\xa0\u2028\u2029\ufeff\u200b\x00$%,.…[]")
    ),
    max_size=40,
)
JOINTS = st.sampled_from(["\n", "\n\n", "\r\n", "\r", "", " ", "\n \n", "\u2028", "\x85"])


@st.composite
def shuffled_pages(draw: st.DrawFn) -> str:
    """Blocks in any order, any number of times, with garbage between."""
    pieces = draw(st.lists(st.one_of(st.sampled_from(BLOCKS), st.sampled_from(BLOCKS), GARBAGE), max_size=25))
    return "".join(piece + draw(JOINTS) for piece in pieces)


TEXTS = st.one_of(shuffled_pages(), GARBAGE, st.text(max_size=300))


def values(parsed: ParsedDocument) -> list[Value]:
    """Every value of a document."""
    found = [
        parsed.headline,
        parsed.teaser,
        parsed.author,
        parsed.reading_time,
        parsed.contact_email,
        parsed.disclaimer,
        parsed.published_at and parsed.published_at.raw,
        *(parsed.tags or []),
    ]
    for shown in parsed.related_cards:
        found += [
            shown.title,
            shown.excerpt,
            shown.source_name,
            shown.published_at and shown.published_at.raw,
        ]
    for price in parsed.price_widgets:
        found += [price.asset_name, price.asset_symbol, price.price_raw, price.change_raw]
    return [value for value in found if value]


def check(text: str, parsed: ParsedDocument) -> None:
    """The invariants of every parsed document."""
    check_tiling(text, parsed.segments)
    for value in values(parsed):
        assert text[value.char_start : value.char_end] == value.text != ""
    for one, other in pairwise(parsed.sections):
        assert one.char_end <= other.char_start
    for section in parsed.sections:
        assert 0 <= section.char_start < section.char_end <= len(text)
    for shown in parsed.related_cards:
        assert shown.title.char_start == shown.char_start < shown.char_end <= len(text)
    if parsed.body:
        assert parsed.body_text is not None
        body = text[parsed.body.char_start : parsed.body.char_end]
        assert body.startswith(parsed.body_text[:1])
        assert body.endswith(parsed.body_text[-1:])
    if parsed.not_article_reason:
        assert parsed.headline is parsed.body is parsed.body_text is None
        assert {section.section for section in parsed.sections} <= {"price_widget"}


def check_tiling(text: str, segments: list[Segment]) -> None:
    """No gap, no overlap, none empty, and no two blanks side by side."""
    ends = [0, *(segment.char_end for segment in segments)]
    assert [segment.char_start for segment in segments] == ends[:-1]
    assert ends[-1] == len(text)
    assert all(segment.char_start < segment.char_end for segment in segments)
    for one, other in pairwise(segments):
        assert not (one.kind == other.kind == "blank")
    for segment in segments:
        held = text[segment.char_start : segment.char_end]
        assert (segment.kind == "blank") is not bool(held.strip().strip(INVISIBLE).strip())


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(FORMATS), st.one_of(st.none(), st.just(HEADLINE), GARBAGE))
def test_every_text_keeps_the_invariants(text: str, document_format: str, title: str | None) -> None:
    check(text, parse(text, document_format, title))


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_parsing_twice_gives_the_same(text: str) -> None:
    assert parse(text, "page_text") == parse(text, "page_text")


@settings(max_examples=60, deadline=None)
@given(GARBAGE)
def test_garbage_behind_the_last_card_changes_no_value_before_it(garbage: str) -> None:
    parsed = parse(page() + "\n" + garbage, "page_text")
    check(page() + "\n" + garbage, parsed)
    assert parsed.headline is not None
    assert parsed.headline.text == HEADLINE
    assert parsed.body_text == "\n\n".join(PARAGRAPHS)
