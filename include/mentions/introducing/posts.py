"""Which post a text says somebody holds: `Acme CEO Ada Testwell`, `Ada Testwell, head of research at Acme`.

A person and a firm that are named beside each other belong together if what stands between or around them is
a post: modifiers, a word that names a role, perhaps a field. What else may stand there is a closed list, so
that `Acme sued founder Ada Testwell` says nothing.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from include.mentions.introducing.introduction_words import COMPANIES, SPEECH
from include.mentions.introducing.post_words import (
    ARTICLES,
    ASSET_ROLES,
    CHIEF_OFFICERS,
    FORMER,
    MODIFIERS,
    ROLES,
)
from include.mentions.model import EntityType
from include.mentions.names.normalise import normalise
from include.mentions.names.words import FUNCTION_WORDS

_TOKEN = re.compile(r"[\w.&/-]*\w|[^\w\s]")
_OF_FIRM = frozenset({"of", "at", "for", "with"})
_OF_FIELD = frozenset({"of", "for"})
_AND = frozenset({"and", "&", ","})
_ENDS_POST = frozenset(',.;:)"-')
_MAX_FIELD_WORDS = 5
_MAX_KIND_WORDS = 5
_MAX_POST_WORDS = 12


class Post(NamedTuple):
    """What somebody is called at a firm, and where; all None where the text only says `of` the firm.

    `role` is lower-cased and without what says that it is over, as `is_former` does; officers are called by
    their initials. `role_raw` is what stands at the place, which is one in the text that was given.
    """

    role: str | None
    role_raw: str | None
    role_raw_char_start: int | None
    role_raw_char_end: int | None
    is_former: bool


class _Token(NamedTuple):
    word: str
    start: int
    end: int


def find_post(
    text: str, person: tuple[int, int], firm: tuple[int, int], firm_type: EntityType
) -> Post | None:
    """Return the post that the person holds at the firm by the words beside them; None where none is named.

    `person` and `firm` are the places of two names in `text` between which no other name stands; of the text
    around them some hundred characters are enough.
    """
    plain = normalise(text)
    first, second = sorted((person, firm))
    before = _tokens(plain, max(plain.rfind("\n", 0, first[0]) + 1, 0), first[0])
    between = _tokens(plain, first[1], second[0])
    after = _tokens(plain, second[1], (plain.find("\n", second[1]) + 1 or len(plain) + 1) - 1)
    if firm < person:
        post = _post_before_person(between) or _post_before_firm(before, between)
    else:
        post = _post_behind_firm(between, after)
        if not post and _is_part_of_longer_name(after, firm_type):
            return None
        post = post or _post_behind_person(between)
        if not post and firm_type == "organisation" and _words(between) in (["of"], ["from"]):
            return Post(None, None, None, None, is_former=False)
    is_of_firm = firm_type == "organisation" or _words(between)[-1:] == ["at"]
    if not post or not (is_of_firm or _is_held_at_project(post)):
        return None
    beside_firm = before if firm < person else between
    is_firm_former = bool(beside_firm) and beside_firm[-1].word.lower() in FORMER
    return _post(text, plain, post, is_former=is_firm_former)


def _post_before_person(between: Sequence[_Token]) -> Sequence[_Token]:
    """`Acme's CEO, Ada Testwell`: what stands between firm and person, without what only joins them."""
    tokens = list(between)
    if [token.word for token in tokens[:2]] == ["'", "s"]:
        tokens = tokens[2:]
    if tokens and tokens[-1].word == ",":
        tokens = tokens[:-1]
    return tokens if _is_post(_words(tokens)) else ()


def _post_before_firm(before: Sequence[_Token], between: Sequence[_Token]) -> Sequence[_Token]:
    """`the CEO of Acme, Ada Testwell`: the longest post that leads to the firm."""
    if _words(between) not in ([], [","]):
        return ()
    tail = before[-_MAX_POST_WORDS:]
    for post in _led_to_firm(tail):
        for start in range(len(post)):
            if _is_post(_words(post[start:])):
                return post[start:]
    return ()


def _post_behind_person(between: Sequence[_Token]) -> Sequence[_Token]:
    """`Ada Testwell, the head of research at Acme`."""
    tokens = list(between)
    if tokens and tokens[0].word in {",", "("}:
        tokens = tokens[1:]
    if _words(tokens[:2]) == ["who", "is"]:
        tokens = tokens[2:]
    if tokens and tokens[0].word in ARTICLES:
        tokens = tokens[1:]
    return next((post for post in _led_to_firm(tokens) if _is_post(_words(post))), ())


def _post_behind_firm(between: Sequence[_Token], after: Sequence[_Token]) -> Sequence[_Token]:
    """`Ada Testwell, Acme CEO,`: the post ends where no other name follows, whose post it would be."""
    if not between or between[0].word not in {",", "("}:
        return ()
    if any(word not in ARTICLES and word.lower() not in FORMER for word in _words(between[1:])):
        return ()
    tokens = list(after)
    if [token.word for token in tokens[:2]] == ["'", "s"]:
        tokens = tokens[2:]
    end = next(
        (
            position
            for position, token in enumerate(tokens[: _MAX_POST_WORDS + 1])
            if token.word in _ENDS_POST or token.word in SPEECH
        ),
        None,
    )
    return tokens[:end] if end and _is_post(_words(tokens[:end])) else ()


def _led_to_firm(tokens: Sequence[_Token]) -> Iterator[Sequence[_Token]]:
    """What stands before a word that leads to a firm, and what kind of firm it is said to be."""
    for position in reversed(range(len(tokens))):
        if tokens[position].word in _OF_FIRM and _is_kind_of_firm(_words(tokens[position + 1 :])):
            yield tokens[:position]


def _is_kind_of_firm(words: Sequence[str]) -> bool:
    """`the leading French exchange`: few words, the last one a kind of company, or just an article."""
    kind = words[1:] if words and words[0] in ARTICLES else words
    if not kind:
        return True
    is_kind = kind[-1] in COMPANIES or kind[-1].lower() in MODIFIERS
    return (
        is_kind
        and len(kind) <= _MAX_KIND_WORDS
        and not any(word in FUNCTION_WORDS or not word[0].isalpha() for word in kind)
    )


def _is_part_of_longer_name(after: Sequence[_Token], firm_type: EntityType) -> bool:
    """Whether the firm is another one: `CEO of Bitcoin treasury company Acme`, `of the Acme-backed Other`."""
    following = after[0].word if after else ""
    is_kind = following in COMPANIES or following.lower() in MODIFIERS
    return following.startswith("-") or (firm_type != "organisation" and is_kind)


def _is_post(words: Sequence[str]) -> bool:
    """Whether words are one post or several: `founder and CEO`, `head of research and strategy`."""
    if not 0 < len(words) <= _MAX_POST_WORDS:
        return False
    parts: list[list[str]] = [[]]
    for word in words:
        if word in _AND:
            parts.append([])
        else:
            parts[-1].append(word)
    return _is_one_post(parts[0]) and all(_is_one_post(part) or _is_field(part) for part in parts[1:])


def _is_one_post(words: Sequence[str]) -> bool:
    """Whether words are modifiers, a role and perhaps its field."""
    of_field = next((position for position, word in enumerate(words) if word in _OF_FIELD), len(words))
    head, field = words[:of_field], words[of_field + 1 :]
    if not head or _bare(head[-1]) not in ROLES or (of_field < len(words) and not _is_field(field)):
        return False
    return all(_is_modifier(word) or _bare(word) in ROLES for word in head[:-1])


def _is_field(words: Sequence[str]) -> bool:
    return 0 < len(words) <= _MAX_FIELD_WORDS and all(
        word in ARTICLES or _is_modifier(word) or (word.istitle() and word.isalpha()) for word in words
    )


def _is_modifier(word: str) -> bool:
    return word.lower() in MODIFIERS or (word.isupper() and word.isalpha() and len(word) <= 4)


def _is_held_at_project(tokens: Sequence[_Token]) -> bool:
    """Whether a coin has such posts: it has founders, but who analyses or trades it is not of it."""
    return any(_bare(token.word) in ASSET_ROLES for token in tokens)


def _post(text: str, plain: str, tokens: Sequence[_Token], *, is_former: bool) -> Post:
    start, end = tokens[0].start, tokens[-1].end
    words = " ".join(plain[start:end].lower().split())
    kept = [word.removeprefix("ex-") for word in words.split(" ") if word not in FORMER]
    role = " ".join(kept)
    for officer, initials in CHIEF_OFFICERS:
        role = re.sub(rf"\b{officer}\b", initials, role)
    return Post(role, text[start:end], start, end, is_former=is_former or " ".join(kept) != words)


def _bare(word: str) -> str:
    return word.lower().removeprefix("ex-").removeprefix("co-")


def _tokens(plain: str, start: int, end: int) -> list[_Token]:
    """Words and marks, without initials in brackets: `chief operating officer (COO)`."""
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(plain, start, end):
        tokens.append(_Token(match.group(), *match.span()))
        opening, word, closing = _words(tokens[-3:]) if len(tokens) > 2 else ("", "", "")
        if (opening, closing) == ("(", ")") and word.isupper():
            del tokens[-3:]
    return tokens


def _words(tokens: Sequence[_Token]) -> list[str]:
    return [token.word for token in tokens]
