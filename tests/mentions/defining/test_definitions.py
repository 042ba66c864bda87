"""What a page defines by brackets holds for the whole page."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Shiba Inu (SHIB) fell.",
            [("Shiba Inu", "shiba-inu"), ("SHIB", "shiba-inu")],
        ),
        (
            "The Future of Life Institute’s (FLI’s) donors. FLI waits.",
            [
                ("Future of Life Institute", "future-of-life-institute"),
                ("FLI", "future-of-life-institute"),
                ("FLI", "future-of-life-institute"),
            ],
        ),
        (
            "Securities and Exchange Commission (SEC) staff; the SEC waits.",
            [("Securities and Exchange Commission", "sec"), ("SEC", "sec"), ("SEC", "sec")],
        ),
        (
            "Coinbase (COIN) shares fell. COIN lost 4%.",
            [("Coinbase", "coinbase"), ("COIN", "coinbase"), ("COIN", "coinbase")],
        ),
        (
            "Coinbase Global, Inc. (COIN) fell. COIN lost 4%.",
            [("Coinbase", "coinbase"), ("COIN", "coinbase"), ("COIN", "coinbase")],
        ),
        (
            "They added 40,591 ETH ($148M) and 12 BTC ($1M). It cost $148M.",
            [("ETH", "ethereum"), ("BTC", "bitcoin")],
        ),
        (
            "Story (IP) is about intellectual property (IP).",
            [("Story", "story"), ("IP", "story")],
        ),
        (
            "Ripple (XRP) fell.",
            [("Ripple", "xrp"), ("XRP", "xrp")],
        ),
        (
            "Chainlink’s token (LINK) fell. LINK waits.",
            [("Chainlink", "chainlink"), ("LINK", "chainlink"), ("LINK", "chainlink")],
        ),
    ],
)
def test_a_bracket_binds_to_the_known_name_before_it(accepted, text, expected):
    assert accepted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Relative Strength Index (RSI) fell. RSI is at 40.",
        "Total Value Locked (TVL) rose. TVL is high.",
        "The Simple Progress Average of Coin Effort (SPACE) rose 5%. SPACE rose 9%.",
        "Their low investment network key (LINK) is old. LINK trades at $5.",
        "The Financial Crops Agency (FCA) met. The FCA waits.",
        "Tesla (TSLA) shares fell as the stock TSLA token fans left.",
        "The lawyer Smith (RTX) spoke.",
        "Quarry Futures Token (QFT) is no coin, nor is Lumen Index Coin (LUMI).",
        "Orebank (ORBK) shares fell on NYSE, the ORBK price shows.",
        "Quarry (QUAR), a treasury company, buys tokens.",
        "The Digital Token Clarity (CLARITY) Act is about tokens.",
    ],
)
def test_a_bracket_can_take_an_abbreviation_away(accepted, text):
    assert accepted(text) == []


def test_a_bracket_after_glued_words_takes_nothing_away(accepted):
    text = "They hold BTC, LINK and ETH.Price predictionChainlink’s (LINK) rise ended."
    assert ("LINK", "chainlink") in accepted(text)


def test_an_unknown_coin_is_defined_by_its_page(find):
    text = "Zorbcoin soars. Zorbcoin (ZORB) token holders cheer. ZORB is up, says Zorbcoin’s team."
    found = [mention for mention in find(text) if mention.is_accepted]
    assert [mention.surface for mention in found] == ["Zorbcoin", "Zorbcoin", "ZORB", "ZORB", "Zorbcoin"]
    assert {(m.slug, m.is_provisional, m.entity_type, m.symbol) for m in found} == {
        ("zorbcoin", True, "asset", "ZORB")
    }


@pytest.mark.parametrize(
    "text",
    [
        "The exchange will list Quillon (QUIL) on Friday.",
        "Quillon ($QUIL) is new.",
        "The memecoin Quillon (QUIL) fell.",
        "Quillon (QUIL) to be listed on two exchanges.",
        "Quillon (QUIL) is new. The QUIL price fell.",
        "Trading of Quillon (QUIL) begins as QUIL/USDT.",
        "The exchange lists Quillon (QUIL).",
        "Quillon ( QUIL ) tokens fell.",
        "A presale began. Tokens of Quillon (QUIL) are cheap.",
        "Quillon (QUIL) opened its mainnet on Tuesday.",
    ],
)
def test_what_makes_an_unknown_name_a_coin(accepted, text):
    assert accepted(text)[:2] == [("Quillon", "quillon"), ("QUIL", "quillon")]


def test_a_company_inside_the_phrase_makes_no_coin_of_it(accepted):
    assert accepted("Coinbase Presents Quillon (CPQN) token") == [("Coinbase", "coinbase")]


def test_the_name_before_the_bracket_beats_another_coin_of_that_symbol(accepted):
    text = "The Spacecoin (SPACE) presale began. SPACE trades at $0.20."
    assert [slug for _, slug in accepted(text)] == ["spacecoin", "spacecoin", "spacecoin"]


def test_a_cashtag_means_what_the_page_defines(accepted):
    text = "The Spacecoin (SPACE) presale began. One $SPACE costs a cent."
    assert [slug for _, slug in accepted(text)] == ["spacecoin", "spacecoin", "spacecoin"]


def test_the_known_coin_keeps_its_symbol_without_a_rival(accepted):
    assert accepted("Myriad Space (SPACE) trades at $0.20.") == [
        ("Myriad Space", "myriad-space"),
        ("SPACE", "myriad-space"),
    ]


@pytest.mark.parametrize("label", ["Price", "Logo", "Live Price Chart", "Token", "Coin"])
def test_a_label_beside_a_bracket_is_no_part_of_a_name(accepted, label):
    assert accepted(f"Dogecoin {label}(DOGE)") == [("Dogecoin", "dogecoin"), ("DOGE", "dogecoin")]
    assert accepted(f"Quillon {label} (QUIL) rose. The QUIL price fell.") == [
        ("Quillon", "quillon"),
        ("QUIL", "quillon"),
        ("QUIL", "quillon"),
    ]


def test_a_marked_symbol_need_not_be_made_of_the_name(accepted):
    assert accepted("The presale of Ashen Wolf ($HOWL) began.") == [
        ("Ashen Wolf", "ashen-wolf"),
        ("HOWL", "ashen-wolf"),
    ]
    assert accepted("Ashen Wolf ($HOWL) spoke.") == []


def test_a_new_coin_hides_the_known_one_in_its_name(accepted):
    assert accepted("Bitcoin Quillon (QUIL) tokens sell. Bitcoin Quillon is no Bitcoin.") == [
        ("Bitcoin Quillon", "bitcoin-quillon"),
        ("QUIL", "bitcoin-quillon"),
        ("Bitcoin Quillon", "bitcoin-quillon"),
        ("Bitcoin", "bitcoin"),
    ]


def test_a_new_coin_may_end_in_the_name_of_a_known_one(accepted):
    assert accepted("The Umber Dogecoin (UMDOGE) presale. Dogecoin fell, Umber Dogecoin rose.") == [
        ("Umber Dogecoin", "umber-dogecoin"),
        ("UMDOGE", "umber-dogecoin"),
        ("Dogecoin", "dogecoin"),
        ("Umber Dogecoin", "umber-dogecoin"),
    ]


def test_a_word_after_the_abbreviated_name_does_not_save_the_abbreviation(accepted):
    text = "The Financial Crops Agency Bitcoin (FCA) plan. The FCA waits."
    assert accepted(text) == [("Bitcoin", "bitcoin")]


def test_a_symbol_before_its_own_bracket_settles_nothing(find):
    mentions = find("DOGE (DOGE) waits.")
    assert mentions
    assert all(mention.confidence != 0.97 for mention in mentions)
