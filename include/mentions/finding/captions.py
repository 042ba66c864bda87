"""Names in captions of pictures, to which a flattened page glues the next sentence: `Source: CoinDeskThe`."""

import re
from collections.abc import Iterator

_MARK = "Source: "
# Bounded: a caption is short, and from each mark only so many characters are looked at.
_MAX_CHARS = 40
_GLUED = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z ])")


def glued_names(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches from `Source: ` or a slash behind it to a capital inside a word, longest first."""
    mark = plain.find(_MARK)
    while mark >= 0:
        start = mark + len(_MARK)
        ends = [match.start() for match in _GLUED.finditer(plain, start, start + _MAX_CHARS)]
        if ends:
            slash = plain.find("/", start, ends[-1])
            starts = (start,) if slash < 0 else (start, slash + 1)
            for end in reversed(ends):
                for first in starts:
                    if first < end:
                        yield first, end
        mark = plain.find(_MARK, start)
