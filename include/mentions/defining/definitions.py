"""What a page defines by brackets: `Shiba Inu (SHIB)`, `Future of Life Institute’s (FLI’s)`.

A definition holds for the whole document. It may name an entity, make up a provisional asset, or take a
known abbreviation away: after `Relative Strength Index (RSI)` no RSI is an asset.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from include.mentions.defining.provisional import Page, coin_name, is_subsequence, names_a_coin
from include.mentions.finding.candidates import Candidate, SectionIndex
from include.mentions.model import Entity, Rule
from include.mentions.names.lexicon import Lexicon
from include.mentions.names.normalise import fold, slugify
from include.mentions.names.words import NEVER_DEFINED, SENTENCE_OPENERS

_BRACKET = re.compile(r"\( ?(?:CRYPTO: ?|ticker: ?)?(\$?)([A-Za-z0-9]{1,12})(?:'s|s)? ?\)")
_TICKER_BRACKET = re.compile(
    r"\((?:NASDAQ|NYSE|Nasdaq|OTC\w*|TSX\w*|TSE|LSE|Cboe)[^()]{0,3}[:,] ?[A-Z.]{1,6}\b"
)
_GENERIC_TAIL = re.compile(
    r"(?: native)? (?:[Tt]oken|[Cc]oin|[Pp]rice|[Nn]etwork|[Pp]rotocol|[Ll]edger|[Bb]lockchain)s?$"
    r"|(?:,? (?:Global|Holdings|Group|Technologies|Inc|Corp|Ltd|Limited|PLC|LLC)\b\.?)+$"
)
_LABELS = frozenset(
    ["Price", "Logo", "Live", "Chart", "Token", "Coin", "Crypto", "News", "Memecoin", "Altcoin"]
)
"""Words beside a name that are no part of it where another word is left."""

# Linear from each start: a word takes its hyphens with it and gives none back. To try each of them as a joint
# between two words, too, would take time without end for `A-A-A-A`.
_PHRASE = re.compile(
    r"(?:[A-Z0-9][\w.'&-]*+|[a-z]+[A-Z]\w*)"
    r"(?:(?: |-)(?:(?:of|the|and|for|in|on|to|de|&) ){0,2}+(?:[A-Z0-9][\w.'&-]*+))*+$"
)
_LOWER_PHRASE = re.compile(r"(?:[A-Za-z][\w']*[ -]){1,7}[A-Za-z][\w']*$")
_WORD = re.compile(r"[A-Za-z0-9]+")
_SMALL_WORDS = frozenset(["of", "the", "and", "for", "in", "on", "to", "de", "a", "an"])


class Definition(NamedTuple):
    """What a surface means in one document; `slug` is None where it means nothing that is looked for."""

    slug: str | None
    rule: Rule


@dataclass(slots=True)
class Definitions:
    """All definitions of one document.

    `bound` holds the meaning by surface. `confirmed` holds the places of names and symbols that a bracket
    explains, with the entity that it settles on; `denied` the places that it explains as something else.
    `provisional` holds the assets that only this page names.
    """

    bound: dict[str, Definition] = field(default_factory=dict)
    confirmed: dict[tuple[int, int], str] = field(default_factory=dict)
    denied: set[int] = field(default_factory=set)
    provisional: dict[str, Entity] = field(default_factory=dict)


def find_definitions(
    plain: str, candidates: list[Candidate], lexicon: Lexicon, sections: SectionIndex
) -> Definitions:
    """Read the brackets of a normalised text, given its candidates; a price widget defines nothing."""
    found = Definitions()
    if "(" not in plain:
        return found
    brackets = list(_BRACKET.finditer(plain))
    tickers = list(_TICKER_BRACKET.finditer(plain))
    if not brackets and not tickers:
        return found
    by_start = {candidate.start: candidate for candidate in candidates}
    by_end = {candidate.end: candidate for candidate in candidates}
    phrases = (_phrase(plain, _name_end(plain, match.start())) for match in brackets)
    context = _Context(candidates, by_end, lexicon, Page(plain, phrases))
    for match in brackets:
        section = sections.holding(*match.span())
        if section is not None and section.section != "price_widget":
            short = by_start.get(match.start(2))
            _define(match, short, context, found)
    for match in tickers:
        name = by_end.get(_name_end(plain, match.start()))
        if name is not None:
            _confirm_company(name, found)
    return found


class _Context(NamedTuple):
    """What a bracket is read by: the candidates in reading order and by their ends, the lists, the page."""

    candidates: list[Candidate]
    by_end: Mapping[int, Candidate]
    lexicon: Lexicon
    page: Page

    def sure_between(self, start: int, end: int) -> list[Candidate]:
        """Return the sure candidates that start there; those of all the text are not looked through."""
        first = bisect_left(self.candidates, start, key=_start)
        last = bisect_left(self.candidates, end, lo=first, key=_start)
        return [candidate for candidate in self.candidates[first:last] if candidate.is_sure]


def _start(candidate: Candidate) -> int:
    return candidate.start


def _define(match: re.Match[str], short: Candidate | None, context: _Context, found: Definitions) -> None:
    plain, by_end, lexicon = match.string, context.by_end, context.lexicon
    symbol = match.group(2)
    end = _name_end(plain, match.start())
    name = by_end.get(end) or by_end.get(_without_tail(plain, end))
    shared = _shared_slugs(name, short) if name is not None and short is not None else set()
    if name is not None and name.surface == symbol and len(shared) > 1:
        return
    if name is not None and shared:
        _bind_to_known(symbol, name, short, lexicon, found)
        return
    phrase = _phrase(plain, end)
    is_whole = name is not None and (
        len(phrase) <= len(name.surface)
        or not (_fits_initials(symbol, phrase) or _is_longer_coin_name(symbol, phrase, name))
    )
    if name is not None and is_whole and (short is None or name.start != short.start):
        _bind_to_known(symbol, name, short, lexicon, found)
        return
    if not symbol.isupper():
        return
    long_form = phrase or _lower_phrase(plain, end)
    if _fits_initials(symbol, long_form):
        if not _is_known_as(symbol, long_form, short, lexicon):
            found.bound.setdefault(symbol, Definition(None, "defined_abbreviation"))
            found.denied.add(match.start(2))
        return
    if not phrase or (short is not None and not _is_rival(phrase, short, lexicon)):
        return
    phrase_start = plain.rfind(phrase, 0, end)
    inside = context.sure_between(phrase_start, end)
    holds_company = any(other.options[0].entity_type != "asset" for other in inside)
    begins_with_asset = any(other.start == phrase_start for other in inside)
    coin = coin_name(context.page, symbol, phrase, begins_with_asset=begins_with_asset)
    if not holds_company and names_a_coin(match, coin, context.page):
        entity = Entity(slugify(coin), coin, "asset", "token", symbol, None, is_provisional=True)
        known = lexicon.asset_named(coin)
        if known is None and entity.slug and entity.slug not in lexicon.entities:
            found.provisional[entity.slug] = entity
            found.bound[coin] = Definition(entity.slug, "name")
            found.bound[symbol] = Definition(entity.slug, "symbol")
    elif short is not None and all(option.needs_evidence for option in short.options):
        found.denied.add(match.start(2))
        if is_subsequence(symbol.lower(), phrase.lower()):
            found.bound.setdefault(symbol, Definition(None, "symbol"))


def _is_longer_coin_name(symbol: str, phrase: str, name: Candidate) -> bool:
    """Tell whether a symbol is made of a longer name that ends in a known asset's: `Maxi Doge (MAXI)`."""
    return (
        name.options[0].entity_type == "asset"
        and is_subsequence(symbol.lower(), phrase.lower())
        and not is_subsequence(symbol.lower(), name.surface.lower())
    )


def _bind_to_known(
    symbol: str, name: Candidate, short: Candidate | None, lexicon: Lexicon, found: Definitions
) -> None:
    """Bind a bracket to the known name before it; where both share an entity, it is that one."""
    own = [option for option in name.options if option.rule != "surname"]
    if not own:
        return
    shared = _shared_slugs(name, short) if short is not None else set()
    for option in own:
        if option.slug in shared:
            found.confirmed[name.start, name.end] = option.slug
            if short is not None:
                found.confirmed[short.start, short.end] = option.slug
            rule = next(o.rule for o in short.options if o.slug == option.slug) if short else option.rule
            found.bound[symbol] = Definition(option.slug, rule)
            return
    best = own[0]
    fits = _fits_initials(symbol, name.surface)
    if best.entity_type == "asset":
        is_free = short is None or all(option.needs_evidence for option in short.options)
        is_symbol = symbol.isupper() and symbol not in NEVER_DEFINED and not symbol[0].isdigit()
        if is_free and is_symbol and is_subsequence(symbol.lower(), name.surface.lower()):
            found.confirmed[name.start, name.end] = best.slug
            found.bound[symbol] = Definition(best.slug, "symbol")
        return
    if best.entity_type == "person" and not fits:
        return
    if fits or (symbol.isupper() and len(symbol) > 1 and symbol[0].isalpha() and symbol not in NEVER_DEFINED):
        if short is not None and not fits and (best.needs_evidence or _is_coin_beside(name, short, lexicon)):
            return
        found.confirmed[name.start, name.end] = best.slug
        found.bound[symbol] = Definition(best.slug, "defined_abbreviation")


def _shared_slugs(name: Candidate, short: Candidate) -> set[str]:
    return {option.slug for option in name.options} & {option.slug for option in short.options}


def _confirm_company(name: Candidate, found: Definitions) -> None:
    for option in name.options:
        if option.entity_type == "organisation":
            found.confirmed[name.start, name.end] = option.slug
            return


def _is_coin_beside(name: Candidate, short: Candidate, lexicon: Lexicon) -> bool:
    """Tell whether the bracket holds a coin and no ticker of the company before it: `Uniswap Labs (UNI)`."""
    if any(option.entity_type == "asset" and not option.needs_evidence for option in short.options):
        return True
    words = {word for word in _words(name.surface) if len(word) > 2}
    return any(
        words & _words(surface)
        for option in short.options
        if option.entity_type == "asset"
        for surface in lexicon.surfaces_of(option.slug)
    )


def _is_known_as(symbol: str, long_form: str, short: Candidate | None, lexicon: Lexicon) -> bool:
    """Tell whether the abbreviation's known entity is also known under a name like this long form."""
    if short is None:
        return False
    words = {word for word in _words(long_form) if len(word) > 3}
    return any(
        2 * len(words & _words(surface)) >= len(words) > 0
        for option in short.options
        for surface in lexicon.surfaces_of(option.slug)
        if surface != symbol
    )


def _is_rival(phrase: str, short: Candidate, lexicon: Lexicon) -> bool:
    """Tell whether the name before a known symbol is the name of something else."""
    words = _words(phrase)
    surfaces = [surface for option in short.options for surface in lexicon.surfaces_of(option.slug)]
    is_same = (
        short.surface.lower() in words
        or any(words & {word for word in _words(surface) if len(word) > 2} for surface in surfaces)
        or any(len(surface) > 3 and phrase.endswith(surface) for surface in surfaces)
    )
    return not is_same and any(
        option.needs_evidence or (option.market_cap_rank or 1000) > 100 for option in short.options
    )


def _fits_initials(symbol: str, long_form: str) -> bool:
    """Tell whether an abbreviation is made of the initials of a name's words, small words left out or not.

    Words before the name and one after it do not count: `Crypto Quarry Industries Bitcoin (CQI)`.
    """
    if not long_form or len(symbol) < 2:
        return False
    words = [word.lower() for word in _WORD.findall(long_form.replace("'s", ""))]
    ends = [len(words), len(words) - 1] if len(symbol) > 2 else [len(words)]
    for end in ends:
        for first in range(end - 1):
            part = words[first:end]
            large = [word for word in part if word not in _SMALL_WORDS]
            if symbol.lower() in ("".join(w[0] for w in part), "".join(w[0] for w in large)):
                return True
    return False


def _words(text: str) -> set[str]:
    return set(_WORD.findall(fold(text)))


def _name_end(plain: str, bracket: int) -> int:
    end = bracket
    while end > 0 and plain[end - 1] == " ":
        end -= 1
    if plain.endswith("'s", 0, end):
        return end - 2
    return end - 1 if end and plain[end - 1] == "'" else end


def _without_tail(plain: str, end: int) -> int:
    tail = _GENERIC_TAIL.search(plain, max(0, end - 32), end)
    if tail is None:
        return -1
    start = tail.start()
    return start - 2 if plain.endswith("'s", 0, start) else start


def _phrase(plain: str, end: int) -> str:
    """Return the capitalised words that end here, without an article or a sentence's first word."""
    match = _PHRASE.search(plain, max(0, end - 70), end)
    words = match.group().split(" ") if match else []
    while len(words) > 1 and words[0].lower() in SENTENCE_OPENERS:
        del words[0]
    while len(words) > 1 and words[0] in _LABELS:
        del words[0]
    while len(words) > 1 and words[-1] in _LABELS:
        del words[-1]
    return " ".join(words)


def _lower_phrase(plain: str, end: int) -> str:
    match = _LOWER_PHRASE.search(plain, max(0, end - 70), end)
    return match.group() if match else ""
