"""The head of the `mexc_news` layout in every variation that was seen."""

from datetime import datetime
from decimal import Decimal

import pytest

from include.parsing.parse import parse
from tests.parsing.builders import HEADLINE, PARAGRAPHS, TEASER, page
from tests.parsing.reading import COMPLETE, WHOLE_BODY, fields, read, text_of, texts


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
            (TEASER[:100] + "...", "", TEASER[:100] + "..."),
            (PARAGRAPHS[0], "", PARAGRAPHS[0].strip()),
            (
                "The post Harbour Chain is fast appeared first on Quay News Harbour (HBR) fell 1.4%",
                " ",
                "The post Harbour Chain is fast appeared first on Quay News Harbour (HBR) fell 1.4%",
            ),
        ],
    )
    def test_the_teaser_is_one_copy(self, unit: str, joint: str, teaser: str) -> None:
        text, parsed = read(lead=unit + joint + unit)
        assert text_of(parsed.teaser) == teaser
        assert texts(text, parsed, "teaser") == [teaser]
        assert texts(text, parsed, "teaser_copy") == [unit.strip()]
        copies = [(s.section, s.is_copy) for s in parsed.sections if s.section == "teaser"]
        assert copies == [("teaser", False), ("teaser", True)]

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (TEASER, TEASER[:90]),
            (TEASER[:90] + "…", TEASER),
            (TEASER.replace(" that ", "\xa0that "), TEASER),
        ],
    )
    def test_the_copies_may_differ_in_their_cut_and_their_spaces(self, one: str, other: str) -> None:
        text, parsed = read(lead=one + other)
        assert text_of(parsed.teaser) == one
        assert texts(text, parsed, "teaser_copy") == [other]
        assert fields(parsed) == COMPLETE | {"lead": one}

    def test_a_headline_may_end_like_a_sentence_above_the_text_of_the_teaser(self) -> None:
        _, parsed = read(headline="Nine seconds. That is all.", date=None, reading=None, contact=None)
        assert text_of(parsed.headline) == "Nine seconds. That is all."
        assert parsed.body_text == WHOLE_BODY

    def test_a_label_above_the_lead_is_no_headline(self) -> None:
        text = "Quay News\n\n" + page(date=None, reading=None, contact=None)
        parsed = parse(text, "page_text")
        assert (text_of(parsed.teaser), text_of(parsed.headline)) == (TEASER, HEADLINE)
        assert texts(text, parsed, "unclassified") == ["Quay News"]

    @pytest.mark.parametrize(
        "first", ["TLDR", "Key Takeaways:", "Source: TradingView", "By Nora Quill, Reporter"]
    )
    def test_what_opens_a_body_is_no_headline(self, first: str) -> None:
        body = (first, *PARAGRAPHS)
        _, parsed = read(headline=None, date=None, reading=None, contact=None, body=body)
        assert parsed.headline is None
        assert parsed.body_text == "\n\n".join(body)

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
            ("Автор: Cointelegraph", "Cointelegraph"),
            ("Tác giả: Coin68", "Coin68"),
            ("作者：李雷", "李雷"),
            ("來源: PANews", "PANews"),
            ("Source: U.Today", "U.Today"),
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
            "Okuma süresi: 4 dk",
            "4 phút đọc",
            "4분 읽기",
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

    def test_the_minute_counts_more_than_the_day_glued_to_the_headline(self) -> None:
        text, parsed = read(lead=None, headline=" date 2025-09-18 " + HEADLINE, date="2025/09/18 00:23")
        assert parsed.published_at is not None
        assert parsed.published_at.raw.text == "2025/09/18 00:23"
        assert texts(text, parsed, "dateline") == ["date 2025-09-18", "2025/09/18 00:23"]
        assert text_of(parsed.headline) == HEADLINE

    def test_a_glued_day_alone_tells_no_layout_and_is_a_date(self) -> None:
        parsed = parse(f" date 2025-09-18 {WHOLE_BODY}\n\n", "page_text")
        assert (parsed.layout, parsed.body_text) == ("plain", WHOLE_BODY)

    @pytest.mark.parametrize(
        "line",
        [
            "For feedback or concerns regarding this content, please contact us at [email protected]",
            "Bu içerikle ilgili geri bildiriminiz için: [email\xa0protected]",
        ],
    )
    def test_a_hidden_address_leaves_a_contact_line_without_contact(self, line: str) -> None:
        text, parsed = read(contact=line)
        assert texts(text, parsed, "contact") == [line]
        assert fields(parsed) == COMPLETE | {"contact": None}

    def test_prices_between_head_and_body_are_prices(self) -> None:
        strip = "Union\nU$0.013423-16.59%\nOFFICIAL TUG\nTUG$1,008.5+0.57%\nQuay.com\nQUAY$0.020.00%"
        _, parsed = read(contact=None, reading="3 min read\n" + strip)
        shown = [
            (w.asset_name.text, text_of(w.asset_symbol), w.price, w.change_pct) for w in parsed.price_widgets
        ]
        assert shown == [
            ("Union", "U", Decimal("0.013423"), Decimal("-16.59")),
            ("OFFICIAL TUG", "TUG", Decimal("1008.5"), Decimal("0.57")),
            ("Quay.com", "QUAY", Decimal("0.02"), Decimal(0)),
            ("Harbour", "HBR", Decimal("1.25"), Decimal("0.40")),
        ]
        assert fields(parsed) | {"widgets": []} == COMPLETE | {"widgets": [], "contact": None}

    def test_an_impossible_date_is_no_date(self) -> None:
        _, parsed = read(date="2026/13/45 10:00")
        assert parsed.published_at is None
