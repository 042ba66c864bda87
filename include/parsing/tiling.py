"""From the stretches that a layout understood to segments without gap or overlap."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import attrgetter, itemgetter

from include.parsing.document import Document
from include.parsing.model import Segment, SegmentKind

_char_start = itemgetter(Segment._fields.index("char_start"))
_stop = attrgetter("stop")


def tile(document: Document, claims: Iterable[Segment]) -> list[Segment]:
    """`claims` in order, and what lies between them as `blank` and, line by line, `unclassified`.

    The claims must not overlap, and must not be empty.
    """
    raw_text = document.raw_text
    segments: list[Segment] = []
    cursor = 0
    end = Segment("blank", len(raw_text), len(raw_text))
    for claim in [*sorted(claims, key=_char_start), end]:
        _, claim_start, claim_end = claim
        if cursor < claim_start:
            if raw_text[cursor:claim_start].isspace():
                segments.append(Segment("blank", cursor, claim_start))
            else:
                segments.extend(_fill(document, cursor, claim_start))
        if claim is not end:
            segments.append(claim)
            cursor = claim_end
    return segments


def _fill(document: Document, char_start: int, char_end: int) -> Iterator[Segment]:
    """What nobody claimed between two claims, where it is more than white space."""
    lines = document.lines
    cursor = char_start
    for index in range(bisect_right(lines, char_start, key=_stop), len(lines)):
        line = lines[index]
        if line.start >= char_end:
            break
        if cursor < line.start:
            yield Segment("blank", cursor, line.start)
        start, cursor = max(line.start, cursor), min(line.stop, char_end)
        is_blank = document.raw_text[start:cursor].isspace()
        kind: SegmentKind = "blank" if is_blank else "unclassified"
        yield Segment(kind, start, cursor)
    if cursor < char_end:
        yield Segment("blank", cursor, char_end)
