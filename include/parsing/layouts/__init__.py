"""The page layouts that are known, and the choice between them."""

from include.parsing.document import Document
from include.parsing.layouts.base import Layout
from include.parsing.layouts.mexc_news import MexcNews
from include.parsing.layouts.plain import Plain

PLAIN: Layout = Plain()
LAYOUTS: tuple[Layout, ...] = (MexcNews(),)
"""In order of precedence where two score the same."""

_MIN_SCORE = 0.4
"""Evidence below this is no layout: the document is plain."""


def choose_layout(document: Document) -> Layout:
    """The layout with the most evidence, or `plain` where none is sure."""
    best, best_score = PLAIN, _MIN_SCORE
    for layout in LAYOUTS:
        score = layout.score(document)
        if score > best_score:
            best, best_score = layout, score
    return best
