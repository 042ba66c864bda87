"""Read labelled texts: inline marks `[[surface|type:slug]]`, headline first, a blank line, body."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, cast, get_args

from include.mentions.model import EntityType
from include.parsing.model import SectionSpan

Half = Literal["tune", "report"]
HALVES: tuple[Half, ...] = get_args(Half)

_MARK = re.compile(r"\[\[([^|\]]+)\|([a-z]+):([a-z0-9-]+)\]\]")
_FILE_NAME = re.compile(r"\d+_(tune|report)_(easy|hard)_.+")


class Label(NamedTuple):
    """One labelled mention; the offsets are those of the text without its marks."""

    char_start: int
    char_end: int
    entity_type: EntityType
    slug: str


@dataclass(frozen=True, slots=True)
class LabelledText:
    """One text without its marks, its labels in reading order, and the half that it belongs to."""

    name: str
    half: Half
    text: str
    labels: tuple[Label, ...]
    sections: tuple[SectionSpan, ...]


class LabelError(ValueError):
    """A labelled file cannot be read; the message names the file and the fault."""


def read_labelled(folder: Path) -> list[LabelledText]:
    """Read every `.txt` file of a folder in the order of their names.

    Raises:
        LabelError: a file name without half and difficulty, an unknown entity type, a broken mark.
    """
    return [parse_labelled(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.txt"))]


def parse_labelled(name: str, marked_text: str) -> LabelledText:
    """Take the marks out of one text.

    Raises:
        LabelError: as `read_labelled`.
    """
    file_name = _FILE_NAME.fullmatch(name)
    if file_name is None:
        raise LabelError(f"{name}: expected a name like 001_tune_easy_topic")
    parts: list[str] = []
    labels: list[Label] = []
    length = position = 0
    for match in _MARK.finditer(marked_text):
        surface, entity_type, slug = match.groups()
        if entity_type not in get_args(EntityType):
            raise LabelError(f"{name}: {match.group()} has no known entity type")
        before = marked_text[position : match.start()]
        start = length + len(before)
        length = start + len(surface)
        labels.append(Label(start, length, cast(EntityType, entity_type), slug))
        parts += (before, surface)
        position = match.end()
    parts.append(marked_text[position:])
    text = "".join(parts)
    if "[[" in text or "]]" in text:
        raise LabelError(f"{name}: a mark is broken near {text[max(0, text.find('[[')) :][:40]!r}")
    return LabelledText(name, cast(Half, file_name.group(1)), text, tuple(labels), _sections(text))


def _sections(text: str) -> tuple[SectionSpan, ...]:
    headline_end = text.find("\n")
    if headline_end < 0:
        return (SectionSpan("headline", 0, len(text)),)
    return (
        SectionSpan("headline", 0, headline_end),
        SectionSpan("body", headline_end + 1, len(text)),
    )
