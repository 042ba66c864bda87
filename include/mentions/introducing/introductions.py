"""People and organisations that no list knows and that the text itself introduces.

`Ada Testwell, director of research at Acme Quarry Labs` says by a given name, a role or the last word of a
company's name what it speaks of. Who was introduced once, in prose, is then found everywhere in the document,
also in its headline, a person by the surname, too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from include.mentions.finding.boundaries import AddressIndex, ends_word, starts_word
from include.mentions.finding.candidates import Candidate, SectionIndex
from include.mentions.finding.spans import Spans
from include.mentions.finding.surfaces import Surfaces
from include.mentions.introducing.introducer import Introducer
from include.mentions.introducing.introduction_words import NO_NAMES
from include.mentions.introducing.phrases import Phrase, Phrases
from include.mentions.judging.people import stands_for_person
from include.mentions.judging.reading import Reading
from include.mentions.model import Entity, EntityType, Rule
from include.mentions.names.normalise import slugify
from include.mentions.names.surnames import surname_spellings
from include.mentions.names.words import FUNCTION_WORDS
from include.parsing.model import SectionSpan

_MAX_NAME_COUNT = 200
"""More than any article introduces."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place of an introduced name."""

    start: int
    end: int
    entity: Entity
    rule: Rule
    section: SectionSpan


def find_introduced(
    reading: Reading,
    taken: Sequence[tuple[int, int]],
    known: Mapping[str, Entity],
    sections: SectionIndex,
    addresses: AddressIndex,
) -> list[Occurrence]:
    """Return where a document that has been decided names somebody it introduces, ordered by place.

    `taken` are the spans of accepted mentions: nothing is found that touches one of them. `known` are the
    entities of the lists; what has the slug of one is nobody new.
    """
    introduced = _introduced_names(reading, known, sections)
    if not introduced:
        return []
    plain = reading.plain
    busy, starts = Spans(len(plain), taken), Surfaces(introduced).starts(plain)
    found: list[Occurrence] = []
    for surface in sorted(introduced, key=len, reverse=True):
        entity, rule = introduced[surface]
        for start, section in _places(plain, surface, starts.get(surface, ()), sections, addresses):
            end = start + len(surface)
            if busy.touch(start, end):
                continue
            here = Candidate(start, end, surface, (), True, "plain", section)
            if rule == "introduced" or stands_for_person(plain, here, None, reading.typography):
                busy.add(start, end)
                found.append(Occurrence(start, end, entity, rule, section))
    return sorted(found, key=lambda occurrence: occurrence.start)


def _introduced_names(
    reading: Reading, known: Mapping[str, Entity], sections: SectionIndex
) -> dict[str, tuple[Entity, Rule]]:
    """Return the names that prose introduces, and the surnames of people, each with its entity."""
    introduced: dict[str, tuple[Entity, Rule]] = {}

    def introduce(name: str, entity_type: EntityType) -> None:
        slug = slugify(name)
        if name not in introduced and slug and slug not in known and len(introduced) < _MAX_NAME_COUNT:
            entity = Entity(slug, name, entity_type, "unknown", is_provisional=True)
            introduced[name] = entity, "introduced"

    introducer, phrases = Introducer(reading), Phrases(reading)
    undecided: list[Phrase] = []
    for phrase in phrases:
        new = introducer.introduced_by(phrase)
        if new is None:
            undecided.append(phrase)
        elif new[0][-1].isdigit() or _is_prose(phrase, reading, sections, is_law=new[1] == "product"):
            introduce(*new)
    speaking = [phrase for phrase in undecided if phrase.words[-1] in phrases.speakers]
    surnames = _surnames_of_known(reading) if speaking else set[str]()
    surnames.update(name.rpartition(" ")[2] for name in introduced)
    for phrase in speaking:
        name = introducer.speaker(phrase)
        if name and phrase.words[-1] not in surnames and _is_prose(phrase, reading, sections):
            introduce(name, "person")
    return introduced | _surnames_of(introduced)


def _is_prose(phrase: Phrase, reading: Reading, sections: SectionIndex, *, is_law: bool = False) -> bool:
    """Tell whether a phrase stands in prose inside a section; a law's name in a headline proves nothing."""
    section = sections.holding(phrase.start, phrase.end)
    if section is None or (is_law and section.section == "headline"):
        return False
    return reading.typography.is_prose(phrase.start)


def _surnames_of_known(reading: Reading) -> set[str]:
    """Return the last words of the people of the lists who have been found."""
    return {
        candidate.surface.rpartition(" ")[2]
        for candidate, verdict in zip(reading.candidates, reading.verdicts, strict=True)
        if verdict is not None
        and verdict.is_accepted
        and any(
            option.slug == verdict.slug and option.entity_type == "person" for option in candidate.options
        )
    }


def _surnames_of(introduced: Mapping[str, tuple[Entity, Rule]]) -> dict[str, tuple[Entity, Rule]]:
    """Return the surnames of introduced people; of those who share one, the first is meant.

    Somebody who is called by a title and a surname may be named in full elsewhere, and is then the same.
    """
    surnames: dict[str, tuple[Entity, Rule]] = {}
    for name, (entity, _) in introduced.items():
        for surname in surname_spellings(name) if entity.entity_type == "person" else ():
            if len(surname) > 2 and surname.lower() not in FUNCTION_WORDS and surname not in NO_NAMES:
                surnames.setdefault(surname, (entity, "surname"))
    return surnames


def _places(
    plain: str, surface: str, starts: Iterable[int], sections: SectionIndex, addresses: AddressIndex
) -> Iterator[tuple[int, SectionSpan]]:
    for start in starts:
        end = start + len(surface)
        section = sections.holding(start, end)
        if (
            section is not None
            and section.section != "price_widget"
            and starts_word(plain, start)
            and ends_word(plain, end)
            and not addresses.covers(start)
        ):
            yield start, section
