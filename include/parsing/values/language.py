"""The language that a text is written in."""

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from include.parsing.values.function_words import LANGUAGES_OF_WORD

if TYPE_CHECKING:
    from lingua import LanguageDetector

_SAMPLE_CHARS = 300
"""More decides nothing in the languages below, and detection takes as long as its sample."""

_MIN_CHARS = 20
_MIN_MODEL_CHARS = 120
"""The model takes a headline full of names for any language: below this a word must speak for it too."""

_MIN_CONFIDENCE_GAP = 0.1
_MIN_ENGLISH_SHARE = 0.15
_MIN_SCRIPT_SHARE = 0.15
_MIN_WORDS = 2
_MIN_LEAD = 1.5

_ENGLISH = frozenset(word for word, languages in LANGUAGES_OF_WORD.items() if languages == {"en"})

_SCRIPTS = (
    ("ko", re.compile("[가-힣]")),
    ("ja", re.compile("[ぁ-ヿ]")),
    ("zh", re.compile("[㐀-䶿一-鿿]")),
    ("th", re.compile("[฀-๿]")),
    ("hi", re.compile("[ऀ-ॿ]")),
    ("ru", re.compile("[Ѐ-ӿ]")),
    ("ar", re.compile("[؀-ۿ]")),
)
"""Scripts that tell the language, in order of precedence: Japanese is written in Chinese characters too."""

_UKRAINIAN_LETTERS = re.compile("[ІіЇїЄєҐґ]")
_PERSIAN_LETTERS = re.compile("[پچژگ]")

_MODEL_LANGUAGES = (
    "CZECH",
    "DUTCH",
    "ENGLISH",
    "FRENCH",
    "GERMAN",
    "INDONESIAN",
    "ITALIAN",
    "POLISH",
    "PORTUGUESE",
    "ROMANIAN",
    "SLOVAK",
    "SPANISH",
    "TURKISH",
    "VIETNAMESE",
)


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`, judged by its start, or None where that is unsure."""
    sample = text[:_SAMPLE_CHARS]
    if len(sample) < _MIN_CHARS:
        return None
    words = sample.lower().split()
    if sum(map(_ENGLISH.__contains__, words)) > len(words) * _MIN_ENGLISH_SHARE:
        return "en"
    if not sample.isascii() and (language := _by_script(sample)):
        return language
    counts = Counter(language for word in words for language in LANGUAGES_OF_WORD.get(word, ()))
    if language := _by_function_words(counts):
        return language
    if not any(map(str.isalpha, sample)):
        return None
    # The detector takes no lone surrogates, which a broken decoder leaves behind.
    readable = sample.encode("utf-8", "ignore").decode("utf-8")
    detected = _detector().detect_language_of(readable)
    language = detected.iso_code_639_1.name.lower() if detected else None
    is_sure = len(sample) >= _MIN_MODEL_CHARS or language == "en" or (language and counts[language])
    return language if is_sure else None


def _by_script(sample: str) -> str | None:
    letter_count = sum(map(str.isalpha, sample))
    for language, letters in _SCRIPTS:
        if len(letters.findall(sample)) > letter_count * _MIN_SCRIPT_SHARE:
            if language == "ru" and _UKRAINIAN_LETTERS.search(sample):
                return "uk"
            return "fa" if language == "ar" and _PERSIAN_LETTERS.search(sample) else language
    return None


def _by_function_words(counts: Counter[str]) -> str | None:
    (language, count), (_, next_count) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    return language if count >= _MIN_WORDS and count > next_count * _MIN_LEAD else None


@cache
def _detector() -> "LanguageDetector":
    # Imported here: the models take seconds, and a DAG file that imports the parser must not pay for them.
    from lingua import Language, LanguageDetectorBuilder

    languages = [Language.from_str(name) for name in _MODEL_LANGUAGES]
    return (
        LanguageDetectorBuilder.from_languages(*languages)
        .with_low_accuracy_mode()
        .with_minimum_relative_distance(_MIN_CONFIDENCE_GAP)
        .build()
    )
