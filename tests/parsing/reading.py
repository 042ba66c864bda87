"""What tests ask of a parsed page."""

from typing import Any

from include.parsing.model import ParsedDocument, Value
from include.parsing.parse import parse
from tests.parsing.builders import DISCLAIMER, HEADLINE, PARAGRAPHS, TEASER, page

WHOLE_BODY = "\n\n".join(PARAGRAPHS)


def read(**blocks: Any) -> tuple[str, ParsedDocument]:
    text = page(**blocks)
    return text, parse(text, "page_text")


def text_of(value: Value | None) -> str | None:
    return value.text if value else None


def texts(text: str, parsed: ParsedDocument, kind: str) -> list[str]:
    return [text[s.char_start : s.char_end].strip() for s in parsed.segments if s.kind == kind]


def fields(parsed: ParsedDocument) -> dict[str, Any]:
    return {
        "lead": text_of(parsed.teaser),
        "headline": text_of(parsed.headline),
        "date": parsed.published_at and parsed.published_at.raw.text,
        "reading": parsed.reading_minutes,
        "contact": text_of(parsed.contact_email),
        "body": parsed.body_text,
        "widgets": [w.asset_name.text for w in parsed.price_widgets],
        "disclaimer": text_of(parsed.disclaimer),
        "tags": parsed.tags,
        "cards": [c.title.text for c in parsed.related_cards],
    }


COMPLETE = {
    "lead": TEASER,
    "headline": HEADLINE,
    "date": "2026/04/01 09:30",
    "reading": 3,
    "contact": "crypto.news@mexc.com",
    "body": WHOLE_BODY,
    "widgets": ["Harbour"],
    "disclaimer": DISCLAIMER,
    "tags": [],
    "cards": ["Lighthouse DAO votes on a smaller treasury"],
}
