"""People and organisations that no list knows and that the text itself introduces.

`Ada Testwell, director of research at Acme Quarry Labs` says by a given name, a role or the last word of a
company's name what it speaks of. Who was introduced once, in prose, is then found everywhere in the document,
also in its headline, a person by the surname, too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile

from include.mentions.finding.boundaries import AddressIndex, ends_word, starts_word
from include.mentions.finding.candidates import Candidate, SectionIndex
from include.mentions.finding.spans import Spans
from include.mentions.finding.surfaces import Surfaces
from include.mentions.introducing.introduction_words import (
    COMPANIES,
    COMPANY_ENDS,
    COMPANY_ROLES,
    GIVEN_NAMES,
    NO_NAMES,
    OF_BODY,
    PSEUDONYM_ROLES,
    ROLES_AFTER,
    ROLES_BEFORE,
    VAGUE_COMPANY_ENDS,
)
from include.mentions.introducing.phrases import PARTICLES, Phrase, find_phrases
from include.mentions.judging.people import stands_for_person
from include.mentions.judging.reading import Reading
from include.mentions.model import Entity, EntityType, Rule
from include.mentions.names.normalise import slugify
from include.mentions.names.surnames import surname_spellings
from include.mentions.names.words import EVERYDAY_ACRONYMS, FUNCTION_WORDS, SENTENCE_OPENERS
from include.parsing.model import SectionSpan

_PERSON_WORD = re.compile(rf"[A-Z]\.?|(?:[A-Z]'|Mc|Mac)?[A-Z][a-z]+(?:-[A-Z][a-z]+)*|{PARTICLES}")
_COMPANY_WORD = re.compile(r"[A-Z0-9][\w'&.-]*|of|&")
_WORD_BEFORE = re.compile(r"([\w-]+) $")
_WORD_AFTER = re.compile(r" ([\w-]+)")
_APPOSITION = re.compile(r", ([\w '&/-]{1,80})")
_OF_COMPANY = re.compile(r" (?:of|at) ")
_ANY_COMPANY_END = COMPANY_ENDS | VAGUE_COMPANY_ENDS
_MAX_NAME_COUNT = 200
"""More than any article introduces."""

_MAX_NAME_WORDS = 4
_MAX_APPOSITION_WORDS = 6


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
    introducer = _Introducer(reading)
    for phrase in find_phrases(reading):
        if len(introduced) == _MAX_NAME_COUNT:
            break
        new = introducer.introduced_by(phrase)
        if new is None:
            continue
        name, entity_type = new
        slug = slugify(name)
        is_new = name not in introduced and slug and slug not in known
        if (
            is_new
            and sections.holding(phrase.start, phrase.end)
            and reading.typography.is_prose(phrase.start)
        ):
            entity = Entity(slug, name, entity_type, "unknown", is_provisional=True)
            introduced[name] = entity, "introduced"
    for name, (entity, _) in list(introduced.items()):
        for surname in surname_spellings(name) if entity.entity_type == "person" else ():
            if len(surname) > 2 and surname.lower() not in FUNCTION_WORDS and surname not in NO_NAMES:
                introduced.setdefault(surname, (entity, "surname"))
    return introduced


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


class _Introducer:
    """Decides what the phrases of one document introduce."""

    def __init__(self, reading: Reading) -> None:
        self._typography = reading.typography
        self._plain = reading.plain

    @cached_property
    def _between_spaces(self) -> frozenset[str]:
        """What stands between two spaces, gathered once: a search a word would read the text word by word."""
        return frozenset(self._plain.split(" ")[1:-1])

    def introduced_by(self, phrase: Phrase) -> tuple[str, EntityType] | None:
        """Return the name that a phrase introduces; None where nothing says what it is."""
        words = phrase.words
        before = phrase.title or _word(
            _WORD_BEFORE.search(phrase.plain, max(0, phrase.start - 24), phrase.start)
        )
        if before in PSEUDONYM_ROLES and len(words) < 3 and self._is_distinctive(words[0]):
            return " ".join(words), "person"
        end_count = self._count_to_company_end(phrase)
        person = None if end_count else _person(words)
        company = None
        if end_count:
            company = self._company(words[:end_count])
        elif person and (words[0] in GIVEN_NAMES or before in ROLES_BEFORE or _has_post(phrase)):
            return person, "person"
        elif len(words) == 1 and not _is_telling(words[0]) and self._typography.begins_sentence(phrase.start):
            return None
        elif before in COMPANIES or _is_company_after(phrase):
            company = self._company(words)
        return (company, "organisation") if company else None

    def _count_to_company_end(self, phrase: Phrase) -> int:
        """Return how many words reach to the one that makes a company's name of them, 0 where none does."""
        words = phrase.words
        if words[0] in OF_BODY and words[1:2] == ("of",):
            return len(words)
        ends = [word.rstrip(".") for word in words]
        is_caption = self._typography.begins_sentence(phrase.start) and not _is_telling(words[0])
        counts = (
            count
            for count, word in enumerate(ends, 1)
            if count > 1 and (word in COMPANY_ENDS or (word in VAGUE_COMPANY_ENDS and not is_caption))
        )
        return max(counts, default=0)

    def _company(self, words: Sequence[str]) -> str | None:
        """Return the words as an organisation's name if one of them is more than a general word."""
        words = list(dropwhile(_is_before_company, words))
        if not 0 < len(words) <= _MAX_NAME_WORDS + 1 or words[-1] in NO_NAMES:
            return None
        if any(not _COMPANY_WORD.fullmatch(word) for word in words) or (
            "of" in words and words[0] not in OF_BODY
        ):
            return None
        telling = [word for word in words if word.rstrip(".") not in _ANY_COMPANY_END]
        return " ".join(words) if any(self._is_distinctive(word) for word in telling) else None

    def _is_distinctive(self, word: str) -> bool:
        """Tell whether a word can name something by itself: the text does not use it as an ordinary word."""
        small = word.lower()
        return (
            len(word) > 2
            and word not in NO_NAMES
            and word not in EVERYDAY_ACRONYMS
            and small not in FUNCTION_WORDS
            and small not in SENTENCE_OPENERS
            and not word.isdigit()
            and small not in self._between_spaces
        )


def _is_before_company(word: str) -> bool:
    """Tell whether a capitalised word in front of a company's name is no part of it: `London-based`."""
    return (word in NO_NAMES and word.istitle()) or word.endswith(("-based", "-born"))


def _is_telling(word: str) -> bool:
    """Tell whether a word's capitals are more than those of a sentence's first word: `PZU`, `HashKey`."""
    return any(letter.isupper() or letter.isdigit() for letter in word[1:])


def _person(words: Sequence[str]) -> str | None:
    """Return the words as a person's full name if they can be one."""
    if not 2 <= len(words) <= _MAX_NAME_WORDS or len(words[0].rstrip(".")) < 2:
        return None
    if any(not _PERSON_WORD.fullmatch(word) for word in words):
        return None
    is_name = not any(word in NO_NAMES for word in words) and len(words[-1].rstrip(".")) > 2
    return " ".join(words) if is_name else None


def _has_post(phrase: Phrase) -> bool:
    """Tell whether a company or a role follows: `Ada Testwell of Coinbase`, `, managing director of`."""
    company = _OF_COMPANY.match(phrase.plain, phrase.end)
    if company is not None:
        return company.end() in phrase.companies
    return any(word in ROLES_AFTER for word in _apposition(phrase))


def _is_company_after(phrase: Phrase) -> bool:
    """Tell whether somebody's role follows, or behind a comma what kind of company it is."""
    following = _word(_WORD_AFTER.match(phrase.plain, phrase.end))
    words = _apposition(phrase)
    return following in COMPANY_ROLES or (
        words[:1] in (["a"], ["an"], ["the"]) and any(word in COMPANIES for word in words)
    )


def _apposition(phrase: Phrase) -> list[str]:
    match = _APPOSITION.match(phrase.plain, phrase.end)
    return match.group(1).split(" ")[:_MAX_APPOSITION_WORDS] if match else []


def _word(match: re.Match[str] | None) -> str:
    return match.group(1) if match is not None else ""
