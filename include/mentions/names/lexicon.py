"""What the gazetteer knows of its entities, looked up by slug, name or symbol."""

from collections.abc import Mapping

from include.mentions.model import Entity
from include.mentions.names.gazetteer import Gazetteer
from include.mentions.names.names import NameTable, prior
from include.mentions.names.normalise import fold


class Lexicon:
    """The surfaces of a gazetteer (`names`), and what is known about their entities."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.entities: Mapping[str, Entity] = gazetteer.entities
        self._surfaces: dict[str, list[str]] = {}
        self.names = NameTable(gazetteer)
        self._asset_by_folded_name: dict[str, Entity] = {}
        for entity in gazetteer.entities.values():
            self._surfaces.setdefault(entity.slug, []).append(entity.name)
            if entity.entity_type == "asset":
                self._keep_larger(fold(entity.name), entity)
                self._keep_larger(entity.slug, entity)
        self._assets_by_folded_symbol: dict[str, list[Entity]] = {}
        for surface, aliases in gazetteer.aliases.items():
            for alias in aliases:
                self._surfaces.setdefault(alias.slug, []).append(surface)
                entity = gazetteer.entities[alias.slug]
                if entity.entity_type == "asset" and alias.rule == "alias":
                    self._asset_by_folded_name.setdefault(fold(surface), entity)
                if entity.entity_type == "asset" and surface in (entity.symbol, surface.upper()):
                    self._assets_by_folded_symbol.setdefault(fold(surface), []).append(entity)
        for bearers in self._assets_by_folded_symbol.values():
            bearers.sort(key=lambda entity: prior(entity.market_cap_rank))

    def asset_named(self, name: str) -> Entity | None:
        """Return the asset whose name, slug or other full name this is; symbols do not count."""
        folded = fold(name).strip()
        return self._asset_by_folded_name.get(folded) or self._asset_by_folded_name.get(
            folded.replace(" ", "-")
        )

    def assets_with_symbol(self, symbol: str) -> list[Entity]:
        """Return the assets that have this symbol in any case, the largest first."""
        return self._assets_by_folded_symbol.get(fold(symbol), [])

    def surfaces_of(self, slug: str) -> list[str]:
        """Return every known way to write an entity."""
        return self._surfaces.get(slug, [])

    def _keep_larger(self, key: str, entity: Entity) -> None:
        known = self._asset_by_folded_name.get(key)
        if known is None or prior(entity.market_cap_rank) < prior(known.market_cap_rank):
            self._asset_by_folded_name[key] = entity
