"""What the markup of a page tells about stretches of its text: landing reads it, parsing goes by it."""

from typing import Literal, NamedTuple


class PageMark(NamedTuple):
    """A stretch of `raw_text`, whose rendition as lines cannot tell any more what the markup told.

    `content` is a run of lines of the article, `heading` a line that is a first-order heading; a `wall` is
    the place, of no length, where an article stops that is not free.
    """

    kind: Literal["content", "heading", "wall"]
    char_start: int
    char_end: int
