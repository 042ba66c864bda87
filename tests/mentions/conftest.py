"""A small gazetteer with every kind of trouble in it, and a matcher built on it."""

from collections.abc import Callable

import pytest

from include.mentions.matcher import Matcher
from include.mentions.model import Alias, Entity, Mention
from include.mentions.names.gazetteer import Gazetteer
from include.parsing.model import SectionSpan

ASSETS = [  # slug, name, symbol, rank, surfaces that need evidence
    ("bitcoin", "Bitcoin", "BTC", 1, ""),
    ("ethereum", "Ethereum", "ETH", 2, ""),
    ("tether", "Tether", "USDT", 3, "Tether"),
    ("xrp", "XRP", "XRP", 4, ""),
    ("solana", "Solana", "SOL", 6, ""),
    ("usd-coin", "USDC", "USDC", 7, ""),
    ("cardano", "Cardano", "ADA", 9, ""),
    ("chainlink", "Chainlink", "LINK", 12, "LINK"),
    ("bitcoin-cash", "Bitcoin Cash", "BCH", 14, ""),
    ("shiba-inu", "Shiba Inu", "SHIB", 17, ""),
    ("polkadot", "Polkadot", "DOT", 20, "DOT"),
    ("near", "NEAR Protocol", "NEAR", 25, "NEAR"),
    ("ethereum-classic", "Ethereum Classic", "ETC", 28, "ETC"),
    ("official-trump", "OFFICIAL TRUMP", "TRUMP", 45, "TRUMP"),
    ("staked-ether", "Lido Staked Ether", "stETH", 8, ""),
    ("optimism", "Optimism", "OP", 60, "Optimism|OP"),
    ("flow", "Flow", "FLOW", 90, "Flow|FLOW"),
    ("sonic", "Sonic", "S", 95, "Sonic|S"),
    ("story", "Story", "IP", 70, "Story|IP"),
    ("sleepless-ai", "Sleepless AI", "AI", 700, "AI"),
    ("myriad-space", "Myriad Space", "SPACE", 900, "SPACE"),
    ("coin-token", "Coin Protocol", "COIN", 950, "COIN"),
    ("dogecoin", "Dogecoin", "DOGE", 10, ""),
    ("cosmos", "Cosmos", "ATOM", 48, "ATOM"),
    ("wormhole", "Wormhole", "W", 160, "Wormhole|W"),
    ("tron", "TRON", "TRX", 11, ""),
    ("the-graph", "The Graph", "GRT", 80, ""),
    ("avalanche", "Avalanche", "AVAX", 15, ""),
    ("old-counter", "Counterpart", "XCQ", 1400, ""),
]
OTHERS = [  # slug, name, type, surfaces that need evidence
    ("sec", "SEC", "organisation", ""),
    ("fca", "FCA", "organisation", ""),
    ("ripple-labs", "Ripple Labs", "organisation", ""),
    ("coinbase", "Coinbase", "organisation", ""),
    ("strategy", "Strategy", "organisation", "Strategy"),
    ("circle", "Circle", "organisation", "Circle"),
    ("anthropic", "Anthropic", "organisation", ""),
    ("figure", "Figure", "organisation", "Figure"),
    ("semler-scientific", "Semler Scientific", "organisation", ""),
    ("us-treasury", "US Treasury", "organisation", ""),
    ("efficiency-office", "Efficiency Office", "organisation", ""),
    ("bitcoin-magazine", "Bitcoin Magazine", "organisation", ""),
    ("crypto-com", "Crypto.com", "organisation", ""),
    ("gemini", "Gemini", "organisation", ""),
    ("future-of-life-institute", "Future of Life Institute", "organisation", ""),
    ("vitalik-buterin", "Vitalik Buterin", "person", ""),
    ("michael-saylor", "Michael Saylor", "person", ""),
    ("adam-back", "Adam Back", "person", ""),
    ("donald-trump", "Donald Trump", "person", ""),
    ("eric-trump", "Eric Trump", "person", ""),
    ("jerome-powell", "Jerome Powell", "person", ""),
    ("cz", "Changpeng Zhao", "person", ""),
    ("marie-van-der-berg", "Marie van der Berg", "person", ""),
    ("zed-crypto", "Zed Crypto", "person", ""),
    ("jose-almeida", "José Almeida", "person", ""),
    ("claude", "Claude", "product", ""),
    ("grok", "Grok", "product", "Grok"),
    ("gemini-model", "Gemini Model", "product", ""),
    ("ibit", "iShares Bitcoin Trust", "product", ""),
    ("x", "Twitter", "product", ""),
    ("us-senate", "Senate", "organisation", ""),
]
ALIASES = [  # slug, alias, needs evidence
    ("ethereum", "Ether", False),
    ("xrp", "Ripple", True),
    ("ripple-labs", "Ripple", False),
    ("near", "Near", True),
    ("sec", "Securities and Exchange Commission", False),
    ("strategy", "MicroStrategy", False),
    ("vitalik-buterin", "Vitalik", False),
    ("donald-trump", "Trump", False),
    ("cz", "CZ", False),
    ("us-treasury", "Treasury", True),
    ("gemini-model", "Gemini", True),
    ("efficiency-office", "DOGE", True),
    ("ibit", "IBIT", False),
    ("x", "X", True),
]


def small_gazetteer() -> Gazetteer:
    entities: dict[str, Entity] = {}
    aliases: dict[str, dict[str, Alias]] = {}

    def add(alias: Alias) -> None:
        aliases.setdefault(alias.alias, {}).setdefault(alias.slug, alias)

    for slug, name, symbol, rank, doubtful in ASSETS:
        entities[slug] = Entity(slug, name, "asset", "token", symbol, rank)
        add(Alias(slug, name, "name", name in doubtful.split("|")))
        add(Alias(slug, symbol, "symbol", symbol in doubtful.split("|")))
    for slug, name, entity_type, doubtful in OTHERS:
        entities[slug] = Entity(slug, name, entity_type, "company")
        add(Alias(slug, name, "name", name in doubtful.split("|")))
    for slug, alias, needs_evidence in ALIASES:
        add(Alias(slug, alias, "alias", needs_evidence))
    return Gazetteer(entities, {surface: tuple(found.values()) for surface, found in aliases.items()})


@pytest.fixture(scope="session")
def matcher() -> Matcher:
    return Matcher(small_gazetteer())


@pytest.fixture(scope="session")
def find(matcher: Matcher) -> Callable[[str], list[Mention]]:
    """Find all mentions, rejected ones too, in a text that is one body section."""

    def find_in_body(text: str) -> list[Mention]:
        return matcher.find(text, [SectionSpan("body", 0, len(text))], [])

    return find_in_body


@pytest.fixture(scope="session")
def accepted(find: Callable[[str], list[Mention]]) -> Callable[[str], list[tuple[str, str]]]:
    """Return surface and slug of the accepted mentions of a text."""

    def accepted_in_body(text: str) -> list[tuple[str, str]]:
        return [(mention.surface, mention.slug) for mention in find(text) if mention.is_accepted]

    return accepted_in_body
