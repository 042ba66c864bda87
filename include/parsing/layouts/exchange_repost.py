"""Articles as another exchange reposts them: body, one-line disclaimer, cards whose source stands twice."""

from include.parsing.assemble import assemble
from include.parsing.blocks.body import read_body
from include.parsing.blocks.cards import find_card_region, has_doubled_sources, read_cards
from include.parsing.blocks.head import read_head
from include.parsing.blocks.tail import read_disclaimer, read_last_line_disclaimer, read_tags
from include.parsing.document import Document
from include.parsing.model import ParsedDocument

_HEADING = "You may also like"


class ExchangeRepost:
    """Told by its cards: `Crypto.NewsCrypto.News2026/06/25 11:30`."""

    name = "exchange_repost"

    def score(self, document: Document) -> float:
        """The doubled source is seen nowhere else; the heading's capitals alone are weak."""
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
        region = find_card_region(document)
        if region:
            read_cards(document, parsed, region)
            end = region.first if region.heading is None else region.heading
        end = read_tags(document, parsed, end)
        disclaimer = read_disclaimer(document, parsed, [], end)
        end = disclaimer if disclaimer < end else read_last_line_disclaimer(document, parsed, end)
        body_first = read_head(document, parsed, 0, end)
        read_body(document, parsed, document.lines[body_first:end])
        return assemble(document, parsed)
