"""The gazetteer, compiled for looking up every surface of a text at once.

Two automata share the work. *Folded* patterns match in any case: the names that mean one thing however
they are typed. *Exact* patterns match as written: symbols, acronyms, surnames, and every surface that is
also an ordinary word.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from include.mentions.gazetteer import Gazetteer
from include.mentions.model import Alias, Entity, EntityType, Rule
from include.mentions.normalise import fold, normalise
from include.mentions.surnames import surname_spellings

MAX_ACRONYM_LENGTH = 6
"""An alias of capitals up to this length is an acronym: `SEC` is not `sec`."""


_LETTER_TAILS = (" token", " price", " holders")


class Option(NamedTuple):
    """One entity that a surface may stand for; `is_surname` where it is a person's last name alone."""

    slug: str
    entity_type: EntityType
    rule: Rule
    needs_evidence: bool
    market_cap_rank: int | None
    is_surname: bool = False


class Pattern(NamedTuple):
    """One way to find a surface.

    `written` is the surface as the gazetteer writes it. The first `before_count` and the last `after_count`
    characters of the text are only there to recognise it: the `$` of a cashtag, the brackets around a letter.
    """

    text: str
    written: str
    options: tuple[Option, ...]
    is_folded: bool
    before_count: int = 0
    after_count: int = 0


class Lexicon:
    """All surfaces of a gazetteer, and what is known about their entities."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.entities: Mapping[str, Entity] = gazetteer.entities
        self._surfaces: dict[str, list[str]] = {}
        patterns = list(_patterns(gazetteer))
        self._folded = [p for p in patterns if p.is_folded]
        self._exact = [p for p in patterns if not p.is_folded]
        self._folded_automaton = _automaton(self._folded)
        self._exact_automaton = _automaton(self._exact)
        self._asset_by_folded_name: dict[str, Entity] = {}
        for entity in gazetteer.entities.values():
            self._surfaces.setdefault(entity.slug, []).append(entity.name)
            if entity.entity_type == "asset":
                self._keep_larger(fold(entity.name), entity)
                self._keep_larger(entity.slug, entity)
        self._assets_by_folded_symbol: dict[str, list[Entity]] = {}
        for surface, aliases in gazetteer.aliases.items():
            for alias in aliases:
                self._surfaces.setdefault(alias.slug, []).append(surface)
                entity = gazetteer.entities[alias.slug]
                if entity.entity_type == "asset" and alias.rule == "alias":
                    self._asset_by_folded_name.setdefault(fold(surface), entity)
                if entity.entity_type == "asset" and surface in (entity.symbol, surface.upper()):
                    self._assets_by_folded_symbol.setdefault(fold(surface), []).append(entity)
        for bearers in self._assets_by_folded_symbol.values():
            bearers.sort(key=lambda entity: prior(entity.market_cap_rank))

    def matches(self, plain: str) -> Iterator[tuple[int, int, Pattern]]:
        """Yield every occurrence of every pattern in a normalised text, overlapping ones too."""
        for index, start, end in self._folded_automaton.find_matches_as_indexes(
            plain.lower(), overlapping=True
        ):
            yield start, end, self._folded[index]
        for index, start, end in self._exact_automaton.find_matches_as_indexes(plain, overlapping=True):
            yield start, end, self._exact[index]

    def asset_named(self, name: str) -> Entity | None:
        """Return the asset whose name, slug or other full name this is; symbols do not count."""
        folded = fold(name).strip()
        return self._asset_by_folded_name.get(folded) or self._asset_by_folded_name.get(
            folded.replace(" ", "-")
        )

    def assets_with_symbol(self, symbol: str) -> list[Entity]:
        """Return the assets that have this symbol in any case, the largest first."""
        return self._assets_by_folded_symbol.get(fold(symbol), [])

    def surfaces_of(self, slug: str) -> list[str]:
        """Return every known way to write an entity."""
        return self._surfaces.get(slug, [])

    def _keep_larger(self, key: str, entity: Entity) -> None:
        known = self._asset_by_folded_name.get(key)
        if known is None or prior(entity.market_cap_rank) < prior(known.market_cap_rank):
            self._asset_by_folded_name[key] = entity


def prior(market_cap_rank: int | None) -> int:
    """Return a sort key: the larger an asset, the more likely it is meant."""
    return 1_000_000 if market_cap_rank is None else market_cap_rank


def is_acronym(surface: str) -> bool:
    """Tell whether a surface is written in capitals and short, as symbols and abbreviations are."""
    return surface.isupper() and len(surface) <= MAX_ACRONYM_LENGTH and " " not in surface


def _automaton(patterns: list[Pattern]) -> AhoCorasick:
    return AhoCorasick(
        [pattern.text for pattern in patterns],
        matchkind=MatchKind.Standard,
        store_patterns=False,
        implementation=Implementation.DFA,
    )


def _patterns(gazetteer: Gazetteer) -> Iterator[Pattern]:
    folded: dict[str, dict[str, Option]] = {}
    exact: dict[str, dict[str, Option]] = {}
    tickers: dict[str, dict[str, Option]] = {}
    written: dict[str, str] = {}
    for surface, aliases in gazetteer.aliases.items():
        plain = normalise(surface)
        for alias in aliases:
            option = _option(alias, gazetteer.entities[alias.slug])
            if alias.rule == "symbol":
                tickers.setdefault(plain.lower(), {})[alias.slug] = option
            if len(plain) == 1:
                continue
            is_written_so = alias.rule == "symbol" or (is_acronym(plain) and option.entity_type != "asset")
            if alias.needs_evidence or is_written_so:
                exact.setdefault(plain, {}).setdefault(alias.slug, option)
            else:
                folded.setdefault(plain.lower(), {}).setdefault(alias.slug, option)
                written[plain.lower()] = _fewest_capitals(plain, written.get(plain.lower(), plain))
    for text, bearers in _surnames(gazetteer).items():
        for slug, option in bearers.items():
            exact.setdefault(text, {}).setdefault(slug, option)
    for text, found in folded.items():
        yield Pattern(text, written[text], tuple(found.values()), is_folded=True)
    for text, found in exact.items():
        yield Pattern(text, text, tuple(found.values()), is_folded=False)
    yield from _marked_symbols(tickers)


def _fewest_capitals(first: str, second: str) -> str:
    """Return two spellings of one name as one, with the capitals that both have."""
    return "".join(a if a == b else a.lower() for a, b in zip(first, second, strict=True))


def _marked_symbols(tickers: dict[str, dict[str, Option]]) -> Iterator[Pattern]:
    """Yield cashtags in any case, and symbols of one letter with what makes them one: `(S)`, `S token`."""
    for text, found in tickers.items():
        options = tuple(found.values())
        if not text[0].isdigit():
            yield Pattern(f"${text}", text, options, is_folded=True, before_count=1)
        if len(text) == 1:
            letter = text.upper()
            yield Pattern(f"({letter})", letter, options, is_folded=False, before_count=1, after_count=1)
            for tail in _LETTER_TAILS:
                yield Pattern(letter + tail, letter, options, is_folded=False, after_count=len(tail))


def _surnames(gazetteer: Gazetteer) -> dict[str, dict[str, Option]]:
    surnames: dict[str, dict[str, Option]] = {}
    for entity in gazetteer.entities.values():
        if entity.entity_type == "person":
            for surname in surname_spellings(normalise(entity.name)):
                option = Option(entity.slug, "person", "surname", True, None, is_surname=True)
                surnames.setdefault(surname, {})[entity.slug] = option
    return surnames


def _option(alias: Alias, entity: Entity) -> Option:
    is_surname = entity.entity_type == "person" and entity.name.endswith(f" {alias.alias}")
    return Option(
        entity.slug, entity.entity_type, alias.rule, alias.needs_evidence, entity.market_cap_rank, is_surname
    )
