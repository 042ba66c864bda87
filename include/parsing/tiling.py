"""From the stretches that a layout understood to segments without gap or overlap."""

from collections.abc import Iterable
from operator import attrgetter

from include.parsing.document import Document
from include.parsing.model import Segment, SegmentKind

_char_start = attrgetter("char_start")


def tile(document: Document, claims: Iterable[Segment]) -> list[Segment]:
    """`claims` in order, and what lies between them as `blank` and, line by line, `unclassified`.

    The claims must not overlap, and must not be empty.
    """
    segments: list[Segment] = []
    lines = iter(document.lines)
    line = next(lines, None)
    cursor = 0
    for claim in [*sorted(claims, key=_char_start), None]:
        gap_end = claim.char_start if claim else len(document.raw_text)
        while line and line.start < gap_end:
            unclaimed_start = max(line.start, cursor)
            unclaimed_end = min(line.stop, gap_end)
            if unclaimed_start < unclaimed_end:
                if cursor < unclaimed_start:
                    segments.append(Segment("blank", cursor, unclaimed_start))
                is_blank = document.raw_text[unclaimed_start:unclaimed_end].isspace()
                kind: SegmentKind = "blank" if is_blank else "unclassified"
                segments.append(Segment(kind, unclaimed_start, unclaimed_end))
                cursor = unclaimed_end
            if line.stop > gap_end:
                break
            line = next(lines, None)
        if cursor < gap_end:
            segments.append(Segment("blank", cursor, gap_end))
        if claim:
            segments.append(claim)
            cursor = claim.char_end
    return segments
