"""Inside a price widget the page itself says what a symbol means; outside it proves nothing."""

import pytest

from include.mentions.defining.widgets import resolve_widget
from include.mentions.model import AssetDefinition
from include.mentions.names.gazetteer import load
from include.mentions.names.lexicon import Lexicon
from include.parsing.model import SectionSpan
from include.settings import PROJECT_ROOT

BODY = "The AI space grows, and SPACE is scarce.\n"
WIDGET = "Orbitcoin Logo\nOrbitcoin Price(SPACE)\n$0.1\nOrbitcoin (SPACE) Live Price Chart\n"


@pytest.fixture(scope="module")
def bundled_lexicon() -> Lexicon:
    return Lexicon(load(PROJECT_ROOT / "seeds"))


def _page(name: str, symbol: str | None, matcher, widget_text=WIDGET):
    text = BODY + widget_text
    sections = [
        SectionSpan("body", 0, len(BODY)),
        SectionSpan("price_widget", len(BODY), len(text)),
    ]
    return matcher.find(text, sections, [AssetDefinition(name, symbol)])


def test_every_name_and_symbol_in_the_widget_is_its_asset(matcher):
    found = [m for m in _page("Orbitcoin", "SPACE", matcher) if m.is_accepted]
    assert [m.surface for m in found] == ["Orbitcoin", "Orbitcoin", "SPACE", "Orbitcoin", "SPACE"]
    assert {(m.slug, m.rule, m.section, m.is_provisional) for m in found} == {
        ("orbitcoin", "widget", "price_widget", True)
    }


def test_a_known_name_is_the_known_asset(matcher):
    widget = "Solana Logo\nSolana Price(SOL)\n$100\n"
    found = [m for m in _page("Solana", "SOL", matcher, widget) if m.is_accepted]
    assert [(m.surface, m.slug, m.is_provisional) for m in found] == [
        ("Solana", "solana", False),
        ("Solana", "solana", False),
        ("SOL", "solana", False),
    ]


def test_a_widget_without_a_name_or_symbol_is_harmless(matcher):
    assert [m for m in _page("", None, matcher) if m.is_accepted] == []
    assert {m.surface for m in _page("Orbitcoin", None, matcher) if m.is_accepted} == {"Orbitcoin"}


def test_a_shared_symbol_belongs_to_the_name_before_it(matcher):
    text = "Orbitcoin Price(SPACE)\nVoidcoin Price(SPACE)\n"
    widgets = [AssetDefinition("Orbitcoin", "SPACE"), AssetDefinition("Voidcoin", "SPACE")]
    found = matcher.find(text, [SectionSpan("price_widget", 0, len(text))], widgets)
    assert [m.slug for m in found] == ["orbitcoin", "orbitcoin", "voidcoin", "voidcoin"]


@pytest.mark.parametrize(
    ("name", "symbol", "slug"),
    [
        ("USDC", "USDC", "usd-coin"),
        ("Polygon", "POL", "polygon"),
        ("Polygon (prev. MATIC)", "POL", "polygon"),
        ("Toncoin", "TON", "toncoin"),
        ("Tether USD", "USDT", "tether"),
        ("Wrapped Bitcoin", "WBTC", "wrapped-bitcoin"),
        ("Binance Coin", "BNB", "bnb"),
        ("Ripple", "XRP", "xrp"),
        ("PEPE", "PEPE", "pepe"),
        ("SHIBA INU", "SHIB", "shiba-inu"),
        ("Bittensor", "TAO", "bittensor"),
        ("OFFICIAL TRUMP", "TRUMP", "official-trump"),
        ("World Liberty Financial", "WLFI", "wlfi"),
        ("Pi", "PI", "pi-network"),
        ("Near", "NEAR", "near-protocol"),
        ("Canton", "CC", "canton-network"),
        ("StarkNet Token", "STRK", "starknet"),
        ("BitTorrent [New]", "BTT", "bittorrent"),
        ("Brett (Based)", "BRETT", "brett"),
        ("BTC", "BTC", "bitcoin"),
        ("EigenCloud", "EIGEN", "eigenlayer"),
    ],
)
def test_a_widget_names_coins_in_many_ways(bundled_lexicon, name, symbol, slug):
    entity = resolve_widget(AssetDefinition(name, symbol), bundled_lexicon)
    assert entity is not None
    assert (entity.slug, entity.is_provisional) == (slug, False)


@pytest.mark.parametrize(
    ("name", "symbol", "slug"),
    [
        ("Spheron Link", "SOL", "spheron-link"),
        ("Sonic", "SVM", "sonic-svm"),
        ("Bullish", "BULLISH", "bullish-token"),
    ],
)
def test_another_coin_of_a_known_symbol_or_name_is_a_new_one(bundled_lexicon, name, symbol, slug):
    entity = resolve_widget(AssetDefinition(name, symbol), bundled_lexicon)
    assert entity is not None
    assert (entity.slug, entity.is_provisional, entity.symbol) == (slug, True, symbol)


def test_a_widget_defines_nothing_for_the_article(matcher):
    text = "SPACE is scarce.\nOrbitcoin Price(SPACE)\n$0.1\n"
    sections = [SectionSpan("body", 0, 16), SectionSpan("price_widget", 17, len(text))]
    found = matcher.find(text, sections, [AssetDefinition("Orbitcoin", "SPACE")])
    assert [m.section for m in found if m.is_accepted] == ["price_widget", "price_widget"]
