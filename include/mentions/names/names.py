"""The surfaces of a gazetteer, compiled for finding them in a text.

A surface that starts with a capital, as nearly all do, is found by its first word: a table says how long the
names are that begin with it. The few that start otherwise share an automaton.
*Folded* surfaces count in any sensible case: the names that mean one thing however they are typed. *Exact*
surfaces count as written: symbols, acronyms, surnames, and every surface that is also an ordinary word.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from include.mentions.model import Alias, Entity, EntityType, Rule
from include.mentions.names.gazetteer import Gazetteer
from include.mentions.names.normalise import normalise
from include.mentions.names.surnames import surname_spellings
from include.mentions.names.words import EVERYDAY_NOUNS, OTHER_PHRASES

MAX_ACRONYM_LENGTH = 6
"""An alias of capitals up to this length is an acronym: `SEC` is not `sec`."""

_LARGE_ASSET_RANK = 300
"""Assets up to this market capitalisation rank are known well enough to be written in lower case."""

TAIL_LENGTH = 3
"""How many characters after a first word are looked at before names of several words are."""

_KINDS_OF_SITE = frozenset({"media", "research"})
_MIN_SITE_LENGTH = 3

_FIRST_WORD = re.compile(r"\w+")
_CAPITAL = re.compile(r"[A-Z]")
_LETTER_TAILS = (" token", " price", " holders")
_BRACKET = " ("


class Option(NamedTuple):
    """One entity that a surface may stand for; `is_surname` where it is a person's last name alone."""

    slug: str
    entity_type: EntityType
    rule: Rule
    needs_evidence: bool
    market_cap_rank: int | None
    is_surname: bool = False


class Name(NamedTuple):
    """What is known of one surface whatever its document, so that it is found out only once.

    It has no options where it is an expression that only hides a name: `Ripple Effect`. `is_sure` tells
    that it means one entity and nothing else, `is_symbol` that it may be a side of a pair.
    """

    options: tuple[Option, ...]
    is_sure: bool
    is_symbol: bool
    has_plural: bool


class _Folded(NamedTuple):
    """A surface that counts in any case; `written` has the capitals that its spellings share."""

    written: str
    options: tuple[Option, ...]


_Options = dict[str, dict[str, Option]]


class NameTable:
    """All ways to write all entities of a gazetteer.

    `first_words` tells how long the names may be that begin with a word, the longest first, by the word in
    small letters and the next `TAIL_LENGTH` characters, which rule out nearly all names of several words.
    Under an empty tail stand the lengths for every other one. `networks` are the products of one letter,
    which count where the text speaks of a place to post.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        folded, exact, tickers, written = _sorted_surfaces(gazetteer)
        self._folded = {
            text: _Folded(written[text], tuple(options.values())) for text, options in folded.items()
        }
        self._exact = {text: tuple(options.values()) for text, options in exact.items()}
        self._exact.update(dict.fromkeys(OTHER_PHRASES, ()))
        self._tickers = {text: tuple(options.values()) for text, options in tickers.items()}
        self.networks = _networks(gazetteer)
        self.first_words = _by_first_word([*self._folded, *self._exact])
        self._found: dict[str, Name] = {}
        self._small = list(self._small_surfaces(gazetteer.aliases))
        self._small_automaton = AhoCorasick(
            [text for text, _, _ in self._small],
            matchkind=MatchKind.Standard,
            store_patterns=False,
            implementation=Implementation.DFA,
        )

    def name(self, surface: str) -> Name | None:
        """Return what a surface is in any spelling; None where it is nothing."""
        name = self._found.get(surface)
        if name is None:
            # What is not found is not kept: the table stays as small as the lists.
            folded = self._folded.get(surface.lower())
            exact = self._exact.get(surface)
            if folded is not None and not _fits_case(surface, folded.written):
                folded = None
            if folded is None and exact is None:
                return None
            name = self._found[surface] = _name(surface, folded.options if folded else (), exact or ())
        return name

    def cashtag(self, symbol: str) -> Name | None:
        """Return what a surface after a `$` is; a symbol counts there in any case."""
        tag = f"${symbol}"
        name = self._found.get(tag)
        if name is None:
            name = self.name(symbol)
            options = self._tickers.get(symbol.lower())
            if options is not None:
                name = self._found[tag] = _marked(options, name)
        return name

    def letter(self, letter: str, before: str, after: str) -> Name | None:
        """Return the asset that one letter is where its neighbours say so: `(S)`, `S token`."""
        is_marked = (
            before == "$" or (before == "(" and after.startswith(")")) or after.startswith(_LETTER_TAILS)
        )
        options = self._tickers.get(letter.lower()) if is_marked else None
        return None if options is None else _marked(options, None)

    def small_matches(self, plain: str) -> Iterator[tuple[int, int, Name]]:
        """Yield every occurrence of a surface that starts with no capital, overlapping ones too."""
        for index, start, _ in self._small_automaton.find_matches_as_indexes(plain, overlapping=True):
            _, length, name = self._small[index]
            yield start, start + length, name

    def _small_surfaces(self, surfaces: Iterable[str]) -> Iterator[tuple[str, int, Name]]:
        """Yield the text to look for, the length of the surface in it, and what it is.

        The name of a large asset counts in lower case, too: one word alone (`bitcoin`), several words only
        before a symbol, as `the graph` and `internet computer` are everyday words.
        """
        for text in {*map(normalise, surfaces), *self._exact}:
            name = None if _CAPITAL.match(text) else self.name(text)
            if name is not None:
                yield text, len(text), name
        for text, (written, options) in self._folded.items():
            if options[0].entity_type == "asset" and _is_known_in_lower_case(text, written, options[0]):
                yield text + (_BRACKET if " " in text else ""), len(text), _name(text, options, ())


def prior(market_cap_rank: int | None) -> int:
    """Return a sort key: the larger an asset, the more likely it is meant."""
    return 1_000_000 if market_cap_rank is None else market_cap_rank


def is_acronym(surface: str) -> bool:
    """Tell whether a surface is written in capitals and short, as symbols and abbreviations are."""
    return surface.isupper() and len(surface) <= MAX_ACRONYM_LENGTH and " " not in surface


def _sorted_surfaces(gazetteer: Gazetteer) -> tuple[_Options, _Options, _Options, dict[str, str]]:
    """Return the surfaces that count in any case, those that count as written, symbols, and capitals."""
    folded: _Options = {}
    exact: _Options = {}
    tickers: _Options = {}
    written: dict[str, str] = {}
    for surface, aliases in gazetteer.aliases.items():
        plain = normalise(surface)
        for alias in aliases:
            option = _option(alias, gazetteer.entities[alias.slug])
            if alias.rule == "symbol" and not plain[0].isdigit():
                tickers.setdefault(plain.lower(), {})[alias.slug] = option
            if len(plain) == 1:
                continue
            is_written_so = alias.rule == "symbol" or (is_acronym(plain) and option.entity_type != "asset")
            if alias.needs_evidence or is_written_so:
                exact.setdefault(plain, {}).setdefault(alias.slug, option)
            else:
                folded.setdefault(plain.lower(), {}).setdefault(alias.slug, option)
                written[plain.lower()] = _fewest_capitals(plain, written.get(plain.lower(), plain))
            if _names_a_site(plain, gazetteer.entities[alias.slug]):
                site = f"{plain}.com"
                own = Option(alias.slug, option.entity_type, "alias", False, None)
                if site not in gazetteer.aliases:
                    folded.setdefault(site.lower(), {}).setdefault(alias.slug, own)
                    written[site.lower()] = _fewest_capitals(site, written.get(site.lower(), site))
    for entity in gazetteer.entities.values():
        if entity.entity_type == "person":
            for surname in surname_spellings(normalise(entity.name)):
                bearer = Option(entity.slug, "person", "surname", True, None, is_surname=True)
                exact.setdefault(surname, {}).setdefault(entity.slug, bearer)
    return folded, exact, tickers, written


def _names_a_site(surface: str, entity: Entity) -> bool:
    """Tell whether a name is that of a site, too, which is then written `CoinDesk.com`."""
    return entity.kind in _KINDS_OF_SITE and surface.isalnum() and len(surface) >= _MIN_SITE_LENGTH


def _networks(gazetteer: Gazetteer) -> dict[str, Name]:
    found: dict[str, Name] = {}
    for surface, aliases in gazetteer.aliases.items():
        for alias in aliases:
            if len(surface) == 1 and gazetteer.entities[alias.slug].entity_type == "product":
                option = Option(alias.slug, "product", alias.rule, False, None)
                found[surface] = Name((option,), is_sure=True, is_symbol=False, has_plural=False)
    return found


def _option(alias: Alias, entity: Entity) -> Option:
    is_surname = entity.entity_type == "person" and entity.name.endswith(f" {alias.alias}")
    return Option(
        entity.slug, entity.entity_type, alias.rule, alias.needs_evidence, entity.market_cap_rank, is_surname
    )


def _fewest_capitals(first: str, second: str) -> str:
    """Return two spellings of one name as one, with the capitals that both have."""
    return "".join(a if a == b else a.lower() for a, b in zip(first, second, strict=True))


def _by_first_word(texts: Iterable[str]) -> dict[str, dict[str, tuple[int, ...]]]:
    found: dict[str, dict[str, set[int]]] = {}
    for text in texts:
        word = _FIRST_WORD.match(text)
        if word is not None:
            tail = text[word.end() : word.end() + TAIL_LENGTH].lower()
            lengths = found.setdefault(word.group().lower(), {"": set()})
            lengths.setdefault(tail if len(tail) == TAIL_LENGTH else "", set()).add(len(text))
    return {
        word: {tail: tuple(sorted(found | by_tail[""], reverse=True)) for tail, found in by_tail.items()}
        for word, by_tail in found.items()
    }


def _name(surface: str, folded: tuple[Option, ...], exact: tuple[Option, ...]) -> Name:
    firsts = [(group[0], group is exact) for group in (folded, exact) if group]
    symbols = [_is_symbol(surface, option, is_exact) for option, is_exact in firsts]
    by_slug = {option.slug: option for option in folded}
    by_slug.update((option.slug, option) for option in exact if _is_better(option, by_slug.get(option.slug)))
    options = tuple(by_slug.values())
    return Name(
        options,
        is_sure=len(options) == 1 and not options[0].needs_evidence and not options[0].is_surname,
        is_symbol=any(symbols),
        has_plural=any(symbols) or any(not option.needs_evidence for option, _ in firsts),
    )


def _is_better(exact: Option, folded: Option | None) -> bool:
    """Tell whether to read a surface as it is written rather than in any case."""
    return folded is None or exact.needs_evidence <= folded.needs_evidence


def _marked(options: tuple[Option, ...], other: Name | None) -> Name:
    """Return what a mark makes of a surface: no person; what is sure even without a mark comes first."""
    options = tuple(sorted(options, key=lambda option: option.needs_evidence))
    merged = _without_repeats(options, other.options if other is not None else ())
    merged = tuple(option for option in merged if option.entity_type != "person") or merged
    is_sure = len(merged) == 1 and not merged[0].needs_evidence
    return Name(merged, is_sure, is_symbol=True, has_plural=False)


def _without_repeats(first: tuple[Option, ...], second: tuple[Option, ...]) -> tuple[Option, ...]:
    slugs = {option.slug for option in first}
    return first + tuple(option for option in second if option.slug not in slugs)


def _is_symbol(surface: str, option: Option, is_exact: bool) -> bool:
    return option.rule == "symbol" or (option.entity_type == "asset" and is_exact and surface.isupper())


def _is_known_in_lower_case(text: str, written: str, option: Option) -> bool:
    is_word = written.isupper() or text in EVERYDAY_NOUNS
    return prior(option.market_cap_rank) <= _LARGE_ASSET_RANK and not is_word


def _fits_case(surface: str, written: str) -> bool:
    """Tell whether the capitals are those of the name, or all are."""
    if surface == written or surface.isupper():
        return True
    return not any(
        word.islower() and known[0].isupper()
        for word, known in zip(surface.split(), written.split(), strict=False)
    )
