"""The page layouts that are known, and the choice between them."""

from include.parsing.document import Document
from include.parsing.layouts.base import Layout
from include.parsing.layouts.exchange_repost import ExchangeRepost
from include.parsing.layouts.forum_post import ForumPost
from include.parsing.layouts.inline_tickers import InlineTickers
from include.parsing.layouts.mexc_news import MexcNews
from include.parsing.layouts.plain import Plain
from include.parsing.layouts.record import Record
from include.parsing.layouts.ticker_tape import TickerTape

PLAIN: Layout = Plain()
RECORD: Layout = Record()
LAYOUTS: tuple[Layout, ...] = (MexcNews(), ExchangeRepost(), ForumPost(), TickerTape(), InlineTickers())
"""In order of precedence where two score the same."""

_MIN_SCORE = 0.4
"""Evidence up to this is no layout: the document is plain."""

_MIN_SCORE_WITH_MARKUP = 0.75
"""Where the markup tells the article, a layout must be surer than that: a tape above it or a title that
stands twice is then furniture like other."""


def choose_layout(document: Document) -> Layout:
    """The layout with the most evidence, or `plain` where none is sure."""
    best, best_score = PLAIN, _MIN_SCORE if document.content is None else _MIN_SCORE_WITH_MARKUP
    for layout in LAYOUTS:
        score = layout.score(document)
        if score > best_score:
            best, best_score = layout, score
        if score >= 1:
            break
    return best
