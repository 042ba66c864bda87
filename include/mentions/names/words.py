"""Word lists that several steps share or that are too long to stand beside the code that uses them."""

_EVERYDAY_ACRONYMS = """
AI AM API APR APY AR ASIC ATH ATM CEO CFO CPI CTO DAG DAO ETF ETN ETP EU EUR FAQ FUD GDP GMT GPU HODL ID II
III IP IPO IT KYC LLC LP LSD MA ML NAV NFT NY OG OK OTC P2P PC PM PR QE RSI RWA SPX TA TV TVL UK UN US USA
USD VC VPN VR ZK
"""
_EVERYDAY_NOUNS = """
augur avalanche centrifuge cosmos goldfinch iota optimism polygon tether tron
"""
_NEVER_DEFINED = """
ADX AML AUD BB BPS BRL BTC CAD CBDC CEX CHF CMF CNY DCA DEFI DEPIN DEX DMI EMA EST ETH EVM GBP GMT HKD ICO
IDO IEO INR JPY KOL KRW L1 L2 MACD MVRV NASDAQ NUPL NYSE PDF POS POW Q1 Q2 Q3 Q4 RMB RUB SGD SMA SOPR TGE
TPS TRY UTC ZKP
"""
_FUNCTION_WORDS = """
about abstract act any are as ask at back backed be benchmark bid boost bounce bridge bring bullish can
catch check compound cook core cut do drop dynamic echo every extended fair fall figure first flow for
fortune four gas genesis get give go good grab grow hold hot immutable in it jump just keep key lead
let like limitless link live long major make meet mint mode moonshot more move movement near new next no not
now on one only open optimism order over own page park pay peanut pick play portal power primal push put
quant rail rain ramp rare real recall render republic request rise river run safe sandbox save say secret
see set short sign signal sky smart some space spark stable status stay step still storm story stride strike
super swift take that the thesis this threshold time to top toss turn unchained up use variant vast
vision wait we what win wise world you
"""
_NICKNAME_WORDS = """
altcoin banter bitcoin brother bullet caesar capital charting charts crypto daily dark defender degen
digital doctor flipper guy income lizards of profit rover sharks the trader traders trades trading twins
whale
"""
_SENTENCE_OPENERS = """
a according after although and april as at august because before both but by can could december did does
even february for former friday from given had has how however if in is january july june just like march
may meanwhile monday nor november now october on once or saturday september since so still sunday than that
the then though thursday to today tuesday under unlike until was we wednesday were what when where whether
which while who why will with would yesterday yet
"""
_TITLES = """
Analyst Attorney CEO CFO Chair Chairman Chairwoman Chancellor Co-Founder Commissioner Congressman
Congresswoman COO CTO Director Dr Dr. Founder General Gov. Governor Judge Justice Minister Mr Mr. Mrs Ms Ms.
Premier President Professor Rep. Representative Secretary Sen. Senator Sir Trader Vice
"""
_ABBREVIATIONS = """
a.m approx apr aug co corp d.c dec dept dr e.g est feb fig gen gov i.e inc jan jr jul jun llc ltd mar mr mrs
ms no nov oct p.m plc prof rep sen sep sept sr st u.k u.n u.s vs
"""

_SECURITIES = """
bond bonds yield yields bill bills note notes securities debt market auction auctions
"""

OTHER_PHRASES = (
    "Elliptic Curve",
    "Elliptic curve",
    "Ripple Effect",
    "Ripple Effects",
    "Ripple effect",
    "Nasdaq Composite",
    "Nasdaq 100",
    "Nasdaq-100",
    *(
        f"{issuer} {security}"
        for issuer in ("US Treasury", "U.S. Treasury")
        for noun in _SECURITIES.split()
        for security in (noun, noun.capitalize())
    ),
)
"""Expressions that begin with a name and speak of something else."""

EVERYDAY_NOUNS = frozenset(_EVERYDAY_NOUNS.split())
"""Names of assets that are ordinary words where they are written in lower case."""

EVERYDAY_ACRONYMS = frozenset(_EVERYDAY_ACRONYMS.split())
"""Capitals so common in this field that only an explicit mark ($, a bracket, a pair) makes them an asset."""

NEVER_DEFINED = EVERYDAY_ACRONYMS | frozenset(_NEVER_DEFINED.split())
"""What a bracket never makes an asset of: currencies, indicators, large coins, units of time."""

FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Words with which a sentence may well begin: their capital proves nothing there."""

SENTENCE_OPENERS = frozenset(_SENTENCE_OPENERS.split())
"""Words before a surname that are no first name although a sentence's start gives them a capital."""

NICKNAME_WORDS = frozenset(_NICKNAME_WORDS.split())
"""Words that make a person's name a nickname, which has no surname."""

TITLES = frozenset(_TITLES.split())
"""Capitalised words that may stand before a surname without being a first name."""

ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
"""Lower-cased words whose full stop does not end a sentence."""
