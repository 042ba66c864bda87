"""Whose name a phrase is, by the words in it and beside it."""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import dropwhile

from include.mentions.introducing.introduction_words import (
    BODY_ENDS,
    COMPANIES,
    COMPANY_ENDS,
    COMPANY_ROLES,
    FORMAL_TITLES,
    GIVEN_NAMES,
    LAW_ENDS,
    NO_NAMES,
    NUMBERED_BILLS,
    OF_BODY,
    PSEUDONYM_ROLES,
    ROLES_AFTER,
    ROLES_BEFORE,
    VAGUE_COMPANY_ENDS,
)
from include.mentions.introducing.laws import law
from include.mentions.introducing.phrases import PARTICLES, Phrase
from include.mentions.judging.reading import Reading
from include.mentions.model import EntityType
from include.mentions.names.words import EVERYDAY_ACRONYMS, FUNCTION_WORDS, SENTENCE_OPENERS

_PERSON_WORD = re.compile(rf"[A-Z]\.?|(?:[A-Z]'|Mc|Mac)?[A-Z][a-z]+(?:-[A-Z][a-z]+)*|{PARTICLES}")
_COMPANY_WORD = re.compile(r"[A-Z0-9][\w'&.-]*|of|&")
_WORD_BEFORE = re.compile(r"([\w-]+) $")
_WORD_AFTER = re.compile(r" ([\w-]+)")
_APPOSITION = re.compile(r", ([\w '&/-]{1,80})")
_OF_COMPANY = re.compile(r" (?:of|at) ")
_ANY_COMPANY_END = COMPANY_ENDS | VAGUE_COMPANY_ENDS
_MAX_NAME_WORDS = 4
_MIN_BODY_WORDS = 3
_MAX_APPOSITION_WORDS = 6


class Introducer:
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
        public = self._public(phrase)
        if public is not None:
            return public
        before = phrase.title or _word(
            _WORD_BEFORE.search(phrase.plain, max(0, phrase.start - 24), phrase.start)
        )
        end_count = self._count_to_company_end(phrase)
        if (person := self._person(phrase, before, end_count)) is not None:
            return person, "person"
        company = None
        if end_count:
            company = self._company(phrase.words[:end_count])
        elif before in COMPANIES or _is_company_after(phrase):
            is_alone = len(phrase.words) == 1 and not _is_telling(phrase.words[0])
            is_any_word = is_alone and self._typography.begins_sentence(phrase.start)
            company = None if is_any_word else self._company(phrase.words)
        return (company, "organisation") if company else None

    def _public(self, phrase: Phrase) -> tuple[str, EntityType] | None:
        """Return the law or the public body whose whole name a phrase is, however general its words are."""
        words = phrase.words
        is_body = words[-1] in BODY_ENDS and len(words) >= _MIN_BODY_WORDS
        if not (is_body or words[-1] in LAW_ENDS or words[-1] in NUMBERED_BILLS) or phrase.is_cut:
            return None
        begins_sentence = self._typography.begins_sentence(phrase.start)
        if is_body:
            return None if begins_sentence else (" ".join(words), "organisation")
        name = law(phrase, begins_sentence=begins_sentence)
        return (name, "product") if name else None

    def _person(self, phrase: Phrase, before: str, end_count: int) -> str | None:
        """Return the person's name that a phrase is; `before` is the title or word in front of it."""
        words = phrase.words
        if before in PSEUDONYM_ROLES and len(words) < 3 and self._is_distinctive(words[0]):
            return " ".join(words)
        if phrase.title in FORMAL_TITLES and len(words) == 1:
            return words[0] if self._is_surname(words[0]) else None
        person = None if end_count else _person(words)
        is_introduced = words[0] in GIVEN_NAMES or before in ROLES_BEFORE or _has_post(phrase)
        return person if is_introduced else None

    def speaker(self, phrase: Phrase) -> str | None:
        """Return the full name that a phrase is if its last word says something: a weaker sign."""
        is_name = self._is_distinctive(phrase.words[0]) and not self._count_to_company_end(phrase)
        return _person(phrase.words) if is_name else None

    def _count_to_company_end(self, phrase: Phrase) -> int:
        """Return how many words reach to the one that makes a company's name of them, 0 where none does."""
        words = phrase.words
        if words[0] in OF_BODY and words[1:2] == ("of",):
            return len(words)
        if len(words) == 2 and words[0] in GIVEN_NAMES and words[1] in VAGUE_COMPANY_ENDS:
            return 0
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

    def _is_surname(self, word: str) -> bool:
        return _PERSON_WORD.fullmatch(word) is not None and not word.isupper() and self._is_distinctive(word)

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
    """Tell whether a company, a role or `who` follows: `Ada Testwell of Coinbase`, `, director of`."""
    if phrase.plain.startswith(", who ", phrase.end):
        return True
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
