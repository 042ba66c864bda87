"""The language that a text is written in."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector

_SAMPLE_CHARS = 300
"""More decides nothing in the languages below, and detection takes as long as its sample."""

_MIN_CHARS = 20
_MIN_CONFIDENCE_GAP = 0.1
_MIN_ENGLISH_SHARE = 0.15

_ENGLISH_ONLY = frozenset(
    (
        "the",
        "of",
        "and",
        "to",
        "for",
        "with",
        "that",
        "by",
        "from",
        "its",
        "it's",
        "are",
        "has",
        "have",
        "this",
        "which",
        "their",
        "they",
        "been",
        "would",
        "will",
        "into",
    )
)
"""Frequent words that no other language below shares as a set: they settle most texts without a model."""

_LANGUAGES = (
    "ARABIC",
    "CHINESE",
    "CZECH",
    "DUTCH",
    "ENGLISH",
    "FRENCH",
    "GERMAN",
    "HINDI",
    "INDONESIAN",
    "ITALIAN",
    "JAPANESE",
    "KOREAN",
    "PERSIAN",
    "POLISH",
    "PORTUGUESE",
    "ROMANIAN",
    "RUSSIAN",
    "SPANISH",
    "THAI",
    "TURKISH",
    "UKRAINIAN",
    "VIETNAMESE",
)


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`, judged by its start, or None where that is unsure."""
    sample = text[:_SAMPLE_CHARS]
    if len(sample) < _MIN_CHARS:
        return None
    words = sample.lower().split()
    if sum(map(_ENGLISH_ONLY.__contains__, words)) > len(words) * _MIN_ENGLISH_SHARE:
        return "en"
    if not any(character.isalpha() for character in sample):
        return None
    # The detector takes no lone surrogates, which a broken decoder leaves behind.
    readable = sample.encode("utf-8", "ignore").decode("utf-8")
    language = _detector().detect_language_of(readable)
    return language.iso_code_639_1.name.lower() if language else None


@cache
def _detector() -> "LanguageDetector":
    # Imported here: the models take seconds, and a DAG file that imports the parser must not pay for them.
    from lingua import Language, LanguageDetectorBuilder

    languages = [Language.from_str(name) for name in _LANGUAGES]
    return (
        LanguageDetectorBuilder.from_languages(*languages)
        .with_low_accuracy_mode()
        .with_minimum_relative_distance(_MIN_CONFIDENCE_GAP)
        .build()
    )
