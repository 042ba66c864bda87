"""The part of a person's name by which later sentences call them."""

from include.mentions.names.words import NICKNAME_WORDS

_PARTICLES = frozenset({"van", "von", "de", "der", "den", "da", "di", "du", "la", "le", "bin", "al", "el"})
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


def surname_spellings(name: str) -> list[str]:
    """Return how a surname is written alone: `van de Poppe` and `Van de Poppe`; a nickname has none."""
    words = name.split()
    while len(words) > 1 and words[-1].lower() in _SUFFIXES:
        words.pop()
    if len(words) < 2 or any(word.lower() in NICKNAME_WORDS for word in words):
        return []
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in _PARTICLES:
        first -= 1
    surname = " ".join(words[first:])
    if len(words[-1]) < 2 or not words[-1][0].isupper():
        return []
    return [surname] if surname[0].isupper() else [surname, surname[0].upper() + surname[1:]]
