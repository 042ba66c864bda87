"""The assets of a page's price widgets.

A widget says itself what its symbol stands for, so inside it nothing is guessed: the entity is the one of
that name, never another coin of the same symbol.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from include.mentions.finding.surfaces import Surfaces
from include.mentions.model import AssetDefinition, Entity
from include.mentions.names.lexicon import Lexicon
from include.mentions.names.normalise import fold, normalise, slugify
from include.parsing.model import SectionSpan

# Linear: white space is read from the beginning of its run alone.
_REMARK = re.compile(r"(?<!\s)\s*+[(\[][^()\[\]]*+[)\]]")
_GENERIC_ENDS = ("-token", "-coin", "-network", "-protocol", "-finance", "-dao", "-fun", "-chain")


def resolve_widget(widget: AssetDefinition, lexicon: Lexicon) -> Entity | None:
    """Return the asset that a widget shows, a provisional one where the lists have none; None without a name.

    A name counts in any spelling of an asset whose symbol is the widget's. A name alone counts where no
    symbol contradicts it: coins share names too, and then the slug of the unknown one ends in its symbol.
    """
    slug = slugify(widget.name)
    if not slug:
        return None
    symbol = fold(widget.symbol or "").lstrip("$").strip()
    named = lexicon.asset_named(widget.name) or lexicon.asset_named(slug)
    if named is not None and (not symbol or not named.symbol or symbol in _symbols(named, lexicon)):
        return named
    for entity in lexicon.assets_with_symbol(symbol):
        if any(_is_same_name(widget.name, surface) for surface in lexicon.surfaces_of(entity.slug)):
            return entity
    if slug in lexicon.entities:
        slug = f"{slug}-{slugify(symbol)}" if slugify(symbol) not in ("", slug) else f"{slug}-token"
    return Entity(slug, widget.name.strip(), "asset", "token", widget.symbol, None, is_provisional=True)


def _symbols(entity: Entity, lexicon: Lexicon) -> set[str]:
    return {fold(surface) for surface in lexicon.surfaces_of(entity.slug)}


def _is_same_name(name: str, surface: str) -> bool:
    """Tell whether two names are one but for case, a remark in brackets, and a last word such as `Token`."""
    names = {slugify(name), slugify(_REMARK.sub("", name))} - {""}
    known = slugify(_REMARK.sub("", surface))
    return any(name == known or _without_ending(name) == _without_ending(known) for name in names)


def _without_ending(slug: str) -> str:
    while slug.endswith(_GENERIC_ENDS):
        slug = slug.rpartition("-")[0]
    return slug


def find_in_widgets(
    plain: str,
    sections: Sequence[SectionSpan],
    widgets: Sequence[AssetDefinition],
    lexicon: Lexicon,
) -> Iterator[tuple[int, int, Entity, SectionSpan]]:
    """Yield every name and symbol of the widgets in the widgets' own sections; no two of them overlap.

    Where two widgets share a symbol, it belongs to the one whose name stands last before it. Linear: all
    names and symbols are looked for at once, and what they stand for is looked up.
    """
    by_name: dict[str, Entity] = {}
    by_symbol: dict[str, dict[str, Entity]] = {}
    first_with: dict[str, Entity] = {}
    for widget in widgets:
        entity = resolve_widget(widget, lexicon)
        if entity is not None:
            by_name[normalise(widget.name).strip()] = entity
            if widget.symbol:
                symbol = normalise(widget.symbol).strip()
                by_symbol.setdefault(symbol, {})[entity.slug] = entity
                first_with.setdefault(symbol, entity)
    surfaces = Surfaces([*by_name, *by_symbol])
    for section in sections:
        if section.section != "price_widget":
            continue
        places = list(_places(plain, surfaces, section))
        found = {(start, end): by_name[surface] for start, end, surface in places if surface in by_name}
        names = sorted((start, entity.slug) for (start, _), entity in found.items())
        for start, end, surface in places:
            sharing = by_symbol.get(surface)
            if sharing:
                name_count = bisect_right(names, start, key=_first)
                named = sharing.get(names[name_count - 1][1]) if name_count else None
                found[start, end] = named or found.get((start, end)) or first_with[surface]
        position = section.char_start
        for (start, end), entity in sorted(found.items(), key=lambda item: (item[0][0], -item[0][1])):
            if start >= position:
                yield start, end, entity, section
                position = end


def _first(pair: tuple[int, str]) -> int:
    return pair[0]


def _places(plain: str, surfaces: Surfaces, section: SectionSpan) -> Iterator[tuple[int, int, str]]:
    """Yield where a surface stands as a word of its own; a glued digit or sign does not hide it."""
    for offset, surface in surfaces.find(plain[section.char_start : section.char_end]):
        start = section.char_start + offset
        end = start + len(surface)
        if not _runs_on(plain, start - 1, surface[0]) and not _runs_on(plain, end, surface[-1]):
            yield start, end, surface


def _runs_on(plain: str, neighbour: int, edge: str) -> bool:
    return 0 <= neighbour < len(plain) and plain[neighbour].isalnum() and edge.isalnum()
