"""Widgets, tags and cards of the `mexc_news` layout in every variation that was seen."""

from datetime import datetime
from decimal import Decimal

import pytest

from include.parsing.parse import parse
from tests.parsing.builders import PARAGRAPHS, card, page, widget
from tests.parsing.reading import COMPLETE, fields, read, text_of, texts


class TestWidgets:
    @pytest.mark.parametrize(
        ("name", "symbol"),
        [
            ("Spacecoin", "SPACE"),
            ("Wrapped (Foo) 2", "WFOO2"),
            ("Pi Network (PI)", "PI"),
            ("1inch Network", "1INCH"),
            ("00 Token", "00"),
            ("X", "X"),
        ],
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
        ("change", "change_pct"),
        [
            ("+2.78%", "2.78"),
            ("-12.5%", "-12.5"),
            ("+1,234.56%", "1234.56"),
            ("-0.00%", "0.00"),
            (None, None),
        ],
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

    @pytest.mark.parametrize("price", ["$--", "--"])
    def test_a_widget_without_a_price_is_no_body_and_no_price(self, price: str) -> None:
        text, parsed = read(widgets=(widget(price=price, change="--"),))
        assert len(texts(text, parsed, "price_widget")) == 1
        assert fields(parsed) == COMPLETE | {"widgets": []}

    def test_a_widget_between_paragraphs_is_no_body(self) -> None:
        _, parsed = read(body=(PARAGRAPHS[1], *widget(), PARAGRAPHS[2]), widgets=())
        assert [w.asset_name.text for w in parsed.price_widgets] == ["Harbour"]
        assert parsed.body_text == f"{PARAGRAPHS[1]}\n\n\n{PARAGRAPHS[2]}"

    @pytest.mark.parametrize("lines_left", [1, 2, 3])
    def test_a_widget_that_the_capture_cut_is_no_body(self, lines_left: int) -> None:
        cut = widget()[:lines_left]
        text, parsed = read(widgets=(cut,), disclaimer=None, tags=None, cards=())
        assert texts(text, parsed, "price_widget") == ["\n".join(cut)]
        missing = {"widgets": [], "disclaimer": None, "tags": None, "cards": []}
        assert fields(parsed) == COMPLETE | missing

    def test_a_price_in_a_table_of_the_body_is_no_widget(self) -> None:
        body = (PARAGRAPHS[0], "Year", "Average Price", "$0.12", "Highest Price", "$1.3", PARAGRAPHS[1])
        _, parsed = read(body=body)
        assert fields(parsed) == COMPLETE | {"body": "\n\n".join(body)}

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

    @pytest.mark.parametrize("tags", ["Tags:", None])
    @pytest.mark.parametrize("lines_left", [1, 3, 5, 6])
    def test_the_first_card_may_be_cut(self, lines_left: int, tags: str | None) -> None:
        cut = card("A title that stands twice", "It stops", share=True)[:lines_left]
        parsed = parse(page(cards=(cut,), tags=tags), "page_text")
        (shown,) = parsed.related_cards
        assert shown.title.text == "A title that stands twice"
        assert text_of(shown.excerpt) == ("It stops" if lines_left > 4 else None)
        assert fields(parsed) | {"cards": [], "tags": None} == COMPLETE | {"cards": [], "tags": None}

    def test_a_card_that_the_capture_cut_keeps_what_is_there(self) -> None:
        text = page(cards=(card(), card("A title that stands twice")[:-2]))
        shown = parse(text, "page_text").related_cards[-1]
        assert shown.title.text == "A title that stands twice"
        assert shown.excerpt is not None
        assert (shown.source_name, shown.published_at) == (None, None)
