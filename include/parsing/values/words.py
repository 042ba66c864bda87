"""Words and sentences: how many, how they end, what repeats."""

import re

ELLIPSES = ("…", "...", "[…]", "[...]", "[&#8230;]", "&hellip;", "&#8230;", "(…)", "(...)")
"""How a text shows that it was cut, as captures write it."""

_CLOSERS = "\"'”’»“)]}*_"
_FINAL_PUNCTUATION = frozenset(".!?。！？।؟")
_IDEOGRAPH = re.compile(r"[぀-ヿ㐀-䶿一-鿿]")
_CONTINUATION = re.compile(
    r"(?:continue reading|read more|read the full (?:story|article)|read full (?:story|article))\b.{0,200}",
    re.IGNORECASE,
)
_CONTINUATION_WORDS = ("continue reading", "read more", "read the full", "read full")
_LABELLED_LINK = re.compile(r"[A-Za-z ]{4,40}:\s*\S")
_REPOST_NOTE = re.compile(
    r"Th(?:e|is) (?:post|article)\b.{0,400}?\b(?:appeared first|first appeared|appeared) on\b"
    r"(?:(?!\.\s).){1,100}"
)
_NOTE_STARTS = ("The post ", "This post ", "This article ", "The article ")
_SENTENCE_WITHIN = re.compile(r"[.!?][\"”’)]?\s+[\"“‘(]?[A-Z0-9]")
_MAX_NOTE_CHARS = 500
_MIN_COPY_CHARS = 16
_MIN_CUT_COPY_CHARS = 60
_MAX_JOINT_CHARS = 12


def count_words(text: str, language: str | None) -> int:
    """The words of `text`: stretches between white space, or the characters of a script without spaces."""
    if language in ("ja", "zh"):
        return len(_IDEOGRAPH.findall(text))
    return len(text.split())


def ends_a_sentence(text: str) -> bool:
    """Whether `text` ends in final punctuation, quotes and brackets behind it left aside."""
    return text.rstrip(_CLOSERS)[-1:] in _FINAL_PUNCTUATION


def ends_in_ellipsis(text: str) -> bool:
    """Whether `text` ends in a mark that something was cut off."""
    return text.endswith(ELLIPSES)


def has_sentence_within(text: str) -> bool:
    """Whether a sentence ends in `text` and another one begins."""
    return _SENTENCE_WITHIN.search(text) is not None


def is_cut(text: str) -> bool:
    """Whether an excerpt stops before its end: in a mark of omission or within a sentence."""
    told = text[: repost_note_start(text)].rstrip()
    if not told:
        return False
    return ends_in_ellipsis(told) or not ends_a_sentence(told)


def is_broken_off(text: str) -> bool:
    """Whether `text` ends in a mark of omission or asks to read on elsewhere.

    `Read more: Some Title` only links to another text.
    """
    start = continuation_start(text)
    if start == len(text):
        return ends_in_ellipsis(text)
    return not _LABELLED_LINK.match(text, start) or ends_in_ellipsis(text[:start].rstrip())


def repost_note_start(text: str) -> int:
    """Where a closing `The post … appeared first on …` begins, or the length of `text`."""
    if "appeared" not in text:
        return len(text)
    for opening in _NOTE_STARTS:
        start = text.rfind(opening, max(0, len(text) - _MAX_NOTE_CHARS))
        if start >= 0 and _REPOST_NOTE.fullmatch(text, start):
            return start
    return len(text)


def continuation_start(text: str) -> int:
    """Where a closing `Continue reading …` or `Read more …` begins, or the length of `text`."""
    tail_start = max(0, len(text) - 240)
    tail = text[tail_start:].lower()
    if not any(words in tail for words in _CONTINUATION_WORDS):
        return len(text)
    for match in _CONTINUATION.finditer(text, tail_start):
        before = text[: match.start()].rstrip()
        if match.end() == len(text) and (not before or ends_a_sentence(before) or ends_in_ellipsis(before)):
            return match.start()
    return len(text)


def doubled_at(text: str) -> int | None:
    """Where the second copy begins if `text` is one text twice, or None.

    The copies may be joined by nothing, by white space, or by the mark of a cut that only one of
    them keeps; and one of them may be cut earlier than the other.
    """
    if len(text) < 2 * _MIN_COPY_CHARS:
        return None
    text = text.replace("\xa0", " ")
    key = text[:_MIN_COPY_CHARS]
    first = max(_MIN_COPY_CHARS, (len(text) - _MAX_JOINT_CHARS) // 2)
    last = (len(text) + _MAX_JOINT_CHARS) // 2
    for middle in range(first, last + 1):
        if text.startswith(key, middle) and _same(text[:middle], text[middle:]):
            return middle
    middle = text.find(text[:_MIN_CUT_COPY_CHARS], _MIN_CUT_COPY_CHARS)
    return middle if middle > 0 and _is_cut_copy(text[:middle], text[middle:]) else None


def _is_cut_copy(one: str, other: str) -> bool:
    shorter, longer = sorted((one.strip(), other.strip()), key=len)
    return longer.startswith(_without_ellipsis(shorter))


def _same(one: str, other: str) -> bool:
    one, other = one.strip(), other.strip()
    return one == other or _without_ellipsis(one) == _without_ellipsis(other)


def _without_ellipsis(text: str) -> str:
    for ellipsis in sorted(ELLIPSES, key=len, reverse=True):
        text = text.removesuffix(ellipsis)
    return text.rstrip()
