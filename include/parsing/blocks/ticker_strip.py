"""Prices that some pages list between head and body: a name, and below it `SPACE$0.007524+2.78%`."""

import re

from include.parsing.document import Document
from include.parsing.lines import Line
from include.parsing.model import ParsedDocument, PriceWidget, SectionSpan, Segment
from include.parsing.values.numbers import parse_percentage, parse_price

_MAX_LINE_CHARS = 80
_QUOTE = re.compile(
    r"(?P<symbol>[^\s$]{1,20})(?P<price>\$[0-9][0-9.,]{0,40}?)"
    r"(?P<change>[+\-−][0-9][0-9.,]{0,20}%|0(?:\.0{1,4})?%|--)?"
)


def read_ticker_strip(document: Document, parsed: ParsedDocument, first: int, end: int) -> int:
    """Add the prices that begin at line `first` to `parsed`; return the index of the line behind them."""
    lines = document.lines
    while first + 1 < end:
        name, quote = lines[first], lines[first + 1]
        shown = _read_quote(document, name, quote)
        if shown is None:
            break
        parsed.price_widgets.append(shown)
        parsed.segments.append(Segment("price_widget", name.start, quote.stop))
        parsed.sections.append(SectionSpan("price_widget", name.text_start, quote.text_end))
        first += 2
    return first


def _read_quote(document: Document, name: Line, quote: Line) -> PriceWidget | None:
    if "$" not in quote.text or max(len(name.text), len(quote.text)) > _MAX_LINE_CHARS:
        return None
    match = _QUOTE.fullmatch(quote.text)
    price = parse_price(match["price"]) if match else None
    if match is None or price is None:
        return None

    def start_of(group: str) -> int:
        return quote.text_start + match.start(group)

    change = match["change"]
    change_pct = parse_percentage(change) if change else None
    return PriceWidget(
        asset_name=name.value,
        asset_symbol=document.value(start_of("symbol"), start_of("price")),
        price=price.amount,
        price_raw=document.value(start_of("price"), start_of("price") + price.char_count),
        currency=price.currency,
        change_pct=change_pct,
        change_raw=None if change_pct is None else document.value(start_of("change"), quote.text_end),
    )
