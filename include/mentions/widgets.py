"""The assets of a page's price widgets.

A widget says itself what its symbol stands for, so inside it nothing is guessed: the entity is the one of
that name, never another coin of the same symbol.
"""

from collections.abc import Iterator, Sequence

from include.mentions.lexicon import Lexicon
from include.mentions.model import AssetDefinition, Entity
from include.mentions.normalise import normalise, slugify
from include.parsing.model import SectionSpan


def resolve_widget(widget: AssetDefinition, lexicon: Lexicon) -> Entity | None:
    """Return the asset that a widget shows, a provisional one where the name is new; None without a name."""
    slug = slugify(widget.name)
    known = lexicon.asset_named(widget.name) or lexicon.asset_named(slug)
    if known is not None:
        return known
    if not slug:
        return None
    return Entity(slug, widget.name.strip(), "asset", "token", widget.symbol, None, is_provisional=True)


def find_in_widgets(
    plain: str,
    sections: Sequence[SectionSpan],
    widgets: Sequence[AssetDefinition],
    lexicon: Lexicon,
) -> Iterator[tuple[int, int, Entity, SectionSpan]]:
    """Yield every name and symbol of the widgets in the widgets' own sections; no two of them overlap.

    Where two widgets share a symbol, it belongs to the one whose name stands last before it.
    """
    resolved = [(widget, resolve_widget(widget, lexicon)) for widget in widgets]
    for section in sections:
        if section.section != "price_widget":
            continue
        found: dict[tuple[int, int], Entity] = {}
        for widget, entity in resolved:
            if entity is not None:
                for start, end in _occurrences(plain, normalise(widget.name).strip(), section):
                    found[start, end] = entity
        names = sorted((start, entity.slug) for (start, _), entity in found.items())
        for widget, entity in resolved:
            if entity is not None and widget.symbol:
                for start, end in _occurrences(plain, normalise(widget.symbol).strip(), section):
                    before = [slug for name_start, slug in names if name_start <= start]
                    if (start, end) not in found or (before and before[-1] == entity.slug):
                        found[start, end] = entity
        position = section.char_start
        for (start, end), entity in sorted(found.items(), key=lambda item: (item[0][0], -item[0][1])):
            if start >= position:
                yield start, end, entity, section
                position = end


def _occurrences(plain: str, surface: str, section: SectionSpan) -> Iterator[tuple[int, int]]:
    """Yield where a surface stands as a word of its own; a glued digit or sign does not hide it."""
    if not surface:
        return
    start = plain.find(surface, section.char_start, section.char_end)
    while start >= 0:
        end = start + len(surface)
        if not _runs_on(plain, start - 1, surface[0]) and not _runs_on(plain, end, surface[-1]):
            yield start, end
        start = plain.find(surface, start + 1, section.char_end)


def _runs_on(plain: str, neighbour: int, edge: str) -> bool:
    return 0 <= neighbour < len(plain) and plain[neighbour].isalnum() and edge.isalnum()
