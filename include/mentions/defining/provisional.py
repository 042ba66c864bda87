"""When a page introduces a coin that no list knows, as in `Zorbcoin (ZORB) token holders`."""

import re
from collections.abc import Iterable
from functools import cached_property

from include.mentions.finding.surfaces import Surfaces
from include.mentions.names.words import NEVER_DEFINED

_MAX_NAME_WORDS = 3
_NEAR_CHARS = 60
_STOCK_NEAR = re.compile(r"Nasdaq|NASDAQ|NYSE|\bshares?\b|\bstocks?\b|\bInc\b|\bETF\b|\bETP\b")
_OTHER_NAME = re.compile(
    r"\b(?:Futures?|Index|Fund|Trust|Dominance|Average|Ratio|Deposit|Act|Machine|Service|Bank|Oracle)\b"
)
_COIN_TALK = re.compile(
    r"\b(?:presales?|tokens?|coins?|memecoins?|altcoins?|airdrops?|mainnet|testnet|delist\w*|layer[ -][12]"
    r"|stablecoins?|staking|holders|unlocks?|DeFi|DEX|protocols?|blockchains?)\b",
    re.IGNORECASE,
)
_BILL_AFTER = re.compile(r" (?:Act|Bill)\b")
_COMPANY_TALK = re.compile(
    r"\b(?:compan(?:y|ies)|firms?|treasury|shares?|stocks?|shareholders|investors? in|CEO|Inc|Corp|Ltd"
    r"|listed on|bank|fund|trust|pharma\w*|biotech|insurer|maker|miner|exchange-traded)\b"
)
_COIN_TALK_CHARS = 150
_COIN_AFTER = re.compile(
    r" ?\)(?:'?s)? (?:tokens?|coins?|price|presale|holders|memecoin|meme coin|altcoin|staking|market value"
    r"|market cap|to be listed|to unlock|unlocks?)\b",
    re.IGNORECASE,
)
_COIN_BEFORE = re.compile(
    r"\b(?:tokens?|coins?|memecoins?|altcoins?|cryptocurrency|crypto|presale|blockchain|project"
    r"|lists?|listed|listing of) (?:called |named |like )?$",
    re.IGNORECASE,
)
_COIN_NAME = re.compile(
    r"(?:coin|token|price|swap|inu|doge|pepe|fi|dao|verse|chain|protocol|network|pad|cash)\b", re.IGNORECASE
)
# Linear: a word is read from its beginning alone, and what follows is looked at but not taken.
_CASHTAG = re.compile(r"\$(\w++)")
_SYMBOL_OF_COIN = re.compile(r"\b(\w++)(?=/US| (?:tokens?|coins?|price|presale|holders)\b)")


class Page:
    """What names of unknown coins are judged by, in the whole of a text: each thing is looked for once.

    To look for it again at each bracket would read the text as often as it has brackets.
    """

    def __init__(self, plain: str, phrases: Iterable[str]) -> None:
        """Take a normalised text, and whatever stands before its brackets."""
        self._plain = plain
        self._phrases = phrases

    @cached_property
    def speaks_of_presale(self) -> bool:
        """Whether something is sold before it is listed, which only coins are."""
        return "presale" in self._plain

    @cached_property
    def marked_symbols(self) -> frozenset[str]:
        """The words that a `$` makes symbols of, or a word of coins behind them."""
        return frozenset(_CASHTAG.findall(self._plain)) | frozenset(_SYMBOL_OF_COIN.findall(self._plain))

    @cached_property
    def repeated_phrases(self) -> frozenset[str]:
        """The phrases that stand in the text more than once."""
        starts = Surfaces(self._phrases).starts(self._plain)
        return frozenset(phrase for phrase, places in starts.items() if len(places) > 1)


def names_a_coin(match: re.Match[str], phrase: str, page: Page) -> bool:
    """Tell whether an unknown name before a bracketed symbol is surely a coin; in doubt it is not.

    `match` is the bracket: its first group is a `$` or empty, its second the symbol.
    """
    plain, symbol = match.string, match.group(2)
    near = plain[max(0, match.start() - _NEAR_CHARS) : match.end() + _NEAR_CHARS]
    is_possible = (
        len(symbol) > 1
        and not symbol.isdigit()
        and symbol not in NEVER_DEFINED
        and len(phrase.split()) <= _MAX_NAME_WORDS
        and not _OTHER_NAME.search(phrase)
        and not _STOCK_NEAR.search(near)
        and not _BILL_AFTER.match(plain, match.end())
    )
    if not is_possible:
        return False
    wide = plain[max(0, match.start() - _COIN_TALK_CHARS) : match.end() + _COIN_TALK_CHARS]
    is_coin_talk = _COIN_TALK.search(wide) is not None
    words = phrase.lower().split(" ")
    if not any(is_subsequence(symbol.lower(), " ".join(words[n:])) for n in range(len(words))):
        return bool(match.group(1)) and is_coin_talk
    name_start = plain.rfind(phrase, 0, match.start())
    return bool(
        match.group(1)
        or (is_coin_talk and (page.speaks_of_presale or not _COMPANY_TALK.search(near)))
        or _COIN_AFTER.match(plain, match.end(2))
        or _COIN_NAME.search(plain, name_start, match.start())
        or _COIN_BEFORE.search(plain, max(0, name_start - 30), name_start)
        or symbol in page.marked_symbols
    )


def coin_name(page: Page, symbol: str, phrase: str, *, begins_with_asset: bool) -> str:
    """Return the part of a phrase that a bracketed symbol is made of; all of it where none is.

    `Bitcoin Hyper (HYPER)` is the name of one coin, and so is what the page says again; in `Rival Quillon
    (QUIL)` the first word is none of it.
    """
    words = phrase.split(" ")
    for first in range(len(words)):
        name = " ".join(words[first:])
        if is_subsequence(symbol.lower(), name.lower()):
            is_one_name = phrase in page.repeated_phrases or (begins_with_asset and len(words) == 2)
            return phrase if is_one_name else name
    return phrase


def is_subsequence(short: str, long: str) -> bool:
    """Tell whether a symbol's letters stand in a name in this order, beginning with the first."""
    letters = iter(long)
    return short[0] == long[0] and all(letter in letters for letter in short)
