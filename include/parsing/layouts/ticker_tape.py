"""Articles below a tape of prices: name, price and change of many assets before the headline."""

import re
from typing import NamedTuple

from include.parsing.assemble import assemble
from include.parsing.blocks.body import read_body
from include.parsing.blocks.head import read_head
from include.parsing.document import Document
from include.parsing.model import ParsedDocument, PriceWidget, SectionSpan, Segment, Value
from include.parsing.page.content import article_stop
from include.parsing.values.numbers import Price, parse_percentage, parse_price

_MIN_ENTRIES = 3
_MAX_TAPE_LINES = 120
_MAX_NAME_CHARS = 40
_MAX_NAME_LINES = 2
_SYMBOL = re.compile(r"[A-Z0-9]{2,10}")
_NAME_AND_SYMBOL = re.compile(r"(?P<name>\S.{0,38}?)\s?\((?P<symbol>[A-Z0-9]{2,10})\)")
_NAME_SPACE_SYMBOL = re.compile(r"(?P<name>\S.{0,38}?)\s(?P<symbol>[A-Z0-9]{2,10})")
_ONE_LINE = re.compile(
    r"(?P<name>[^\W\d].{0,38}?)\s?"
    r"(?P<price>[$€£]\s?[0-9][0-9.,\s]{0,24}?(?:\s?USDT?)?|[0-9][0-9.,\s]{0,24}?\s?(?:[$€£]|USDT?|EUR))\s?"
    r"(?P<change>[(]?[+\-−–]?\s?[0-9]{1,4}(?:[.,][0-9]{1,4})?\s?%[)]?)?"
)


class Entry(NamedTuple):
    """One asset on the tape: its lines, and its values."""

    first: int
    stop: int
    widget: PriceWidget


class TickerTape:
    """The tape apart, the rest read as plain text."""

    name = "ticker_tape"

    def score(self, document: Document) -> float:
        """Several prices in a row before anything else are a tape."""
        return 0.6 if len(_read_tape(document)) >= _MIN_ENTRIES else 0.0

    def parse(self, document: Document) -> ParsedDocument:
        """The tape's prices, headline and body."""
        parsed = ParsedDocument(layout=self.name, segments=[])
        lines = document.lines
        tape = _read_tape(document)
        for entry in tape:
            last = lines[entry.stop - 1]
            parsed.segments.append(Segment("ticker", lines[entry.first].start, last.stop))
            section_start = lines[entry.first].text_start
            parsed.sections.append(SectionSpan("price_widget", section_start, last.text_end))
            parsed.price_widgets.append(entry.widget)
        first = tape[-1].stop if tape else 0
        stop = article_stop(lines, document.content, first)
        read_body(document, parsed, lines[read_head(document, parsed, first, stop) : stop])
        return assemble(document, parsed)


def _read_tape(document: Document) -> list[Entry]:
    lines = document.lines
    entries: list[Entry] = []
    first = 0
    while first < min(len(lines), _MAX_TAPE_LINES):
        entry = _one_line_entry(document, first)
        if entry is None and _is_alt_text(document, first):
            entry = _one_line_entry(document, first + 1)
        entry = entry or _entry(document, first)
        if entry is None:
            break
        entries.append(entry._replace(first=first))
        first = entry.stop
    return entries


def _is_alt_text(document: Document, index: int) -> bool:
    """Whether a line only names the asset whose name and price the next line shows: a picture's text."""
    lines = document.lines
    if index + 1 >= len(lines) or len(lines[index].text) > _MAX_NAME_CHARS:
        return False
    return lines[index + 1].text.lower().startswith(lines[index].text.lower())


def _one_line_entry(document: Document, index: int) -> Entry | None:
    line = document.lines[index]
    if line.text[-1] not in "%)$€£TDR0123456789" or not (match := _ONE_LINE.fullmatch(line.text)):
        return None
    price = parse_price(match["price"])
    if price is None:
        return None
    start = line.text_start
    raw = document.value(start + match.start("price"), start + match.end("price"))
    change = None
    if match["change"]:
        change = document.value(start + match.start("change"), start + match.end("change"))
    names = [document.value(start + match.start("name"), start + match.end("name"))]
    return Entry(index, index + 1, _widget(document, names, price, raw, change))


def _entry(document: Document, first: int) -> Entry | None:
    """One or two lines of names, a price, and perhaps a change."""
    lines = document.lines
    price_index = next(
        (
            index
            for index in range(first + 1, min(first + _MAX_NAME_LINES + 1, len(lines)))
            if parse_price(lines[index].text)
        ),
        None,
    )
    if price_index is None or any(len(line.text) > _MAX_NAME_CHARS for line in lines[first:price_index]):
        return None
    raw = lines[price_index].value
    price = parse_price(raw.text)
    assert price
    stop = price_index + 1
    change = None
    if stop < len(lines) and parse_percentage(lines[stop].text.strip("()")) is not None:
        change = lines[stop].value
        stop += 1
    names = [line.value for line in lines[first:price_index]]
    raw = document.value(raw.char_start, raw.char_start + price.char_count)
    return Entry(first, stop, _widget(document, names, price, raw, change))


def _widget(
    document: Document, names: list[Value], price: Price, price_raw: Value, change: Value | None
) -> PriceWidget:
    name, symbol = _name_and_symbol(document, names)
    return PriceWidget(
        asset_name=name,
        asset_symbol=symbol,
        price=price.amount,
        price_raw=price_raw,
        currency=price.currency,
        change_pct=parse_percentage(change.text.strip("()")) if change else None,
        change_raw=change,
    )


def _name_and_symbol(document: Document, names: list[Value]) -> tuple[Value, Value | None]:
    """An asset's name and symbol: on two lines in either order, or on one."""
    if len(names) == _MAX_NAME_LINES:
        name, symbol = sorted(names, key=lambda value: _SYMBOL.fullmatch(value.text) is not None)
        return name, symbol if _SYMBOL.fullmatch(symbol.text) else None
    (only,) = names
    match = _NAME_AND_SYMBOL.fullmatch(only.text) or _NAME_SPACE_SYMBOL.fullmatch(only.text)
    if match:
        start = only.char_start
        name_start, name_end = match.span("name")
        symbol_start, symbol_end = match.span("symbol")
        return (
            document.value(start + name_start, start + name_end),
            document.value(start + symbol_start, start + symbol_end),
        )
    return only, only if _SYMBOL.fullmatch(only.text) else None
