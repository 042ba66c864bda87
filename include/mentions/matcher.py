"""Find every mention of a known entity in a document.

The steps, each a module of its own: compiled names (`names`), surfaces that stand as words
(`candidates`), definitions by brackets (`definitions`), the decision (`disambiguation`), price widgets
(`widgets`), and an optional recogniser (`recogniser`). docs/mentions.md lists the rules and what each
confidence means.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from include.mentions.defining.definitions import Definitions, find_definitions
from include.mentions.defining.widgets import find_in_widgets, resolve_widget
from include.mentions.finding.boundaries import AddressIndex, ends_word, starts_word
from include.mentions.finding.candidates import Candidate, Form, SectionIndex, find_candidates, longest
from include.mentions.finding.sentences import SentenceIndex
from include.mentions.finding.spans import Spans
from include.mentions.finding.surfaces import Surfaces
from include.mentions.finding.typography import Typography
from include.mentions.introducing.introductions import Occurrence, find_introduced
from include.mentions.judging.context import has_price_after, has_token_word_after
from include.mentions.judging.disambiguation import decide
from include.mentions.judging.reading import Reading, Verdict
from include.mentions.model import AssetDefinition, Entity, EntityType, Mention
from include.mentions.names.gazetteer import Gazetteer
from include.mentions.names.lexicon import Lexicon
from include.mentions.names.names import Option
from include.mentions.names.normalise import normalise, slugify
from include.mentions.recogniser import Recogniser
from include.parsing.model import SectionSpan

WIDGET_CONFIDENCE = 1.0
INTRODUCED_CONFIDENCE = 0.70
RECOGNISER_CONFIDENCE = 0.60


@dataclass(frozen=True, slots=True)
class _Document:
    """What a mention needs to know of the document that it stands in."""

    raw_text: str
    sentences: SentenceIndex

    def mention(
        self, start: int, end: int, section: SectionSpan, entity: Entity, verdict: Verdict
    ) -> Mention:
        # By place, in the order of the fields: a document has dozens of them.
        return Mention(
            entity.slug,
            entity.entity_type,
            entity.name,
            entity.symbol,
            entity.is_provisional,
            self.raw_text[start:end],
            section.section,
            self.sentences.number_at(start),
            start,
            end,
            verdict.rule,
            verdict.confidence,
            verdict.is_accepted,
            section.is_copy,
        )


class Matcher:
    """Finds mentions of a gazetteer's entities. Building one takes a second, so keep it."""

    def __init__(self, gazetteer: Gazetteer, recogniser: Recogniser | None = None) -> None:
        self._lexicon = Lexicon(gazetteer)
        self._recogniser = recogniser

    def find(
        self, raw_text: str, sections: Sequence[SectionSpan], widgets: Sequence[AssetDefinition] = ()
    ) -> list[Mention]:
        """Return the mentions inside `sections`, ordered by place; nothing outside them is looked at.

        Accepted mentions never overlap. A rejected candidate is a surface that needs evidence and found
        none; it is returned with `is_accepted` false so that the choice can be audited.
        """
        plain = normalise(raw_text)
        index = SectionIndex(sections, len(raw_text))
        if not index.sections:
            return []
        addresses = AddressIndex(plain)
        candidates = [
            candidate
            for candidate in find_candidates(plain, self._lexicon.names, index, addresses)
            if candidate.section.section != "price_widget"
        ]
        definitions = find_definitions(plain, candidates, self._lexicon, index)
        candidates = _with_defined(plain, candidates, definitions, index, addresses)
        sentences = SentenceIndex(plain, index.sections)
        resolved = [resolve_widget(widget, self._lexicon) for widget in widgets]
        reading = Reading(
            plain,
            candidates,
            definitions,
            Typography(plain, sentences, candidates),
            {entity.slug for entity in resolved if entity is not None},
        )
        document = _Document(raw_text, sentences)
        entities = self._lexicon.entities
        mentions = [
            document.mention(
                candidate.start,
                candidate.end,
                candidate.section,
                entities.get(verdict.slug) or definitions.provisional[verdict.slug],
                verdict,
            )
            for candidate, verdict in zip(candidates, decide(reading), strict=True)
            if verdict is not None
        ]
        taken = [(mention.char_start, mention.char_end) for mention in mentions if mention.is_accepted]
        introduced = find_introduced(reading, taken, entities, index, addresses)
        if introduced:
            mentions = _without_rejected_in(len(plain), mentions, introduced)
        for occurrence in introduced:
            verdict = Verdict(
                occurrence.entity.slug, occurrence.rule, INTRODUCED_CONFIDENCE, is_accepted=True
            )
            mentions.append(
                document.mention(
                    occurrence.start, occurrence.end, occurrence.section, occurrence.entity, verdict
                )
            )
        for start, end, entity, section in find_in_widgets(plain, index.sections, widgets, self._lexicon):
            verdict = Verdict(entity.slug, "widget", WIDGET_CONFIDENCE, is_accepted=True)
            mentions.append(document.mention(start, end, section, entity, verdict))
        if self._recogniser is not None:
            mentions.extend(_recognised(self._recogniser, document, index, mentions))
        mentions.sort(key=lambda mention: mention.char_start)
        return mentions


def _with_defined(
    plain: str,
    candidates: list[Candidate],
    definitions: Definitions,
    sections: SectionIndex,
    addresses: AddressIndex,
) -> list[Candidate]:
    """Add the surfaces that only this page defines, wherever they stand; the longest surface wins."""
    known = {candidate.surface for candidate in candidates}
    places = {(candidate.start, candidate.end) for candidate in candidates}
    new = {
        surface: definition
        for surface, definition in definitions.bound.items()
        if definition.slug is not None and (surface not in known or len(surface) == 1)
    }
    if not new:
        return candidates
    added: list[Candidate] = []
    starts = Surfaces(new).starts(plain)
    for surface, definition in new.items():
        is_coin = definition.rule != "defined_abbreviation"
        entity_type: EntityType = "asset" if is_coin else "organisation"
        assert definition.slug is not None
        option = Option(definition.slug, entity_type, definition.rule, False, None)
        for start in starts.get(surface, ()):
            end = start + len(surface)
            section = sections.holding(start, end)
            if (
                (start, end) not in places
                and section is not None
                and section.section != "price_widget"
                and starts_word(plain, start)
                and ends_word(plain, end)
                and not addresses.covers(start)
                and (len(surface) > 1 or has_token_word_after(plain, end) or has_price_after(plain, end))
            ):
                is_cashtag = start > 0 and plain[start - 1] == "$"
                form: Form = "cashtag" if is_cashtag else "plain"
                added.append(Candidate(start, end, surface, (option,), True, form, section))
    return longest([*candidates, *added]) if added else candidates


def _without_rejected_in(
    char_count: int, mentions: list[Mention], introduced: list[Occurrence]
) -> list[Mention]:
    """Leave out the rejected candidates of which it is clear now what they are: part of a longer name."""
    names = Spans(char_count, ((each.start, each.end) for each in introduced))
    return [
        mention
        for mention in mentions
        if mention.is_accepted or not names.touch(mention.char_start, mention.char_end)
    ]


def _recognised(
    recogniser: Recogniser,
    document: _Document,
    sections: SectionIndex,
    known: list[Mention],
) -> list[Mention]:
    """Return what the recogniser finds where nothing else stands, people and organisations only."""
    raw_text = document.raw_text
    taken = Spans(len(raw_text), ((mention.char_start, mention.char_end) for mention in known))
    added: list[Mention] = []
    for start, end, entity_type in recogniser.find(raw_text):
        section = sections.holding(start, end)
        slug = slugify(raw_text[start:end])
        if section is None or not slug or entity_type not in ("person", "organisation"):
            continue
        if taken.touch(start, end):
            continue
        taken.add(start, end)
        entity = Entity(slug, raw_text[start:end], entity_type, "unknown", is_provisional=True)
        verdict = Verdict(slug, "recogniser", RECOGNISER_CONFIDENCE, is_accepted=True)
        added.append(document.mention(start, end, section, entity, verdict))
    return added
