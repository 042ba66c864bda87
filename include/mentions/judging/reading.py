"""What is known of one document while its candidates are being decided."""

from bisect import bisect_right
from collections.abc import Set
from typing import NamedTuple

from include.mentions.defining.definitions import Definitions
from include.mentions.finding.candidates import Candidate
from include.mentions.finding.typography import Typography
from include.mentions.judging import context
from include.mentions.model import EntityType, Rule
from include.mentions.names.names import Option

_COIN_TALK_COUNT = 3
"""A document that names so many assets for certain is about coins."""


class Verdict(NamedTuple):
    """What a candidate was decided to be."""

    slug: str
    rule: Rule
    confidence: float
    is_accepted: bool


class Reading:
    """A document, its candidates, and what has been decided so far.

    A candidate is spoken of by its position in the list, because its neighbours matter.
    """

    def __init__(
        self,
        plain: str,
        candidates: list[Candidate],
        definitions: Definitions,
        typography: Typography,
        widget_slugs: Set[str],
    ) -> None:
        self.plain = plain
        self.candidates = candidates
        self.definitions = definitions
        self.typography = typography
        self.widget_slugs = widget_slugs
        self.verdicts: list[Verdict | None] = [None] * len(candidates)
        self.news: list[str] = []
        """Slugs of which more is known since whoever reads this has emptied it."""
        self._surfaces_by_slug: dict[str, set[str]] = {}
        self._full_names: dict[str, list[int]] = {}
        self._sure_assets: set[str] = set()
        self._asset_cues: dict[int, bool] = {}  # the text stays the same, however often a place is judged

    def accept(self, position: int, option: Option, confidence: float, rule: Rule | None = None) -> None:
        """Decide a candidate; from now on it is evidence for others."""
        candidate = self.candidates[position]
        verdict = Verdict(option.slug, rule or rule_of(candidate, option), confidence, is_accepted=True)
        self.verdicts[position] = verdict
        surfaces = self._surfaces_by_slug.setdefault(option.slug, set())
        if candidate.surface not in surfaces and len(surfaces) < 2:  # a third surface proves nothing more
            self.news.append(option.slug)
        surfaces.add(candidate.surface)
        if option.rule == "surname" and option.slug not in self._full_names:
            self.note_full_name(option.slug, candidate.start)

    def note_plain_asset(self, slug: str) -> None:
        """Remember an asset whose surface needed no evidence."""
        self._sure_assets.add(slug)

    def note_full_name(self, slug: str, start: int) -> None:
        """Remember where a person is named in full, or called by a title and the surname first."""
        self._full_names.setdefault(slug, []).append(start)

    def is_named_in_full(self, slug: str) -> bool:
        """Tell whether the document names this person in full anywhere."""
        return slug in self._full_names

    def chars_since_full_name(self, slug: str, start: int) -> int:
        """Return how far back a person was last named in full; the document's length where only later."""
        places = self._full_names.get(slug, [])  # noted in reading order: a search, not a walk
        count = bisect_right(places, start)
        return start - places[count - 1] if count else len(self.plain)

    def is_known(self, slug: str) -> bool:
        """Tell whether an entity has been accepted anywhere in the document."""
        return slug in self._surfaces_by_slug

    def is_known_by_other_surface(self, slug: str, surface: str) -> bool:
        """Tell whether an entity has been accepted under another surface than this one."""
        return any(known != surface for known in self._surfaces_by_slug.get(slug, ()))

    def is_about_coins(self) -> bool:
        """Tell whether the document names several assets for certain."""
        return len(self._sure_assets) >= _COIN_TALK_COUNT

    def has_asset_cue(self, position: int) -> bool:
        """Tell whether a price, a word of coins or what is done with coins stands beside the surface."""
        has_cue = self._asset_cues.get(position)
        if has_cue is None:
            candidate = self.candidates[position]
            has_cue = self._asset_cues[position] = (
                context.has_token_word_after(self.plain, candidate.end)
                or context.has_price_after(self.plain, candidate.end)
                or context.has_token_word_before(self.plain, candidate.start)
                or context.is_held_as_coin(self.plain, candidate.start, candidate.end)
            )
        return has_cue

    def is_marked_as_coin(self, position: int) -> bool:
        """Tell whether what follows makes a coin even of an everyday acronym or a shouted word."""
        end = self.candidates[position].end
        return context.has_explicit_token_word(self.plain, end) or context.has_price_after(self.plain, end)

    def is_listed(self, position: int, entity_type: EntityType) -> bool:
        """Tell whether the surface stands in a list beside something of this type that is sure."""
        return any(
            self._is_listed_with(position, neighbour, entity_type)
            for neighbour in (position - 1, position + 1)
            if 0 <= neighbour < len(self.candidates)
        )

    def is_part_of_other_name(self, position: int) -> bool:
        """Tell whether a word beside the surface makes another thing of it."""
        candidate = self.candidates[position]
        return context.is_part_of_other_name(self.plain, candidate.start, candidate.end)

    def stands_alone(self, position: int, entity_type: EntityType) -> bool:
        """Tell whether no capitalised word beside the surface makes a longer name of it."""
        end = self.candidates[position].end
        return self.ends_no_name(position, entity_type) and context.next_capitalised(self.plain, end) is None

    def ends_no_name(self, position: int, entity_type: EntityType) -> bool:
        """Tell whether a word before leaves the surface a name.

        A person has a firm (`Saylor's Strategy`) and a firm a product (`xAI's Grok`), but `Semler's Strategy`
        is no firm.
        """
        start = self.candidates[position].start
        possessor_end = context.ends_possessive(self.plain, start)
        if possessor_end is None:
            return context.ends_no_name(self.plain, start)
        before = self.candidates[position - 1] if position else None
        if before is not None and before.end == possessor_end:
            return before.options[0].entity_type == "person" or entity_type != "organisation"
        return self.typography.is_capital_telling(start)

    def _is_listed_with(self, position: int, neighbour_position: int, entity_type: EntityType) -> bool:
        verdict = self.verdicts[neighbour_position]
        if verdict is None or not verdict.is_accepted:
            return False
        candidate, neighbour = self.candidates[position], self.candidates[neighbour_position]
        first, second = (candidate, neighbour) if position < neighbour_position else (neighbour, candidate)
        return (
            any(o.slug == verdict.slug and o.entity_type == entity_type for o in neighbour.options)
            and neighbour.surface.isupper() == candidate.surface.isupper()
            and context.is_list_gap(self.plain[first.end : second.start])
        )


def rule_of(candidate: Candidate, option: Option) -> Rule:
    """Return the rule of a mention: the mark on an asset's surface, else what the surface is."""
    if candidate.form == "plain" or option.entity_type != "asset":
        return option.rule
    return candidate.form
