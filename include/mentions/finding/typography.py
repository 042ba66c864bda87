"""What a capital letter is worth: much in prose, little in a headline, nothing where all shout."""

from bisect import bisect_left
from typing import Literal

from include.mentions.finding.candidates import Candidate
from include.mentions.finding.sentences import SentenceIndex

Style = Literal["prose", "headline", "shouted"]

_SIGNS = ".,:;!?()[]\"'-/"
_OPENING = frozenset("\"'([:*>|\u2022\u00b7\u25cf")
_MIN_HEADLINE_SHARE = 0.7


class Typography:
    """The style of each sentence, judged by the words that are no candidates themselves."""

    def __init__(self, plain: str, sentences: SentenceIndex, candidates: list[Candidate]) -> None:
        self._plain = plain
        self._sentences = sentences
        self._candidates = candidates
        self._starts = [candidate.start for candidate in candidates]
        self._styles: dict[int, Style] = {}

    def is_shouted(self, offset: int) -> bool:
        """Tell whether the sentence at `offset` is written in capitals throughout."""
        return self._style_at(offset) == "shouted"

    def is_prose(self, offset: int) -> bool:
        """Tell whether the sentence at `offset` has capitals only where prose has them."""
        return self._style_at(offset) == "prose"

    def begins_sentence(self, offset: int) -> bool:
        """Tell whether the word at `offset` has a capital anyway: after a full stop, colon or quote."""
        start = self._sentences.span_at(offset).char_start
        before = self._plain[max(start, offset - 3) : offset].rstrip()
        return offset <= start or not before or before[-1] in _OPENING or before.endswith((" -", "?", "!"))

    def is_capital_telling(self, offset: int) -> bool:
        """Tell whether a capital at `offset` marks a name."""
        return self._style_at(offset) == "prose" and not self.begins_sentence(offset)

    def _style_at(self, offset: int) -> Style:
        start, end = self._sentences.span_at(offset)
        style = self._styles.get(start)
        if style is None:
            style = self._styles[start] = self._judge(start, end)
        return style

    def _judge(self, start: int, end: int) -> Style:
        words = self._other_words(start, end)
        long_words = [word for word in words if len(word) > 3]
        word_count = len(long_words)
        capital_count = sum(word[0].isupper() for word in long_words)
        upper_count = sum(word.isupper() for word in words)
        if word_count < 2:
            return "prose"
        if upper_count >= 2 and upper_count >= word_count and capital_count == word_count:
            return "shouted"
        return "headline" if capital_count >= _MIN_HEADLINE_SHARE * word_count else "prose"

    def _other_words(self, start: int, end: int) -> list[str]:
        """Return the words between the candidates of a stretch, without signs before and after them."""
        between: list[str] = []
        # By index: a copy of all later candidates for each sentence would be quadratic.
        for position in range(bisect_left(self._starts, start), len(self._candidates)):
            candidate = self._candidates[position]
            if candidate.start >= end:
                break
            between.append(self._plain[start : candidate.start])
            start = candidate.end
        between.append(self._plain[start:end])
        words = (word.strip(_SIGNS) for word in " ".join(between).split())
        return [word for word in words if len(word) > 1 and word[0].isalpha()]
