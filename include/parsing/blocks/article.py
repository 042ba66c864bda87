"""An article among other things of its page, where it is known which lines are the article's."""

from include.parsing.blocks.body import read_body
from include.parsing.blocks.furniture import find_scattered_furniture, take_furniture
from include.parsing.blocks.head import claim_headline
from include.parsing.content import Content
from include.parsing.document import Document
from include.parsing.headline import find_headline
from include.parsing.model import ParsedDocument, SectionSpan, Segment

_MAX_LINES_ABOVE_TITLE = 4
_MAX_LINES_BELOW_TITLE = 25
_MIN_SHARE_BELOW_TITLE = 0.5


def read_marked_article(document: Document, parsed: ParsedDocument, content: Content) -> None:
    """Add the article that a page's markup tells to `parsed`; all else on the page is furniture."""
    lines = document.lines
    first_prose = content.first_prose(lines)
    title = find_headline(lines, document.declared_title, content.headings, first_prose)
    article = [index for index in content.article if index != title]
    if title is not None:
        article = _below_title(document, article, title)
        claim_headline(parsed, lines[title], lines[title].value)
    top = first_prose if title is None else title
    window = range(max(top - _MAX_LINES_ABOVE_TITLE, 0), min(first_prose, top + _MAX_LINES_BELOW_TITLE))
    furniture = find_scattered_furniture(document, (index for index in window if index != title))
    take_furniture(document, parsed, furniture)
    taken = {*furniture, *([] if title is None else [title])}
    for index in window:
        if index not in taken and title is not None and lines[index].text == lines[title].text:
            line = lines[index]
            parsed.segments.append(Segment("headline", line.start, line.stop))
            parsed.sections.append(SectionSpan("headline", line.start, line.end, is_copy=True))
            taken.add(index)
    body = [index for index in article if index not in taken]
    read_body(document, parsed, [lines[index] for index in body])
    taken.update(body)
    parsed.segments += [
        Segment("boilerplate", line.start, line.stop)
        for index, line in enumerate(lines)
        if index not in taken
    ]


def _below_title(document: Document, article: list[int], title: int) -> list[int]:
    """The lines below the headline, unless most of the article stands above what seemed to be it."""
    below = [index for index in article if index > title]
    char_count = sum(len(document.lines[index].text) for index in article)
    below_count = sum(len(document.lines[index].text) for index in below)
    return below if below_count >= _MIN_SHARE_BELOW_TITLE * char_count else article
