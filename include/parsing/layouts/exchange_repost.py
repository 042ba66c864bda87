"""Articles as another exchange reposts them.

Title twice, source glued to the date, body, one-line disclaimer, and cards whose source stands twice.
"""

from include.parsing.assemble import assemble
from include.parsing.blocks.body import read_body
from include.parsing.blocks.cards import find_card_region, has_doubled_sources, read_cards
from include.parsing.blocks.furniture import find_furniture, take_furniture
from include.parsing.blocks.head import claim_doubled_title, find_doubled_title, read_head
from include.parsing.blocks.tail import read_disclaimer, read_tags, read_worded_disclaimer
from include.parsing.document import Document
from include.parsing.landmarks import footer_source, is_card_footer
from include.parsing.model import ParsedDocument, Segment
from include.parsing.values.dates import MINUTE_CHARS, parse_minute

_HEADING = "You may also like"
_TOP_LINES = 12


class ExchangeRepost:
    """Told by its cards, `Crypto.NewsCrypto.News2026/06/25 11:30`, or by its title twice above its source."""

    name = "exchange_repost"

    def score(self, document: Document) -> float:
        """A doubled source is seen nowhere else; the heading's capitals alone are weak."""
        if _find_title(document, len(document.lines)) is not None:
            return 0.8
        region = find_card_region(document)
        if not region or not region.footers:
            return 0.0
        score = 0.8 if has_doubled_sources(document, region) else 0.0
        if region.heading is not None and document.lines[region.heading].text == _HEADING:
            score += 0.2
        return score

    def parse(self, document: Document) -> ParsedDocument:
        """From the end upwards: cards, disclaimer, and the rest is head and body."""
        parsed = ParsedDocument(layout=self.name, segments=[])
        end = len(document.lines)
        title = _find_title(document, end)
        region = find_card_region(document)
        if region and region.footers and (title is None or region.first > title + 2):
            read_cards(document, parsed, region)
            end = region.first if region.heading is None else region.heading
        end = read_tags(document, parsed, end)
        disclaimer = read_disclaimer(document, parsed, [], end)
        end = disclaimer if disclaimer < end else read_worded_disclaimer(document, parsed, end)
        if title is None or title + 2 >= end:
            body_first = read_head(document, parsed, 0, end)
        else:
            body_first = _read_titled_head(document, parsed, title, end)
        while end > body_first and document.lines[end - 1].text.isdigit():
            end -= 1
        read_body(document, parsed, document.lines[body_first:end])
        return assemble(document, parsed)


def _find_title(document: Document, end: int) -> int | None:
    """The index of a title that stands twice, above a source glued to its date."""
    title = find_doubled_title(document, 0, _TOP_LINES)
    if title is None or title + 2 >= end:
        return None
    source = document.lines[title + 2]
    return title if is_card_footer(source.text) and footer_source(source) else None


def _read_titled_head(document: Document, parsed: ParsedDocument, title: int, end: int) -> int:
    claim_doubled_title(document, parsed, title)
    source = document.lines[title + 2]
    date_start = source.text_end - MINUTE_CHARS
    parsed.published_at = parse_minute(source.text[-MINUTE_CHARS:], date_start)
    parsed.segments.append(Segment("dateline", source.start, source.stop))
    body_first = title + 3
    furniture = find_furniture(document, body_first, min(end, body_first + 1))
    take_furniture(document, parsed, furniture)
    parsed.author = parsed.author or document.value(source.text_start, date_start)
    return body_first + len(furniture)
