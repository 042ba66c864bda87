"""Which layout a page is, and what the smaller layouts read."""

from decimal import Decimal

import pytest

from include.parsing.layouts import LAYOUTS, PLAIN, RECORD
from include.parsing.parse import parse
from tests.parsing.builders import HEADLINE, PARAGRAPHS, TEASER, card, page, widget

WHOLE_BODY = "\n\n".join(PARAGRAPHS)
PLAIN_PAGE = f"{HEADLINE}\n\n{WHOLE_BODY}\n"
REPOST = f"""{HEADLINE}

{WHOLE_BODY}

This text is provided for informational purposes only and does not constitute an offer.

You may also like

Ports open in May
- Three ports agree on a date - Fees are not settled
Crypto.NewsCrypto.News2026/06/25 11:30
A tug for every DAO
- Tugs are tokens now - Nobody knows why
BeInCryptoBeInCrypto2026/06/24 10:05
"""
FORUM = f"""Hub / Hub Square / Quayside /
🚢 {HEADLINE}

🚢 {HEADLINE}

Published:
2025-09-18 05:30:44
10
1 comment

{WHOLE_BODY}
"""
TAPE_LINES = f"""Bitcoin
BTC
$64 512.34
+1.2%
Ethereum
ETH
$3 212,10
-0.4%
Solana
SOL
$143.2
{HEADLINE}

{WHOLE_BODY}
"""
TAPE_ROWS = f"""Bitcoin (BTC) $64 512.34 +1.2%
Ethereum (ETH) $3 212.10 -0.4%
Solana (SOL) $143.2

{HEADLINE}

{WHOLE_BODY}
"""
INLINE = f"""{HEADLINE}

ETH-0,38%

{PARAGRAPHS[0]}

Traders of ETH1,71% and BTC-2,4% slept well.

{PARAGRAPHS[2]}
"""


def test_layouts_have_names_of_their_own() -> None:
    names = [layout.name for layout in (*LAYOUTS, PLAIN, RECORD)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        (page(), "mexc_news"),
        (page(contact=None, disclaimer=None, cards=(), widgets=(), tags=None, reading=None), "mexc_news"),
        (f"{TEASER}{TEASER}\n\n{HEADLINE}\n\n{WHOLE_BODY}", "mexc_news"),
        (PLAIN_PAGE, "plain"),
        (WHOLE_BODY, "plain"),
        (REPOST, "exchange_repost"),
        (FORUM, "forum_post"),
        (TAPE_LINES, "ticker_tape"),
        (TAPE_ROWS, "ticker_tape"),
        (INLINE, "inline_tickers"),
        (f"{HEADLINE}\n\nOnly ETH-0,38% stands here.\n\n{WHOLE_BODY}", "plain"),
        (f"{HEADLINE}\n\n{WHOLE_BODY}\n\nYou May Also Like\n\n{WHOLE_BODY}", "plain"),
    ],
)
def test_the_layout_is_chosen_by_evidence(text: str, layout: str) -> None:
    assert parse(text, "page_text").layout == layout


@pytest.mark.parametrize("text", [PLAIN_PAGE, REPOST, FORUM, TAPE_LINES, TAPE_ROWS])
def test_every_layout_reads_headline_and_body(text: str) -> None:
    parsed = parse(text, "page_text")
    assert parsed.headline is not None
    assert parsed.headline.text.removeprefix("🚢 ") == HEADLINE
    assert parsed.body_text == WHOLE_BODY
    assert parsed.not_article_reason is None


class TestPlain:
    def test_paragraphs_only_have_no_headline(self) -> None:
        parsed = parse(WHOLE_BODY, "page_text")
        assert parsed.headline is None
        assert parsed.body_text == WHOLE_BODY

    @pytest.mark.parametrize(
        ("lines", "author", "date", "offset"),
        [
            ("By Nora Quill\nSeptember 18, 2025", "Nora Quill", "September 18, 2025", None),
            ("By: Nora Quill\nSep 18, 2025, 10:30 AM UTC", "Nora Quill", "Sep 18, 2025, 10:30 AM UTC", 0),
            ("Published: 2025-09-18T10:30:00+02:00", None, "2025-09-18T10:30:00+02:00", 120),
        ],
    )
    def test_byline_and_date_below_the_headline(
        self, lines: str, author: str | None, date: str, offset: int | None
    ) -> None:
        parsed = parse(f"{HEADLINE}\n{lines}\n\n{WHOLE_BODY}", "page_text")
        assert (parsed.author.text if parsed.author else None) == author
        assert parsed.published_at is not None
        assert (parsed.published_at.raw.text, parsed.published_at.utc_offset_minutes) == (date, offset)
        assert parsed.body_text == WHOLE_BODY

    def test_an_address_in_a_paragraph_is_no_contact_line(self) -> None:
        body = f"{PARAGRAPHS[1]}\n\nWrite to the master at pier@quayside.example before Friday."
        parsed = parse(f"{HEADLINE}\n\n{body}", "page_text")
        assert parsed.contact_email is None
        assert parsed.body_text == body

    @pytest.mark.parametrize("title", [HEADLINE, f"{HEADLINE} | Quayside News"])
    def test_a_declared_title_finds_the_article_among_menus(self, title: str) -> None:
        text = f"Home\nNews\nMarkets\nLearn\nBuy\nSell\n\n{HEADLINE}\n\n{WHOLE_BODY}\n\nAbout us\nTerms\n"
        parsed = parse(text, "html", title)
        assert parsed.headline is not None
        assert parsed.headline.text == HEADLINE
        assert parsed.body_text == WHOLE_BODY
        unclassified = [
            text[s.char_start : s.char_end].strip() for s in parsed.segments if s.kind == "unclassified"
        ]
        assert unclassified == ["Home", "News", "Markets", "Learn", "Buy", "Sell", "About us", "Terms"]


class TestExchangeRepost:
    def test_the_source_counts_once(self) -> None:
        first, second = parse(REPOST, "page_text").related_cards
        assert first.source_name is not None
        assert second.source_name is not None
        assert (first.source_name.text, second.source_name.text) == ("Crypto.News", "BeInCrypto")
        assert first.excerpt is not None
        assert first.excerpt.text == "- Three ports agree on a date - Fees are not settled"
        assert first.published_at is not None
        assert first.published_at.raw.text == "2026/06/25 11:30"

    def test_the_line_before_the_heading_disclaims(self) -> None:
        disclaimer = parse(REPOST, "page_text").disclaimer
        assert disclaimer is not None
        assert disclaimer.text.startswith("This text is provided")

    HEAD = (
        f"{HEADLINE}\n\n{HEADLINE}\n\nBitget-RWA2025/11/13 06:34\nBy:Bitget-RWA\n\n- A point. - Another.\n\n"
    )

    @pytest.mark.parametrize("above", ["", "App\nTrade smarter\nBuy cryptoMarkets\n"])
    @pytest.mark.parametrize("below", ["", REPOST.split(WHOLE_BODY)[1]])
    def test_the_source_is_glued_to_the_date_below_the_second_title(self, above: str, below: str) -> None:
        parsed = parse(above + self.HEAD + WHOLE_BODY + below, "page_text")
        assert parsed.layout == "exchange_repost"
        assert parsed.headline is not None
        assert parsed.headline.text == HEADLINE
        assert parsed.author is not None
        assert parsed.author.text == "Bitget-RWA"
        assert parsed.published_at is not None
        assert parsed.published_at.raw.text == "2025/11/13 06:34"
        assert parsed.body_text == f"- A point. - Another.\n\n{WHOLE_BODY}"
        assert len(parsed.related_cards) == (2 if below else 0)

    def test_offers_below_the_disclaimer_are_no_body(self) -> None:
        offers = "Earn: lock and win\n\nLock now!\n\nYou may also like"
        text = REPOST.replace("You may also like", offers).replace(WHOLE_BODY, WHOLE_BODY + "\n\n0")
        parsed = parse(text, "page_text")
        assert parsed.body_text == WHOLE_BODY
        assert parsed.disclaimer is not None


class TestForumPost:
    def test_breadcrumb_second_title_date_and_counters_are_no_body(self) -> None:
        parsed = parse(FORUM, "page_text")
        kinds = [s.kind for s in parsed.segments if s.kind != "blank"]
        assert kinds[:6] == ["breadcrumb", "headline", "headline", "dateline", "boilerplate", "boilerplate"]
        assert [s.is_copy for s in parsed.sections if s.section == "headline"] == [False, True]
        assert parsed.published_at is not None
        assert (parsed.published_at.raw.text, parsed.published_at.precision) == (
            "2025-09-18 05:30:44",
            "second",
        )


class TestTickerTape:
    @pytest.mark.parametrize("text", [TAPE_LINES, TAPE_ROWS])
    def test_every_entry_is_a_price(self, text: str) -> None:
        parsed = parse(text, "page_text")
        shown = [
            (w.asset_name.text, w.asset_symbol and w.asset_symbol.text, w.price) for w in parsed.price_widgets
        ]
        assert shown == [
            ("Bitcoin", "BTC", Decimal("64512.34")),
            ("Ethereum", "ETH", Decimal("3212.10")),
            ("Solana", "SOL", Decimal("143.2")),
        ]
        changes = [w.change_pct for w in parsed.price_widgets]
        assert changes == [Decimal("1.2"), Decimal("-0.4"), None]
        assert [s.kind for s in parsed.segments].count("ticker") == 3

    def test_the_name_may_stand_twice_and_the_author_below_the_title(self) -> None:
        tape = "bitcoin\nBitcoin (BTC) $ 109,234.00\nxrp\nXRP (XRP) $ 2.77\nsolana\nSolana (SOL) $ 143\n"
        parsed = parse(f"{tape}{HEADLINE}\n\nNora Quill\nMarch 1, 2026\n\n{WHOLE_BODY}", "page_text")
        assert [w.price for w in parsed.price_widgets] == [
            Decimal("109234.00"),
            Decimal("2.77"),
            Decimal(143),
        ]
        assert parsed.headline is not None
        assert parsed.author is not None
        assert (parsed.headline.text, parsed.author.text) == (HEADLINE, "Nora Quill")
        assert "unclassified" not in {s.kind for s in parsed.segments}


class TestInlineTickers:
    def test_labels_below_the_closing_disclaimer_are_no_body(self) -> None:
        note = "This page may contain third-party content, which is no advice."
        text = f"{WHOLE_BODY}\nBTC-1.62%\nETH-3.05%\nView Original\n{note}\n  • Reward\nComment\nNo comments"
        parsed = parse(text, "page_text")
        assert (parsed.layout, parsed.body_text) == ("inline_tickers", WHOLE_BODY)
        assert parsed.disclaimer is not None
        assert parsed.disclaimer.text == note

    def test_the_body_is_the_text_without_them(self) -> None:
        parsed = parse(INLINE, "page_text")
        assert parsed.body_text == "\n\n".join((PARAGRAPHS[0], "Traders of  and  slept well.", PARAGRAPHS[2]))
        tickers = [INLINE[s.char_start : s.char_end].strip() for s in parsed.segments if s.kind == "ticker"]
        assert tickers == ["ETH-0,38%", "ETH1,71%", "BTC-2,4%"]
        spans = [INLINE[s.char_start : s.char_end] for s in parsed.sections if s.section == "body"]
        assert not any("%" in span for span in spans)


class TestWhatIsNoArticle:
    PRICE_PAGE = "\n".join(
        [
            "Bitcoin Price(BTC)",
            "$64,512.34",
            "+1.2%",
            "Market Cap",
            "$1.2T",
            "Circulating Supply",
            "19.8M BTC",
            "24h Volume",
            "$31B",
            "What is Bitcoin",
            "Bitcoin is a currency that nobody issues; it was the first of its kind and is the largest.",
        ]
    )

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("", "empty"),
            (" \n\ufeff\n", "empty"),
            ("404\n\nThis is not the page you want.", "error_page"),
            ("404 Not Found\n\nnginx", "error_page"),
            ("403 ERROR\nThe request could not be satisfied.\nRequest blocked.", "error_page"),
            ("Error 1015\nYou are being rate limited", "error_page"),
            ("Oops! That page can’t be found.\nIt looks like nothing was found.", "error_page"),
            ("JavaScript is not available.\nPlease enable it.", "error_page"),
            ("Our systems have detected unusual traffic from your network.", "error_page"),
            ("Log In\nEmail\nPassword\nForgot password?\nDon't have an account? Sign up", "navigation"),
            ("HBR to USD: Convert Harbour to US Dollar\n1 HBR\n$1.25\n5 HBR\n$6.25", "price_page"),
            (
                "Harbour (HBR) Price Today, Live Chart & Market Cap\n\n"
                f"Harbour price today is $1.25 with a 24-hour trading volume of $2.1M.\n\n"
                f"Market Cap\n$12M\n\n{PARAGRAPHS[1]}",
                "price_page",
            ),
            (
                "Harbour Logo\nHarbour Price(HBR)\n1 HBR to USD Live Price:\n$1.25\n24H Low\n$1\n"
                f"24H High\n$2\n{PARAGRAPHS[1]}",
                "price_page",
            ),
            (f"Harbour Price (HBR)\n$1.25\n+1.2%\nBuy HBR\n{PARAGRAPHS[1]}\n{PARAGRAPHS[2]}", "price_page"),
            ("News\n" + "Harbour is fast\n2 hours ago\nPorts open\n3 hours ago\nTugs\n1 day ago", "listing"),
            ("News\n" + f"{HEADLINE}\n{PARAGRAPHS[1]}\nMar 1, 2026\n" * 5, "listing"),
            ("News\nAll\nBitcoin\n\n" + "\n".join(card() * 3), "listing"),
            ("Just a moment...\n\nVerifying you are human. This may take a few seconds.", "error_page"),
            ("Access Denied\n\nYou don't have permission to see this page.\nReference 18.2f", "error_page"),
            ("We value your privacy\n\nWe and our partners store cookies.\n\nAccept all", "cookie_wall"),
            ("Bitcoin Price(BTC)\n$64,512.34\n+1.2%\nUSD", "price_page"),
            (PRICE_PAGE, "price_page"),
            ("\n".join(widget()), "price_page"),
            (
                page(lead=None, headline=None, date=None, reading=None, contact=None, body=(), widgets=()),
                "listing",
            ),
            ("Home\nNews\nMarkets\nLearn\nLog in\nSign up", "navigation"),
        ],
    )
    def test_it_is_refused_with_a_reason(self, text: str, reason: str) -> None:
        parsed = parse(text, "page_text")
        assert parsed.not_article_reason == reason
        assert parsed.headline is None
        assert parsed.body is None
        assert {s.section for s in parsed.sections} <= {"price_widget"}

    @pytest.mark.parametrize(
        "text",
        [
            f"404 validators leave Harbour Chain\n\n{WHOLE_BODY}",
            f"Access denied: Harbour Chain locks out a validator\n\n{WHOLE_BODY * 4}",
            f"Bitcoin price prediction: (BTC) at the harbour\n\n{WHOLE_BODY}",
            f"Harbour Price(HBR)\n\n{WHOLE_BODY}",
            page(body=("Market cap and circulating supply did not move.",)),
            f"Harbour Price Today: HBR Falls Under $1\n\n{WHOLE_BODY}",
            PARAGRAPHS[0] + "\nMarket Opportunity\n" + "\n".join(widget()[2:]),
            f"{HEADLINE}\n\nMarch 1, 2026\n\n{WHOLE_BODY}\n\n" + "\n".join(card() * 3),
        ],
    )
    def test_an_article_is_not_refused(self, text: str) -> None:
        assert parse(text, "page_text").not_article_reason is None
