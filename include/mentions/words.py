"""Word lists that several steps share or that are too long to stand beside the code that uses them."""

_EVERYDAY_ACRONYMS = """
AI AM AR API APR APY ATH ATM CEO CFO CPI CTO DAO EU EUR ETF ETP FAQ FED FUD GDP GPU ID II III IP IPO IRS IT
KYC LLC LP MA ML NFT NY OG OK OTC P2P PC PM PR QE RSI RWA TA TV TVL UK UN US USA USD VC VPN VR
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
about act any are as ask at be bid boost bring can catch cut do drop every fair fall first flow for gas get
give go good grow hold hot in it just keep key lead let like link live long major make meet more move near
new next no not now on one only open order over own pay play power push put rare real render rise run safe
save say see set short smart some space stay step still super take that the this time to top turn up use
wait we what win you
"""
_SENTENCE_OPENERS = """
a according after although and as at because before both but by can could did does even for former from
given had has how however if in is just like meanwhile nor now on once or since so still than that the then
though to under unlike until was we were what when where whether which while who why will with would yet
"""
_TITLES = """
Analyst Attorney CEO CFO CTO COO Chair Chairman Chairwoman Chancellor Co-Founder Commissioner Congressman
Congresswoman Director Dr Dr. Founder General Gov. Governor Judge Justice Minister Mr Mr. Mrs Ms Ms. Premier
President Professor Rep. Representative Secretary Sen. Senator Sir Trader Vice
"""
_ABBREVIATIONS = """
mr mrs ms dr prof sr jr st vs inc corp ltd co llc plc no sen rep gov gen fig est approx dept jan feb mar apr
jun jul aug sep sept oct nov dec e.g i.e u.s u.k u.n a.m p.m d.c
"""

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

TITLES = frozenset(_TITLES.split())
"""Capitalised words that may stand before a surname without being a first name."""

ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
"""Lower-cased words whose full stop does not end a sentence."""
