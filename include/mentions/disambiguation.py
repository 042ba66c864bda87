"""Which entity a surface stands for in its document, or none.

A surface that needs no evidence and belongs to one entity is taken at its word. Every other one has to be
supported: by a mark on it, by a definition, by what stands beside it, or by the rest of the document. What
one surface proves supports others, so the doubtful ones are asked again until nothing new is proved.
"""

from collections.abc import Set
from typing import NamedTuple

from include.mentions import context
from include.mentions.candidates import Candidate
from include.mentions.definitions import Definitions
from include.mentions.lexicon import Option, prior
from include.mentions.model import EntityType, Rule
from include.mentions.people import stands_for_person
from include.mentions.typography import Typography
from include.mentions.words import EVERYDAY_ACRONYMS, FUNCTION_WORDS

PLAIN_NAME = 0.98
DEFINED = 0.97
MARKED = 0.95
SURNAME = 0.95
OTHER_SURFACE = 0.90
BESIDE = 0.85
CAPITAL = 0.80
PRIOR = 0.75
REJECTED = 0.30
"""Confidences; docs/mentions.md says what each of them means."""

_LARGE_ASSET_RANK = 300
"""Up to this market capitalisation rank, a name's capital in prose is enough where it stands alone."""

_LARGE_SYMBOL_RANK = 150
_COIN_TALK_COUNT = 3
"""Up to this rank a symbol is enough where it stands alone, in a document that is sure of so many assets."""


class Verdict(NamedTuple):
    """What a candidate was decided to be."""

    slug: str
    rule: Rule
    confidence: float
    is_accepted: bool


class Reading:
    """One document while its candidates are decided."""

    def __init__(
        self,
        plain: str,
        candidates: list[Candidate],
        definitions: Definitions,
        typography: Typography,
        widget_slugs: Set[str],
    ) -> None:
        self._plain = plain
        self._candidates = candidates
        self._definitions = definitions
        self._typography = typography
        self._widget_slugs = widget_slugs
        self._verdicts: list[Verdict | None] = [None] * len(candidates)
        self._surfaces_by_slug: dict[str, set[str]] = {}
        self._full_names: dict[str, list[int]] = {}
        self._sure_assets: set[str] = set()

    def decide(self) -> list[Verdict | None]:
        """Return one verdict for each candidate; None where it is nothing worth auditing."""
        doubtful: list[int] = []
        bound = self._definitions.bound
        for position, candidate in enumerate(self._candidates):
            first = candidate.options[0]
            definition = bound.get(candidate.surface)
            if (
                len(candidate.options) > 1
                or first.needs_evidence
                or first.is_surname
                or (definition is not None and definition.slug != first.slug)
            ):
                doubtful.append(position)
            else:
                self._take_at_its_word(position, candidate, first)
        for position in doubtful:
            self._note_full_names(self._candidates[position])
        while doubtful:
            remaining = [position for position in doubtful if not self._judge(position)]
            if len(remaining) == len(doubtful):
                break
            doubtful = remaining
        for position in doubtful:
            self._verdicts[position] = self._rejection(position)
        return self._verdicts

    def _take_at_its_word(self, position: int, candidate: Candidate, option: Option) -> None:
        if option.entity_type == "asset" and context.is_part_of_other_name(
            self._plain, candidate.start, candidate.end
        ):
            return
        if option.entity_type == "person" and option.rule in ("name", "alias"):
            self._full_names.setdefault(option.slug, []).append(candidate.start)
        if option.entity_type == "asset":
            self._sure_assets.add(option.slug)
        confidence = DEFINED if candidate.surface in self._definitions.bound else PLAIN_NAME
        self._accept(position, option, _confidence_of_form(candidate, confidence))

    def _note_full_names(self, candidate: Candidate) -> None:
        for option in candidate.options:
            if option.entity_type == "person" and option.rule == "name":
                self._full_names.setdefault(option.slug, []).append(candidate.start)

    def _accept(self, position: int, option: Option, confidence: float, rule: Rule | None = None) -> None:
        candidate = self._candidates[position]
        self._verdicts[position] = Verdict(
            option.slug, rule or _rule_of(candidate, option), confidence, is_accepted=True
        )
        self._surfaces_by_slug.setdefault(option.slug, set()).add(candidate.surface)

    def _judge(self, position: int) -> bool:
        """Decide one doubtful candidate if its document supports an option by now."""
        candidate = self._candidates[position]
        definition = self._definitions.bound.get(candidate.surface)
        confirmed = self._definitions.confirmed.get((candidate.start, candidate.end))
        if confirmed is not None:
            option = next(option for option in candidate.options if option.slug == confirmed)
            self._accept(position, option, DEFINED)
            return True
        if candidate.start in self._definitions.denied:
            return False
        if definition is not None and candidate.form != "cashtag":
            return self._follow_definition(position, candidate, definition.slug, definition.rule)
        supported = [
            (self._rank(position, option), option, confidence)
            for option in self._plausible(candidate)
            if (confidence := self._support(position, candidate, option)) > 0
        ]
        if not supported:
            return False
        _, option, confidence = max(supported, key=lambda item: item[0])
        if len(supported) > 1 and confidence > MARKED:
            confidence = PRIOR
        if option.entity_type == "asset" and context.is_part_of_other_name(
            self._plain, candidate.start, candidate.end
        ):
            return False
        self._accept(position, option, _confidence_of_form(candidate, confidence))
        return True

    def _follow_definition(self, position: int, candidate: Candidate, slug: str | None, rule: Rule) -> bool:
        if slug is None:
            return False
        if candidate.surface.lower() in FUNCTION_WORDS and self._typography.is_shouted(candidate.start):
            return False
        is_everyday = candidate.surface in EVERYDAY_ACRONYMS and rule != "defined_abbreviation"
        if is_everyday and not self._is_marked_as_coin(candidate):
            return False
        known = next((option for option in candidate.options if option.slug == slug), None)
        if known is not None and rule != "defined_abbreviation":
            self._accept(position, known, DEFINED)
        else:
            self._accept(position, Option(slug, "asset", rule, False, None), DEFINED, rule)
        return True

    def _plausible(self, candidate: Candidate) -> list[Option]:
        """Leave out what the capitals rule out: TRUMP in plain prose is the coin, `TRUMP WINS` is not."""
        options = list(candidate.options)
        if candidate.form in ("cashtag", "pair"):
            return [option for option in options if option.entity_type == "asset"] or options
        is_mixed = len({option.entity_type for option in options}) > 1
        if is_mixed and candidate.surface.isupper() and len(candidate.surface) > 3:
            if self._typography.is_shouted(candidate.start):
                return [option for option in options if option.rule != "symbol"] or options
            return [option for option in options if option.entity_type != "person"]
        return options

    def _rank(self, position: int, option: Option) -> tuple[int, ...]:
        """Say how well an option fits its place; the larger, the better.

        What stands beside the surface comes first. Without it a company is likelier than its coin, which
        has a symbol to be called by; among equals the rest of the page decides, then the prior.
        """
        candidate = self._candidates[position]
        if option.entity_type == "asset":
            fits = self._has_asset_cue(candidate) or self._is_listed(position, "asset")
        elif option.entity_type == "organisation":
            fits = context.acts_as_organisation(self._plain, candidate.start, candidate.end)
        else:
            fits = option.rule != "surname"
        is_near = option.rule == "surname"
        is_known = self._is_established(option.slug, candidate.surface)
        is_listed = self._is_listed(position, option.entity_type)
        is_coin = fits and option.entity_type == "asset"
        is_trusted = not option.needs_evidence or is_known or is_listed or is_coin
        return (
            int(is_trusted),
            int(fits),
            int(not is_near),
            int(option.entity_type == "organisation"),
            int(is_known),
            int(option.slug in self._widget_slugs),
            int(not option.needs_evidence),
            -self._distance(candidate, option) if is_near else -prior(option.market_cap_rank),
        )

    def _distance(self, candidate: Candidate, option: Option) -> int:
        places = self._full_names.get(option.slug, [])
        before = [candidate.start - place for place in places if place <= candidate.start]
        return min(before, default=prior(None))

    def _is_established(self, slug: str, surface: str) -> bool:
        return any(known != surface for known in self._surfaces_by_slug.get(slug, ()))

    def _support(self, position: int, candidate: Candidate, option: Option) -> float:
        """Return how sure an option is where it stands, 0 where nothing speaks for it."""
        is_asset = option.entity_type == "asset"
        if option.is_surname and not stands_for_person(self._plain, candidate, self._typography):
            confidence = 0.0
        elif option.rule == "surname":
            confidence = SURNAME if option.slug in self._full_names else 0.0
        elif not option.needs_evidence:
            confidence = PLAIN_NAME
        elif is_asset and candidate.form in ("cashtag", "pair"):
            confidence = MARKED
        elif candidate.surface in EVERYDAY_ACRONYMS:
            is_known = self._is_established(option.slug, candidate.surface)
            is_meant = not is_asset or self._is_marked_as_coin(candidate)
            confidence = BESIDE if is_known and is_meant else 0.0
        elif is_asset and (option.rule == "symbol" or candidate.surface.isupper()):
            confidence = self._support_of_symbol(position, candidate, option)
        elif is_asset:
            confidence = self._support_of_asset_name(position, candidate, option)
        else:
            confidence = self._support_of_other_name(position, candidate, option)
        return confidence

    def _support_of_symbol(self, position: int, candidate: Candidate, option: Option) -> float:
        if self._typography.is_shouted(candidate.start):
            is_known = self._is_established(option.slug, candidate.surface)
            return BESIDE if is_known and self._is_marked_as_coin(candidate) else 0
        if candidate.form == "hashtag":
            return BESIDE
        if option.slug in self._surfaces_by_slug:
            return OTHER_SURFACE
        is_beside = self._has_asset_cue(candidate) or context.has_amount_before(self._plain, candidate.start)
        if is_beside or self._is_listed(position, "asset"):
            return BESIDE
        is_large = prior(option.market_cap_rank) <= _LARGE_SYMBOL_RANK and len(candidate.surface) > 2
        is_word = candidate.surface.lower() in FUNCTION_WORDS
        if is_large and not is_word and self._is_about_coins() and self._stands_alone(position):
            return CAPITAL
        return 0

    def _is_about_coins(self) -> bool:
        """Tell whether the document names several assets for certain."""
        return len(self._sure_assets) >= _COIN_TALK_COUNT

    def _support_of_asset_name(self, position: int, candidate: Candidate, option: Option) -> float:
        if context.is_numbered(self._plain, candidate.end):
            return 0
        cue = self._has_asset_cue(candidate) or self._is_listed(position, "asset")
        is_known = option.slug in self._surfaces_by_slug
        is_word = candidate.surface.lower() in FUNCTION_WORDS
        if self._typography.is_capital_telling(candidate.start):
            if is_known:
                return OTHER_SURFACE
            if cue:
                return BESIDE
            is_large = prior(option.market_cap_rank) <= _LARGE_ASSET_RANK
            return CAPITAL if is_large and not is_word and self._stands_alone(position) else 0
        if is_known and (cue or not is_word):
            return OTHER_SURFACE
        return BESIDE if cue and not is_word else 0

    def _support_of_other_name(self, position: int, candidate: Candidate, option: Option) -> float:
        plain, start, end = self._plain, candidate.start, candidate.end
        if context.is_security(plain, end) or context.is_numbered(plain, end):
            return 0
        is_word = candidate.surface.lower() in FUNCTION_WORDS
        stands_alone = self._ends_no_name(position) or self._typography.begins_sentence(start)
        acts = context.acts_as_organisation(plain, start, end) and stands_alone
        if self._typography.is_capital_telling(start):
            if self._is_listed(position, option.entity_type) or acts:
                return CAPITAL
            if option.slug in self._surfaces_by_slug and stands_alone:
                return OTHER_SURFACE
            return (
                CAPITAL
                if stands_alone and context.next_capitalised(plain, end) is None and not is_word
                else 0
            )
        if option.slug in self._surfaces_by_slug and not is_word and stands_alone:
            return OTHER_SURFACE
        return CAPITAL if acts and not self._typography.is_shouted(start) else 0

    def _stands_alone(self, position: int) -> bool:
        """Tell whether no capitalised word beside the surface makes a longer name of it."""
        end = self._candidates[position].end
        return self._ends_no_name(position) and context.next_capitalised(self._plain, end) is None

    def _ends_no_name(self, position: int) -> bool:
        """Tell whether a word before leaves the surface a name: a person owns a firm, a firm its strategy."""
        start = self._candidates[position].start
        possessor_end = context.ends_possessive(self._plain, start)
        if possessor_end is None:
            return context.ends_no_name(self._plain, start)
        before = self._candidates[position - 1] if position else None
        if before is not None and before.end == possessor_end:
            return before.options[0].entity_type == "person"
        return self._typography.is_capital_telling(start)

    def _is_marked_as_coin(self, candidate: Candidate) -> bool:
        """Tell whether what follows makes a coin even of an everyday acronym or a shouted word."""
        plain, end = self._plain, candidate.end
        return context.has_explicit_token_word(plain, end) or context.has_price_after(plain, end)

    def _has_asset_cue(self, candidate: Candidate) -> bool:
        plain, start, end = self._plain, candidate.start, candidate.end
        return (
            context.has_token_word_after(plain, end)
            or context.has_price_after(plain, end)
            or context.has_token_word_before(plain, start)
        )

    def _is_listed(self, position: int, entity_type: EntityType) -> bool:
        """Tell whether the surface stands in a list beside something of this type that is sure."""
        candidate = self._candidates[position]
        for neighbour_position in (position - 1, position + 1):
            if not 0 <= neighbour_position < len(self._candidates):
                continue
            verdict = self._verdicts[neighbour_position]
            neighbour = self._candidates[neighbour_position]
            first, second = sorted((candidate, neighbour), key=lambda item: item.start)
            if (
                verdict is not None
                and verdict.is_accepted
                and any(o.slug == verdict.slug and o.entity_type == entity_type for o in neighbour.options)
                and neighbour.surface.isupper() == candidate.surface.isupper()
                and context.is_list_gap(self._plain[first.end : second.start])
            ):
                return True
        return False

    def _rejection(self, position: int) -> Verdict | None:
        candidate = self._candidates[position]
        options = [option for option in candidate.options if option.rule != "surname"]
        if not options or not any(option.needs_evidence for option in options):
            return None
        best = max(options, key=lambda option: self._rank(position, option))
        return Verdict(best.slug, _rule_of(candidate, best), REJECTED, is_accepted=False)


def _rule_of(candidate: Candidate, option: Option) -> Rule:
    if candidate.form == "plain" or option.entity_type != "asset":
        return option.rule
    return candidate.form


def _confidence_of_form(candidate: Candidate, confidence: float) -> float:
    return max(confidence, MARKED) if candidate.form in ("cashtag", "pair") else confidence
