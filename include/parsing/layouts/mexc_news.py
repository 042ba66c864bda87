"""News articles as the MEXC exchange reposts them: doubled lead, article, price widgets, cards."""

from include.parsing.assemble import assemble
from include.parsing.blocks.body import read_body
from include.parsing.blocks.cards import find_card_region, has_doubled_sources, read_cards
from include.parsing.blocks.head import begins_with_glued_day, find_title, read_head
from include.parsing.blocks.tail import read_disclaimer, read_tags
from include.parsing.blocks.widgets import find_widgets, read_cut_widget, read_widgets
from include.parsing.document import Document
from include.parsing.model import ParsedDocument
from include.parsing.values.dates import is_minute
from include.parsing.values.words import doubled_at, ends_a_sentence

_HEAD_LINES = 8
_LEAD_LINES = 3
_MENU_LINES = 80
_CONTACTS = ("crypto.news@mexc.com", "For feedback or concerns regarding this content")
_DISCLAIMER_NAME = "MEXC"
_MAX_LEFTOVER_CHARS = 60


class MexcNews:
    """Every block may be missing; what is there comes in the order head, body, widgets, tail, cards."""

    name = "mexc_news"

    def score(self, document: Document) -> float:
        """Evidence adds up over the blocks: none is sure to be there, some are seen nowhere else."""
        landmarks = document.landmarks
        lines = document.lines
        if any(contact in line.text for line in lines[:_MENU_LINES] for contact in _CONTACTS):
            return 1.0
        if any(_DISCLAIMER_NAME in lines[index].text for index in landmarks.disclaimers):
            return 1.0
        score = 0.0
        if any(doubled_at(line.text) for line in lines[:_LEAD_LINES]):
            score += 0.5
        if find_widgets(document):
            score += 0.5
        region = find_card_region(document)
        if region and region.footers and not has_doubled_sources(document, region):
            score += 0.5
        if any(is_minute(lines[index].text) for index in landmarks.footers if index < _HEAD_LINES):
            score += 0.5
        if begins_with_glued_day(document):
            score += 0.3
        return min(score, 1.0)

    def parse(self, document: Document) -> ParsedDocument:
        """From the end upwards: what stands below the body is surest, and bounds it."""
        parsed = ParsedDocument(layout=self.name, segments=[])
        lines = document.lines
        end = len(lines)
        region = find_card_region(document)
        if region:
            read_cards(document, parsed, region)
            end = region.first if region.heading is None else region.heading
        end = read_tags(document, parsed, end)
        widgets = [widget for widget in find_widgets(document) if widget.stop <= end]
        end = read_disclaimer(document, parsed, widgets, end)
        read_widgets(document, parsed, widgets)
        if not widgets or widgets[-1].stop < end:
            end = read_cut_widget(document, parsed, end)
        head_end = min(end, widgets[0].heading) if widgets else end
        body_first = read_head(document, parsed, _head_start(document, head_end), head_end)
        in_widgets = {index for widget in widgets for index in range(widget.heading, widget.stop)}
        body = [index for index in range(body_first, end) if index not in in_widgets]
        while widgets and body and body[-1] >= widgets[-1].stop and _is_leftover(lines[body[-1]].text):
            body.pop()
        read_body(document, parsed, [lines[index] for index in body])
        return assemble(document, parsed)


def _head_start(document: Document, end: int) -> int:
    """Where the head begins: at the first line, or below a menu where the declared title stands far down."""
    title = find_title(document, end)
    if title is None or title < _HEAD_LINES:
        return 0
    return title - 1 if doubled_at(document.lines[title - 1].text) is not None else title


def _is_leftover(text: str) -> bool:
    """Whether a line below the last widget is a part of its furniture that nothing is known about."""
    return len(text) <= _MAX_LEFTOVER_CHARS and not ends_a_sentence(text)
