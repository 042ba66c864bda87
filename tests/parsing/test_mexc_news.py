"""Every field of the `mexc_news` layout in every variation that was seen."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from include.parsing.model import ParsedDocument, Value
from include.parsing.parse import parse
from tests.parsing.builders import CONTACT, DISCLAIMER, HEADLINE, PARAGRAPHS, TEASER, card, page, widget

WHOLE_BODY = "\n\n".join(PARAGRAPHS)


def read(**blocks: Any) -> tuple[str, ParsedDocument]:
    text = page(**blocks)
    return text, parse(text, "page_text")


def text_of(value: Value | None) -> str | None:
    return value.text if value else None


def texts(text: str, parsed: ParsedDocument, kind: str) -> list[str]:
    return [text[s.char_start : s.char_end].strip() for s in parsed.segments if s.kind == kind]


def fields(parsed: ParsedDocument) -> dict[str, Any]:
    return {
        "lead": text_of(parsed.teaser),
        "headline": text_of(parsed.headline),
        "date": parsed.published_at and parsed.published_at.raw.text,
        "reading": parsed.reading_minutes,
        "contact": text_of(parsed.contact_email),
        "body": parsed.body_text,
        "widgets": [w.asset_name.text for w in parsed.price_widgets],
        "disclaimer": text_of(parsed.disclaimer),
        "tags": parsed.tags,
        "cards": [c.title.text for c in parsed.related_cards],
    }


COMPLETE = {
    "lead": TEASER,
    "headline": HEADLINE,
    "date": "2026/04/01 09:30",
    "reading": 3,
    "contact": "crypto.news@mexc.com",
    "body": WHOLE_BODY,
    "widgets": ["Harbour"],
    "disclaimer": DISCLAIMER,
    "tags": [],
    "cards": ["Lighthouse DAO votes on a smaller treasury"],
}


def test_a_complete_page_gives_every_field() -> None:
    _, parsed = read()
    assert parsed.layout == "mexc_news"
    assert parsed.not_article_reason is None
    assert fields(parsed) == COMPLETE
    assert parsed.language == "en"
    assert parsed.word_count == len(WHOLE_BODY.split())
    assert not parsed.is_truncated


@pytest.mark.parametrize(
    ("block", "missing"),
    [
        ("lead", None),
        ("headline", None),
        ("date", None),
        ("reading", None),
        ("contact", None),
        ("disclaimer", None),
        ("tags", None),
        ("widgets", []),
        ("cards", []),
    ],
)
def test_a_missing_block_changes_nothing_else(block: str, missing: object) -> None:
    _, parsed = read(**{block: tuple(missing) if isinstance(missing, list) else missing})
    assert parsed.layout == "mexc_news"
    assert fields(parsed) == COMPLETE | {block: missing}


def test_a_page_without_body_keeps_its_other_fields() -> None:
    _, parsed = read(body=())
    assert fields(parsed) == COMPLETE | {"body": None}
    assert parsed.word_count == 0


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("final_newline", [True, False])
@pytest.mark.parametrize("opening", ["", "\ufeff", "\n\n \n"])
def test_line_ends_and_openings_change_no_value(newline: str, final_newline: bool, opening: str) -> None:
    parsed = parse(opening + page(newline=newline, final_newline=final_newline), "page_text")
    assert fields(parsed) == COMPLETE | {"body": WHOLE_BODY.replace("\n", newline)}


def test_blank_lines_between_blocks_are_not_needed() -> None:
    parsed = parse(page().replace("\n\n", "\n"), "page_text")
    assert fields(parsed) == COMPLETE | {"body": "\n".join(PARAGRAPHS)}


class TestDoubledLead:
    @pytest.mark.parametrize(
        ("unit", "joint", "teaser"),
        [
            (TEASER, "", TEASER),
            (TEASER, " ", TEASER),
            (TEASER, "…", TEASER + "…"),
            (TEASER + " […]", "", TEASER + " […]"),
            (TEASER + " […]", " ", TEASER + " […]"),
            (
                TEASER[:90] + " […] The post The Crypto Clarity",
                "",
                TEASER[:90] + " […] The post The Crypto Clarity",
            ),
            ("A crane above the old harbour at dusk", "", "A crane above the old harbour at dusk"),
        ],
    )
    def test_the_teaser_is_one_copy(self, unit: str, joint: str, teaser: str) -> None:
        text, parsed = read(lead=unit + joint + unit)
        assert text_of(parsed.teaser) == teaser
        assert texts(text, parsed, "teaser") == [teaser]
        assert texts(text, parsed, "teaser_copy") == [unit]
        copies = [(s.section, s.is_copy) for s in parsed.sections if s.section == "teaser"]
        assert copies == [("teaser", False), ("teaser", True)]

    def test_a_headline_may_end_like_a_sentence_above_the_text_of_the_teaser(self) -> None:
        _, parsed = read(headline="Nine seconds. That is all.", date=None, reading=None, contact=None)
        assert text_of(parsed.headline) == "Nine seconds. That is all."
        assert parsed.body_text == WHOLE_BODY

    def test_without_a_headline_the_teaser_is_no_headline(self) -> None:
        _, parsed = read(headline=None, date=None, reading=None, contact=None)
        assert parsed.headline is None
        assert text_of(parsed.teaser) == TEASER
        assert parsed.body_text == WHOLE_BODY


class TestHead:
    @pytest.mark.parametrize(
        ("line", "author"),
        [
            ("By: CryptoPotato", "CryptoPotato"),
            ("Par : BitcoinEthereumNews", "BitcoinEthereumNews"),
            ("Von: Anna Muster", "Anna Muster"),
            ("Por: Crypto.News", "Crypto.News"),
            ("De: U.Today", "U.Today"),
            ("作者：李雷", "李雷"),
            ("By Nora Quill", "Nora Quill"),
        ],
    )
    def test_the_byline_above_the_date_names_the_author(self, line: str, author: str) -> None:
        _, parsed = read(byline=line)
        assert text_of(parsed.author) == author
        assert fields(parsed) == COMPLETE

    def test_a_byline_of_the_body_names_the_author(self) -> None:
        text, parsed = read(body=("By Nora van Quill, Reporter", *PARAGRAPHS))
        assert text_of(parsed.author) == "Nora van Quill"
        assert texts(text, parsed, "byline") == ["By Nora van Quill, Reporter"]
        assert parsed.body_text == "By Nora van Quill, Reporter\n\n" + WHOLE_BODY

    @pytest.mark.parametrize("line", ["By Design", "By The Numbers", "By night they count ships", "By 2030"])
    def test_a_line_that_begins_like_a_byline_names_nobody(self, line: str) -> None:
        _, parsed = read(body=(PARAGRAPHS[1], line, PARAGRAPHS[2]))
        assert parsed.author is None

    def test_the_byline_above_the_date_wins(self) -> None:
        _, parsed = read(byline="By: Quayside", body=("By Nora Quill, Reporter", *PARAGRAPHS))
        assert text_of(parsed.author) == "Quayside"

    @pytest.mark.parametrize(
        "line",
        [
            "4 min read",
            "4 minutes read",
            "Lecture de 4 min",
            "Temps de lecture : 4 min",
            "4 min de lectura",
            "4 min de leitura",
            "4 Min. Lesezeit",
            "4 мин чтения",
            "阅读 4 分钟",
        ],
    )
    def test_the_reading_time_in_several_languages(self, line: str) -> None:
        _, parsed = read(reading=line)
        assert parsed.reading_minutes == 4
        assert text_of(parsed.reading_time) == line

    def test_the_date_line_has_a_minute_and_no_zone(self) -> None:
        _, parsed = read()
        assert parsed.published_at is not None
        assert parsed.published_at.local == datetime(2026, 4, 1, 9, 30)
        assert parsed.published_at.precision == "minute"
        assert parsed.published_at.utc_offset_minutes is None

    @pytest.mark.parametrize("headline", [HEADLINE, None])
    def test_a_day_glued_to_the_body_is_the_date(self, headline: str | None) -> None:
        body = (" date 2025-09-18 " + PARAGRAPHS[0], *PARAGRAPHS[1:])
        text, parsed = read(lead=None, headline=headline, date=None, reading=None, contact=None, body=body)
        assert parsed.published_at is not None
        assert parsed.published_at.raw.text == "2025-09-18"
        assert parsed.published_at.precision == "day"
        assert texts(text, parsed, "dateline") == ["date 2025-09-18"]
        assert text_of(parsed.headline) == headline
        assert parsed.body_text == WHOLE_BODY

    def test_an_impossible_date_is_no_date(self) -> None:
        _, parsed = read(date="2026/13/45 10:00")
        assert parsed.published_at is None


class TestBody:
    LONG = "The paragraph about {} is long enough to be one, and it says that nothing has happened since."

    def kinds(self, *lines: str) -> list[tuple[str, str]]:
        text, parsed = read(body=lines)
        body = parsed.body
        assert body is not None
        return [
            (s.kind, text[s.char_start : s.char_end].strip())
            for s in parsed.segments
            if s.kind != "blank" and body.char_start <= s.char_start < body.char_end
        ]

    def test_short_lines_without_final_punctuation_are_subheadings(self) -> None:
        first, second = self.LONG.format("one"), self.LONG.format("two")
        lines = (first, "Why now?", second, "What comes next", first, HEADLINE, second)
        assert self.kinds(*lines) == [
            ("paragraph", first),
            ("subheading", "Why now?"),
            ("paragraph", second),
            ("subheading", "What comes next"),
            ("paragraph", first),
            ("subheading", HEADLINE),
            ("paragraph", second),
        ]

    def test_a_headline_inside_the_body_is_no_copy(self) -> None:
        text, parsed = read(body=(PARAGRAPHS[0], HEADLINE, PARAGRAPHS[1]))
        again = [s for s in parsed.sections if text[s.char_start : s.char_end] == HEADLINE]
        assert [(s.section, s.is_copy) for s in again] == [("headline", False), ("body", False)]

    @pytest.mark.parametrize(
        "line",
        [
            "Fees fell.",
            "he said so twice",
            "Source: Harbour dashboard",
            "Daily transfers. Source: Harbour dashboard",
            "They named three reasons for the delay:",
            "and so on…",
        ],
    )
    def test_other_short_lines_are_paragraphs(self, line: str) -> None:
        assert (("paragraph", line)) in self.kinds(PARAGRAPHS[0], line, PARAGRAPHS[1])

    def test_a_last_short_line_heads_nothing(self) -> None:
        assert self.kinds(PARAGRAPHS[1], "Join our newsletter")[-1] == ("paragraph", "Join our newsletter")

    @pytest.mark.parametrize(
        "line", ["  • nine seconds", "- nine seconds", "* nine seconds", "1. Nine seconds"]
    )
    def test_bullets_are_list_items(self, line: str) -> None:
        assert ("list_item", line.strip()) in self.kinds(PARAGRAPHS[1], "Summary", line, PARAGRAPHS[2])

    def test_a_table_of_contents_repeats_the_subheadings(self) -> None:
        text = self.LONG.format("one")
        lines = ("Table of Contents", "First Part", "Second Part", "First Part", text, "Second Part", text)
        assert [kind for kind, _ in self.kinds(*lines)] == [
            "subheading",
            "list_item",
            "list_item",
            "subheading",
            "paragraph",
            "subheading",
            "paragraph",
        ]

    def test_a_summary_is_a_list_until_the_next_subheading(self) -> None:
        text = self.LONG.format("one")
        lines = ("TLDR", "Fees stay flat", "Nothing was lost.", "Auditors agree", "The trial", text)
        assert [kind for kind, _ in self.kinds(*lines)] == [
            "subheading",
            "list_item",
            "list_item",
            "list_item",
            "subheading",
            "paragraph",
        ]

    def test_links_to_more_are_a_list(self) -> None:
        lines = (PARAGRAPHS[1], "More on Harbour:", "Ports open in May", "A tug for every DAO", "Join us")
        assert [kind for kind, _ in self.kinds(*lines)][1:4] == ["subheading", "list_item", "list_item"]

    def test_labels_of_advertisements_are_no_body(self) -> None:
        text, parsed = read(body=(PARAGRAPHS[0], "Advertisement", PARAGRAPHS[1]))
        assert texts(text, parsed, "boilerplate") == ["Advertisement"]
        assert parsed.body_text is not None
        assert "Advertisement" not in parsed.body_text
        assert len([s for s in parsed.sections if s.section == "body"]) == 2

    def test_the_body_is_whole_lines(self) -> None:
        text, parsed = read()
        assert parsed.body is not None
        assert text[parsed.body.char_start : parsed.body.char_end] == parsed.body_text
        spans = [text[s.char_start : s.char_end] for s in parsed.sections if s.section == "body"]
        assert spans == list(PARAGRAPHS)

    @pytest.mark.parametrize(
        ("last", "is_truncated"),
        [
            ("The count went on.", False),
            ("“The count went on.”", False),
            ("The count went on…", True),
            ("The count went on [...]", True),
            ("The count went on […]", True),
            ("Continue reading", True),
            ("Read more", True),
            ("Join our newsletter", False),
            (PARAGRAPHS[0][:-3], True),
        ],
    )
    def test_a_cut_end_is_seen(self, last: str, is_truncated: bool) -> None:
        _, parsed = read(body=(PARAGRAPHS[1], last))
        assert parsed.is_truncated is is_truncated


class TestWidgets:
    @pytest.mark.parametrize(
        ("name", "symbol"),
        [("Spacecoin", "SPACE"), ("Wrapped (Foo) 2", "WFOO2"), ("00 Token", "00"), ("X", "X")],
    )
    @pytest.mark.parametrize(
        ("price", "amount"),
        [
            ("$0.007524", "0.007524"),
            ("$85,005.88", "85005.88"),
            ("$1,234,567", "1234567"),
            ("$0.000000001234567890123", "0.000000001234567890123"),
            ("$0", "0"),
        ],
    )
    @pytest.mark.parametrize(
        ("change", "change_pct"), [("+2.78%", "2.78"), ("-12.5%", "-12.5"), ("0.00%", "0.00"), (None, None)]
    )
    def test_every_value_is_exact(
        self, name: str, symbol: str, price: str, amount: str, change: str | None, change_pct: str | None
    ) -> None:
        text, parsed = read(widgets=(widget(name, symbol, price, change),))
        (shown,) = parsed.price_widgets
        assert (shown.asset_name.text, text_of(shown.asset_symbol)) == (name, symbol)
        assert shown.price == Decimal(amount)
        assert shown.price_raw.text == price
        assert shown.price_raw.char_start == text.index(price, text.index("Price("))
        assert shown.change_pct == (None if change_pct is None else Decimal(change_pct))
        assert text_of(shown.change_raw) == change
        assert shown.currency == "USD"

    def test_several_widgets_each_have_a_segment_and_a_section(self) -> None:
        widgets = (widget(), widget("Tug", "TUG", "$3", heading=False), widget("Quay", "QUAY", "$7"))
        text, parsed = read(widgets=widgets)
        assert [w.asset_name.text for w in parsed.price_widgets] == ["Harbour", "Tug", "Quay"]
        assert len(texts(text, parsed, "price_widget")) == 3
        spans = [text[s.char_start : s.char_end] for s in parsed.sections if s.section == "price_widget"]
        assert spans == ["\n".join(lines[-7:]) for lines in widgets]

    @pytest.mark.parametrize(
        ("lines", "name", "symbol", "price"),
        [
            (["Tug Price(TUG)", "$3"], "Tug", "TUG", "3"),
            (["Tug Price (TUG)", "$3$3"], "Tug", "TUG", "3"),
            (["Tug Price()", "$3"], "Tug", None, "3"),
            (["Tug Logo", "$3", "$3$3"], "Tug", None, "3"),
            (["Logo de Tug", "Cours de Tug(TUG)", "$3", "$3$3"], "Tug", "TUG", "3"),
            (["Tug Logo", "Tug-Kurs(TUG)", "$3", "$3$3"], "Tug", "TUG", "3"),
        ],
    )
    def test_a_widget_may_lack_lines(
        self, lines: list[str], name: str, symbol: str | None, price: str
    ) -> None:
        _, parsed = read(widgets=(lines,))
        (shown,) = parsed.price_widgets
        assert (shown.asset_name.text, text_of(shown.asset_symbol)) == (name, symbol)
        assert (shown.price, shown.change_pct, shown.currency) == (Decimal(price), None, "USD")
        assert fields(parsed) | {"widgets": []} == COMPLETE | {"widgets": []}

    def test_a_widget_between_paragraphs_is_no_body(self) -> None:
        _, parsed = read(body=(PARAGRAPHS[1], *widget(), PARAGRAPHS[2]), widgets=())
        assert [w.asset_name.text for w in parsed.price_widgets] == ["Harbour"]
        assert parsed.body_text == f"{PARAGRAPHS[1]}\n\n\n{PARAGRAPHS[2]}"

    def test_a_title_without_a_price_is_body(self) -> None:
        _, parsed = read(body=(PARAGRAPHS[1], "Harbour Price(HBR)", PARAGRAPHS[2]), widgets=())
        assert parsed.price_widgets == []
        assert parsed.body_text is not None
        assert "Harbour Price(HBR)" in parsed.body_text


class TestTags:
    @pytest.mark.parametrize(
        ("lines", "tags"),
        [
            ("Tags:", []),
            ("Tags: Bitcoin, Layer 2 ,ETF", ["Bitcoin", "Layer 2", "ETF"]),
            ("Tags:\nBitcoin\nLayer 2", ["Bitcoin", "Layer 2"]),
            ("Tags:\n\n#Bitcoin #Layer 2", ["Bitcoin", "Layer 2"]),
            ("Tags: #Bitcoin\n#ETF", ["Bitcoin", "ETF"]),
            (None, None),
        ],
    )
    def test_empty_is_not_missing(self, lines: str | None, tags: list[str] | None) -> None:
        _, parsed = read(tags=lines)
        assert (parsed.tags if parsed.tags is None else [tag.text for tag in parsed.tags]) == tags
        assert fields(parsed) | {"tags": None} == COMPLETE | {"tags": None}


class TestCards:
    @pytest.mark.parametrize("copies", [1, 2])
    @pytest.mark.parametrize("share", [True, False])
    @pytest.mark.parametrize(
        ("excerpt", "is_truncated"),
        [
            (None, False),
            ("All members voted.", False),
            ("“All members voted.”", False),
            ("Members vote until Fri", True),
            ("Members vote until…", True),
            ("Members vote until [...]", True),
            ("Members vote. [...]", True),
            ("First line.\n\nSecond line goes on", True),
            ("The post Lighthouse DAO votes appeared on Quay.com. Members vote until Fri", True),
        ],
    )
    def test_title_and_excerpt(
        self, copies: int, share: bool, excerpt: str | None, is_truncated: bool
    ) -> None:
        title = "Lighthouse DAO votes on a smaller treasury"
        text, parsed = read(cards=(card(title, excerpt, copies=copies, share=share),))
        (shown,) = parsed.related_cards
        assert shown.title.text == title
        assert text_of(shown.excerpt) == excerpt
        assert shown.is_truncated is is_truncated
        assert text[shown.char_start : shown.char_end].startswith(title)
        assert text[shown.char_start : shown.char_end].endswith("Quayside News2026/04/02 08:15")
        marks = [s.is_copy for s in parsed.sections if s.section == "related_link"]
        assert marks == [False] + [True] * (copies - 1) + [False] * (excerpt is not None)

    @pytest.mark.parametrize(
        ("source", "date"),
        [
            ("Techbullion", "2026/03/14 10:49"),
            ("Crypto.News", "2026/06/25 11:30"),
            ("99Bitcoins", "2025/09/18 17:26"),
            ("U.Today", "2025/09/18 17:26"),
            ("Source 24", "2025/09/18 17:26"),
            ("Disclosed Daily", "2025/09/18 17:26"),
            ("Tagsüber", "2025/09/18 17:26"),
            (None, "2025/09/18 17:26"),
        ],
    )
    def test_the_source_is_split_from_its_date_from_the_right(self, source: str | None, date: str) -> None:
        _, parsed = read(cards=(card(footer=(source or "") + date),))
        (shown,) = parsed.related_cards
        assert text_of(shown.source_name) == source
        assert shown.published_at is not None
        assert shown.published_at.raw.text == date
        assert shown.published_at.local == datetime.strptime(date, "%Y/%m/%d %H:%M")

    def test_an_impossible_date_closes_a_card_and_is_no_date(self) -> None:
        _, parsed = read(cards=(card(footer="Quay2026/13/45 10:49"), card("A second card")))
        assert [text_of(c.source_name) for c in parsed.related_cards] == ["Quay", "Quayside News"]
        assert parsed.related_cards[0].published_at is None

    @pytest.mark.parametrize("count", [0, 1, 2, 12])
    def test_cards_are_counted_from_one(self, count: int) -> None:
        cards = tuple(card(f"Title number {number}") for number in range(count))
        text = page(cards=cards) if count else page(cards=()) + "\n\nYou May Also Like\n"
        parsed = parse(text, "page_text")
        assert [c.position for c in parsed.related_cards] == list(range(1, count + 1))
        assert fields(parsed) | {"cards": []} == COMPLETE | {"cards": []}
        assert texts(text, parsed, "related_heading") == ["You May Also Like"]

    def test_cards_without_their_heading_are_cards(self) -> None:
        parsed = parse(page().replace("You May Also Like\n\n", ""), "page_text")
        assert fields(parsed) == COMPLETE

    def test_a_card_that_the_capture_cut_keeps_what_is_there(self) -> None:
        text = page(cards=(card(), card("A title that stands twice")[:-2]))
        shown = parse(text, "page_text").related_cards[-1]
        assert shown.title.text == "A title that stands twice"
        assert shown.excerpt is not None
        assert (shown.source_name, shown.published_at) == (None, None)


class TestQuotedHeadings:
    QUOTES = (
        "Market Opportunity",
        "Share",
        "Tags:",
        "You May Also Like",
        "Disclaimer: not ours, he said, and left.",
    )

    @pytest.mark.parametrize("quote", QUOTES)
    @pytest.mark.parametrize("blocks", [{}, {"widgets": (), "disclaimer": None, "tags": None, "cards": ()}])
    def test_a_heading_counts_only_where_what_follows_fits(self, quote: str, blocks: dict[str, Any]) -> None:
        _, plain = read(**blocks)
        _, parsed = read(body=(PARAGRAPHS[0], quote, *PARAGRAPHS[1:]), **blocks)
        assert fields(parsed) == fields(plain) | {
            "body": "\n\n".join((PARAGRAPHS[0], quote, *PARAGRAPHS[1:]))
        }

    def test_a_heading_within_a_paragraph_is_text(self) -> None:
        body = (
            f"Pages say “You May Also Like”, “Tags:”, Share and Market Opportunity. {CONTACT}",
            *PARAGRAPHS,
        )
        _, parsed = read(body=body)
        assert fields(parsed) == COMPLETE | {"body": "\n\n".join(body)}
