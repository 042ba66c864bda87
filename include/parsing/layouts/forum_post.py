"""Posts on forum-like pages: breadcrumb, title twice, `Published:` above its date, counters, body."""

import re

from include.parsing.assemble import assemble
from include.parsing.blocks.body import read_body
from include.parsing.blocks.head import claim_doubled_title, claim_headline, find_doubled_title
from include.parsing.document import Document
from include.parsing.model import ParsedDocument, Segment
from include.parsing.page.content import article_stop
from include.parsing.values.dates import parse_date_line

_TOP_LINES = 6
_HEAD_LINES = 16
_MAX_COUNTER_CHARS = 40
_PUBLISHED_LABELS = frozenset(
    {"Published:", "Published", "Posted:", "Posted", "Date:", "Published on:", "Posted on:"}
)
_BREADCRUMB = re.compile(r"[^/>›»|]{1,60}(?:\s?[/>›»|]\s?[^/>›»|]{0,80}){1,6}")
_COUNTER = re.compile(
    r"[0-9][0-9., ]{0,12}[KkMm]?(?: ?(?:views?|likes?|repl(?:y|ies)|comments?|shares?|reads?|upvotes?))?"
    r"|(?:views?|likes?|replies|comments?|shares?|reads?|upvotes?):?(?: ?[0-9][0-9., ]{0,12}[KkMm]?)?",
    re.IGNORECASE,
)


class ForumPost:
    """Two of title twice, label above the date, and breadcrumb make a post."""

    name = "forum_post"

    def score(self, document: Document) -> float:
        """No part is sure alone: an ordinary page may print its title twice."""
        lines = document.lines
        title = find_doubled_title(document, 0, _TOP_LINES)
        score = 0.0 if title is None else 0.4
        score += 0.4 if _date_index(document) is not None else 0.0
        if score and lines[0].text and _BREADCRUMB.fullmatch(lines[0].text):
            score += 0.2
        return score

    def parse(self, document: Document) -> ParsedDocument:
        """Head line by line; all behind the counters is body."""
        parsed = ParsedDocument(layout=self.name, segments=[])
        lines = document.lines
        doubled = find_doubled_title(document, 0, _TOP_LINES)
        date = _date_index(document)
        title = doubled if doubled is not None else max((date or 1) - 2, 0)
        for line in lines[:title]:
            if _BREADCRUMB.fullmatch(line.text):
                parsed.segments.append(Segment("breadcrumb", line.start, line.stop))
        body_first = title + 1
        if doubled is None:
            claim_headline(parsed, lines[title], lines[title].value)
        else:
            claim_doubled_title(document, parsed, doubled)
            body_first += 1
        if date is not None and date >= body_first:
            value = lines[date].value
            parsed.published_at = parse_date_line(value.text, value.char_start)
            parsed.segments.append(Segment("dateline", lines[date - 1].start, lines[date].stop))
            body_first = date + 1
        while body_first < len(lines) and _is_counter(lines[body_first].text):
            line = lines[body_first]
            parsed.segments.append(Segment("boilerplate", line.start, line.stop))
            body_first += 1
        read_body(document, parsed, lines[body_first : article_stop(lines, document.content, body_first)])
        return assemble(document, parsed)


def _date_index(document: Document) -> int | None:
    """The index of a date right below the label `Published:`."""
    lines = document.lines
    for index in range(min(_HEAD_LINES, len(lines) - 1)):
        if lines[index].text in _PUBLISHED_LABELS and parse_date_line(lines[index + 1].text, 0):
            return index + 1
    return None


def _is_counter(text: str) -> bool:
    return len(text) <= _MAX_COUNTER_CHARS and _COUNTER.fullmatch(text) is not None
