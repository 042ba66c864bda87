"""Price widgets: one asset, its price and its change, a few lines each."""

import re
from decimal import Decimal
from typing import NamedTuple

from include.parsing.document import Document
from include.parsing.lines import Line
from include.parsing.model import ParsedDocument, PriceWidget, SectionSpan, Segment, Value
from include.parsing.values.numbers import is_currency_code, parse_percentage, parse_price

_MARKET_HEADINGS = frozenset(
    {
        "Market Opportunity",
        "Opportunité de marché",
        "Marktchance",
        "Oportunidad de mercado",
        "Oportunidade de mercado",
        "Opportunità di mercato",
        "Рыночные возможности",
        "Piyasa Fırsatı",
        "市场机遇",
        "市場機遇",
    }
)
_LOGO_ENDING = " Logo"
_TITLE = re.compile(r"(?P<label>\S.{0,120}?)\s?\((?P<symbol>[^()]{0,40})\)")
_PRICE_WORDS_BEFORE = (
    "Prix de ",
    "Cours de ",
    "Precio de ",
    "Preço de ",
    "Prezzo di ",
    "Цена ",
    "Harga ",
    "Giá ",
)
_PRICE_WORDS_AFTER = (" Price", "-Kurs", " Kurs", " Fiyatı", "价格", "價格")
_CHART_LABEL = "Live Price Chart"
_MAX_TITLE_CHARS = 160
_MAX_LINES_BELOW_PRICE = 5
_MAX_LINES_ABOVE_PRICE = 3
_NO_CHANGE = frozenset({"-", "--", "—", "%"})


class Widget(NamedTuple):
    """Which lines show one price: `heading` and `first` are equal where no heading stands above."""

    heading: int
    first: int
    price: int
    stop: int
    name: Value
    symbol: Value | None


def find_widgets(document: Document) -> list[Widget]:
    """The widgets in order. A title counts only where a price follows it."""
    widgets: list[Widget] = []
    for price in document.landmarks.prices:
        lowest = widgets[-1].stop if widgets else 0
        if price <= lowest:
            continue
        widget = _widget_at(document, price, lowest)
        if widget:
            widgets.append(widget)
    return widgets


def read_widgets(document: Document, parsed: ParsedDocument, widgets: list[Widget]) -> None:
    """Add `widgets` to `parsed`, with their segments and sections; one without a price has only those."""
    for widget in widgets:
        lines = document.lines
        last = lines[widget.stop - 1]
        parsed.segments.append(Segment("price_widget", lines[widget.heading].start, last.stop))
        section_start = lines[widget.first].text_start
        parsed.sections.append(SectionSpan("price_widget", section_start, last.text_end))
        if shown := _read_widget(document, widget):
            parsed.price_widgets.append(shown)


def read_cut_widget(document: Document, parsed: ParsedDocument, end: int) -> int:
    """Add a widget that the capture cut above its price, right before line `end`.

    Return the index of its heading, or `end` where there is none.
    """
    lines = document.lines
    for heading in range(end - 1, max(end - _MAX_LINES_ABOVE_PRICE, 0) - 1, -1):
        if lines[heading].text in _MARKET_HEADINGS:
            parsed.segments.append(Segment("price_widget", lines[heading].start, lines[end - 1].stop))
            return heading
        has_logo = _is_logo(lines[heading - 1])
        if (
            not _is_logo(lines[heading])
            and _read_title(document, lines[heading], has_logo_above=has_logo) is None
        ):
            break
    return end


def _widget_at(document: Document, price: int, lowest: int) -> Widget | None:
    lines = document.lines
    title = price - 1
    has_logo = title > lowest and _is_logo(lines[title - 1])
    named = _read_title(document, lines[title], has_logo_above=has_logo)
    if not named:
        return None
    name, symbol = named
    first = title - 1 if has_logo else title
    heading = first
    if heading > lowest and lines[heading - 1].text in _MARKET_HEADINGS:
        heading -= 1
    stop = price + 1
    limit = min(price + _MAX_LINES_BELOW_PRICE + 1, len(lines))
    while stop < limit and _belongs(lines[stop].text, lines[price].text, name, symbol):
        stop += 1
    return Widget(heading, first, price, stop, name, symbol)


def _is_logo(line: Line) -> bool:
    return line.text.endswith(_LOGO_ENDING) or line.text.startswith(("Logo de ", "Logo ", "Logotipo de "))


def _read_title(document: Document, line: Line, *, has_logo_above: bool) -> tuple[Value, Value | None] | None:
    """The asset's name and symbol that a widget's title states, or None where the line is no such title."""
    text = line.text
    if len(text) > _MAX_TITLE_CHARS:
        return None
    symbol = None
    label = text
    start = line.text_start
    if match := _TITLE.fullmatch(text):
        label = match["label"]
        if match["symbol"].strip():
            symbol = document.value(start + match.start("symbol"), start + match.end("symbol"))
    name = label
    for word in _PRICE_WORDS_BEFORE:
        name = name.removeprefix(word)
    for word in _PRICE_WORDS_AFTER:
        name = name.removesuffix(word)
    if name == label and not has_logo_above:
        # The title may be missing: then the logo's line tells the name.
        name = label.removesuffix(_LOGO_ENDING)
    # `Average Price` above a price may be a table of the body.
    is_priced = name != label and (match is not None or has_logo_above or text.endswith(_LOGO_ENDING))
    is_title = is_priced or (has_logo_above and symbol is not None)
    if not name or not is_title:
        return None
    offset = label.index(name)
    return document.value(start + offset, start + offset + len(name)), symbol


def _belongs(text: str, price_text: str, name: Value, symbol: Value | None) -> bool:
    """Whether a line below a price is a part of its widget."""
    if text in (price_text, price_text * 2) or text in _NO_CHANGE or is_currency_code(text):
        return True
    if parse_percentage(text) is not None:
        return True
    is_next_title = text[-1] == ")"
    is_chart = _CHART_LABEL in text or (symbol is not None and f"({symbol.text})" in text)
    return is_chart and not is_next_title and name.text in text and len(text) <= _MAX_TITLE_CHARS


def _read_widget(document: Document, widget: Widget) -> PriceWidget | None:
    price_line = document.lines[widget.price].value
    price = parse_price(price_line.text)
    if price is None:
        return None
    currency = price.currency
    change_pct: Decimal | None = None
    change_raw = None
    for line in document.lines[widget.price + 1 : widget.stop]:
        if is_currency_code(line.text):
            currency = line.text
        elif change_raw is None and (percentage := parse_percentage(line.text)) is not None:
            change_pct, change_raw = percentage, line.value
    return PriceWidget(
        asset_name=widget.name,
        asset_symbol=widget.symbol,
        price=price.amount,
        price_raw=document.value(price_line.char_start, price_line.char_start + price.char_count),
        currency=currency,
        change_pct=change_pct,
        change_raw=change_raw,
    )
