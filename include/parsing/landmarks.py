"""Lines that may begin or end a block of a page: found once, judged by the blocks."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from include.parsing.lines import Line
from include.parsing.values.dates import MINUTE_CHARS, is_minute
from include.parsing.values.numbers import PRICE_STARTS, parse_price

RELATED_HEADINGS = frozenset(
    {
        "you may also like",
        "vous aimerez peut-être aussi",
        "vous pourriez aussi aimer",
        "das könnte ihnen auch gefallen",
        "también te puede interesar",
        "você também pode gostar",
        "potrebbe piacerti anche",
        "вам также может понравиться",
        "bunları da beğenebilirsiniz",
        "您可能也会喜欢",
        "您可能也喜歡",
    }
)
SHARE_LABELS = frozenset(
    {"Share", "Partager", "Teilen", "Compartir", "Compartilhar", "Condividi", "Поделиться", "Paylaş", "分享"}
)
TAGS_LABELS = ("Tags:", "Tags :", "Mots-clés :", "Etiquetas:", "Теги:", "Etiketler:", "标签:", "标签：")
DISCLAIMER_LABELS = (
    "Disclaimer:",
    "Disclaimer :",
    "Clause de non-responsabilité",
    "Haftungsausschluss:",
    "Aviso legal:",
    "Descargo de responsabilidad:",
    "Isenção de responsabilidade:",
    "Отказ от ответственности:",
    "Sorumluluk Reddi:",
    "免责声明",
)

MISSING_PRICES = frozenset({"$--", "$-", "--", "—"})
"""What stands in a widget whose price is not known."""

_LABELS = (*TAGS_LABELS, *DISCLAIMER_LABELS)
_LABEL_INITIALS = frozenset(label[0] for label in _LABELS)
_MAX_HEADING_CHARS = 40
_MAX_SOURCE_CHARS = 80


@dataclass(slots=True)
class Landmarks:
    """Indexes into the lines of a document, each list in ascending order."""

    related_headings: list[int] = field(default_factory=list)
    footers: list[int] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    disclaimers: list[int] = field(default_factory=list)
    prices: list[int] = field(default_factory=list)


def find_landmarks(lines: Sequence[Line]) -> Landmarks:
    """One pass over the lines. What is found here only looks like a landmark: what follows decides."""
    found = Landmarks()
    for index, line in enumerate(lines):
        text = line.text
        initial = text[0]
        if initial in _LABEL_INITIALS and text.startswith(_LABELS):
            (found.tags if text.startswith(TAGS_LABELS) else found.disclaimers).append(index)
        elif len(text) <= _MAX_SOURCE_CHARS + MINUTE_CHARS:
            if text[-3:-2] == ":" and is_card_footer(text):
                found.footers.append(index)
            elif (initial in PRICE_STARTS and parse_price(text)) or text in MISSING_PRICES:
                found.prices.append(index)
            elif len(text) <= _MAX_HEADING_CHARS and text.lower() in RELATED_HEADINGS:
                found.related_headings.append(index)
    return found


def is_card_footer(text: str) -> bool:
    """Whether `text` ends in the shape `2026/03/14 10:49`, which closes a card behind its source's name."""
    return is_minute(text[-MINUTE_CHARS:])


def footer_source(line: Line) -> str:
    """The name in front of the date that closes a card, perhaps empty."""
    return line.text[:-MINUTE_CHARS].rstrip()
