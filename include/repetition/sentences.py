"""The sentences of a body, each with a key by which it is known in other documents."""

import re
from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

from include.mentions.finding.sentences import SentenceIndex
from include.mentions.names.normalise import fold, normalise
from include.parsing.model import SectionSpan

MIN_WORDS = 4
MIN_UNSPACED_CHARS = 12
"""Shorter ones are headings, names and remains of broken sentences, which every article repeats."""

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""A letter of a script that sets few spaces or none between words."""


class Sentence(NamedTuple):
    """A sentence, or a line that is none; the span ends with its last mark, not with the space behind it."""

    sentence_key: int
    char_start: int
    char_end: int


def find_sentences(raw_text: str, sections: Sequence[SectionSpan]) -> list[Sentence]:
    """The sentences of the body that are long enough to be known again, in order of their places."""
    body = [section for section in sections if section.section == "body" and not section.is_copy]
    if not body:
        return []
    plain = normalise(raw_text)
    sentences = []
    for start, end in SentenceIndex(plain, body).spans:
        key = _key(plain[start:end].lower())
        if key is not None:
            sentences.append(Sentence(key, start, start + len(raw_text[start:end].rstrip())))
    return sentences


def sentence_key(text: str) -> int | None:
    """The key of a text that stands alone, None where it is too short to have one.

    Texts that differ only in case, white space, punctuation or typography have the same key: 64 bits of
    BLAKE2, signed, as engines store it. Among 100 million sentences two share one by a chance of 3 in 10,000.
    """
    return _key(fold(text))


def _key(folded: str) -> int | None:
    words = _WORD.findall(folded)
    if len(words) < MIN_WORDS and sum(map(len, words)) < MIN_UNSPACED_CHARS:
        return None
    text = " ".join(words)
    if len(words) < MIN_WORDS and not _UNSPACED.search(text):
        return None
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)
