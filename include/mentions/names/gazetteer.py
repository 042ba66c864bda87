"""Read the dimension of entities from `seeds/`, and say in one message everything that is wrong with it.

`python -m include.mentions.names.gazetteer seeds` checks the files and exits with 1 if they cannot be used.
seeds/README.md says what the columns mean.
"""

import csv
import io
import logging
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import available_timezones

from include.mentions.model import Alias, Entity, EntityType, Rule

_ASSET_KINDS = "coin commodity memecoin stablecoin staked token wrapped"
_ORGANISATION_KINDS = """
ai asset_manager association bank central_bank club company court criminal_group custodian exchange foundation
fund government issuer law_enforcement lender market_maker media miner party payments prediction_market
protocol regulator research security treasury_company university wallet
"""
_PERSON_KINDS = """
academic analyst convicted developer economist entertainer executive founder investigator investor journalist
judge lawyer official politician pseudonym trader
"""
_PRODUCT_KINDS = """
ai_model app collection etf fund hardware index law licence platform programme service standard stock upgrade
wallet
"""

ASSET_KINDS = frozenset(_ASSET_KINDS.split())
ORGANISATION_KINDS = frozenset(_ORGANISATION_KINDS.split())
PERSON_KINDS = frozenset(_PERSON_KINDS.split())
PRODUCT_KINDS = frozenset(_PRODUCT_KINDS.split())

_ENTITY_FILES: tuple[tuple[str, EntityType, frozenset[str]], ...] = (
    ("assets.csv", "asset", ASSET_KINDS),
    ("organisations.csv", "organisation", ORGANISATION_KINDS),
    ("people.csv", "person", PERSON_KINDS),
    ("products.csv", "product", PRODUCT_KINDS),
)
_ASSET_COLUMNS = ("slug", "symbol", "name", "kind", "market_cap_rank")
_ENTITY_COLUMNS = ("slug", "name", "kind")
_ALIAS_COLUMNS = ("slug", "alias", "rule", "needs_evidence")
_SOURCE_COLUMNS = ("slug", "name", "domain", "layout", "time_zone", "language", "aliases")

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_LANGUAGE = re.compile(r"[a-z]{2}")
_RULES: Mapping[str, Rule] = {"alias": "alias", "symbol": "symbol", "name": "name"}

_log = logging.getLogger(__name__)


class GazetteerError(ValueError):
    """The seed files cannot be used. `problems` holds one line for each fault of a row."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(f"{len(problems)} problem(s) in the seed files:\n" + "\n".join(problems))
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type["GazetteerError"], tuple[list[str]]]:
        """Pickle by the problems: the message, which exceptions are pickled by, is made of them."""
        return type(self), (list(self.problems),)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All entities by slug, and all ways to write them by surface.

    A surface may belong to several entities, but only once to each: where an asset's symbol is spelled like
    its name, the surface is its name.
    """

    entities: Mapping[str, Entity]
    aliases: Mapping[str, tuple[Alias, ...]]


def load(seeds_dir: Path) -> Gazetteer:
    """Read assets, organisations, people, products and aliases from `seeds_dir`.

    Raises:
        GazetteerError: with every bad row of every file, not only the first one.
    """
    problems = _Problems()
    entities = _read_entities(seeds_dir, problems)
    rows = list(_read_aliases(seeds_dir, entities, problems))
    problems.raise_if_any()
    return Gazetteer(MappingProxyType(entities), MappingProxyType(_by_surface(entities, rows)))


def check_sources(seeds_dir: Path) -> None:
    """Check `sources.csv`: slugs, hosts, IANA time zones, and that no two share a spelling or a layout.

    Raises:
        GazetteerError: with every bad row.
    """
    problems = _Problems()
    zones = available_timezones()
    slugs: dict[str, str] = {}
    owners: dict[str, str] = {}
    printers: dict[str, str] = {}
    for row in _read_rows(seeds_dir / "sources.csv", _SOURCE_COLUMNS, problems):
        cells = row.cells
        _check_slug(row, slugs, problems)
        _check_text(row, "name", problems)
        if not _DOMAIN.fullmatch(cells["domain"]):
            problems.add(row, f"bad domain {cells['domain']!r}", "write the host only, such as example.com")
        if cells["time_zone"] not in zones:
            problems.add(row, f"unknown time zone {cells['time_zone']!r}", "use an IANA name such as Etc/UTC")
        if not _LANGUAGE.fullmatch(cells["language"]):
            problems.add(row, f"bad language {cells['language']!r}", "use two letters of ISO 639-1")
        for spelling in [cells["name"], *filter(None, cells["aliases"].split("|"))]:
            owner = owners.setdefault(spelling.casefold(), cells["slug"])
            if owner != cells["slug"]:
                problems.add(row, f"{spelling!r} already names {owner}", "give it to one source only")
        if layout := cells["layout"]:
            printer = printers.setdefault(layout, cells["slug"])
            if printer != cells["slug"]:
                problems.add(row, f"{layout!r} is already the layout of {printer}", "leave one of them empty")
    problems.raise_if_any()


class _Row(NamedTuple):
    """The cells of one row, and where it stands."""

    file_name: str
    line_no: int
    cells: dict[str, str]


@dataclass(slots=True)
class _Problems:
    """What is wrong so far, in the order in which it was found."""

    lines: list[str] = field(default_factory=list)

    def add(self, row: _Row, what: str, remedy: str) -> None:
        self.lines.append(f"{row.file_name}:{row.line_no}: {what}; {remedy}")

    def raise_if_any(self) -> None:
        if self.lines:
            raise GazetteerError(self.lines)


def _read_entities(seeds_dir: Path, problems: _Problems) -> dict[str, Entity]:
    entities: dict[str, Entity] = {}
    slugs: dict[str, str] = {}
    for file_name, entity_type, kinds in _ENTITY_FILES:
        columns = _ASSET_COLUMNS if entity_type == "asset" else _ENTITY_COLUMNS
        for row in _read_rows(seeds_dir / file_name, columns, problems):
            cells = row.cells
            _check_slug(row, slugs, problems)
            _check_text(row, "name", problems)
            if cells["kind"] not in kinds:
                problems.add(row, f"unknown kind {cells['kind']!r}", f"use one of {', '.join(sorted(kinds))}")
            symbol = cells.get("symbol") or None
            if symbol is not None:
                _check_symbol(row, symbol, problems)
            entities[cells["slug"]] = Entity(
                slug=cells["slug"],
                name=cells["name"],
                entity_type=entity_type,
                kind=cells["kind"],
                symbol=symbol,
                market_cap_rank=_read_rank(row, problems),
            )
    return entities


def _read_rank(row: _Row, problems: _Problems) -> int | None:
    """Return the market-cap rank; only assets have one, and not all of them."""
    text = row.cells.get("market_cap_rank")
    if not text:
        return None
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    problems.add(row, f"bad market_cap_rank {text!r}", "write a whole number from 1, or nothing")
    return None


def _read_aliases(seeds_dir: Path, entities: Mapping[str, Entity], problems: _Problems) -> Iterator[Alias]:
    """Yield the rows of `aliases.csv` that can be understood; what is wrong with them becomes a problem."""
    first_lines: dict[tuple[str, str], int] = {}
    for row in _read_rows(seeds_dir / "aliases.csv", _ALIAS_COLUMNS, problems):
        cells = row.cells
        slug, surface = cells["slug"], cells["alias"]
        _check_text(row, "alias", problems)
        first_line = first_lines.setdefault((slug, surface), row.line_no)
        if first_line != row.line_no:
            problems.add(row, f"{slug} has {surface!r} in line {first_line} already", "remove one of them")
        rule = _RULES.get(cells["rule"])
        if rule is None:
            problems.add(row, f"bad rule {cells['rule']!r}", f"use one of {', '.join(_RULES)}")
        if cells["needs_evidence"] not in ("true", "false"):
            problems.add(row, f"bad needs_evidence {cells['needs_evidence']!r}", "write true or false")
        entity = entities.get(slug)
        if entity is None:
            problems.add(row, f"alias of the unknown slug {slug!r}", "add the entity or mend the slug")
        if entity is not None and rule is not None:
            alias = Alias(slug, surface, rule, cells["needs_evidence"] == "true")
            _check_alias(row, alias, entity, problems)
            yield alias


def _check_alias(row: _Row, alias: Alias, entity: Entity, problems: _Problems) -> None:
    """Check that a row agrees with the entity's own row, and says more than that one does."""
    is_own = alias.alias in (entity.name, entity.symbol)
    if alias.rule == "symbol":
        _check_symbol(row, alias.alias, problems)
    if alias.rule == "name" and alias.alias != entity.name:
        problems.add(row, f"{alias.alias!r} is not the name {entity.name!r}", "use the rule alias")
    elif alias.rule == "alias" and is_own:
        problems.add(
            row, f"{alias.alias!r} is the entity's own name or symbol", "use the rule name or symbol"
        )
    elif is_own and not alias.needs_evidence:
        problems.add(row, f"{alias.alias!r} is an alias without this row", "remove it or set needs_evidence")


def _by_surface(entities: Mapping[str, Entity], rows: list[Alias]) -> dict[str, tuple[Alias, ...]]:
    """Add the entities' own names and symbols to the rows of `aliases.csv`, and group all by surface."""
    by_key = {(row.slug, row.alias): row for row in rows}
    for entity in entities.values():
        own: tuple[tuple[str | None, Rule], ...] = ((entity.symbol, "symbol"), (entity.name, "name"))
        for surface, rule in own:
            if surface is not None:
                row = by_key.get((entity.slug, surface))
                needs_evidence = row is not None and row.needs_evidence
                by_key[entity.slug, surface] = Alias(entity.slug, surface, rule, needs_evidence)
    grouped: dict[str, list[Alias]] = {}
    for alias in by_key.values():
        grouped.setdefault(alias.alias, []).append(alias)
    return {surface: tuple(aliases) for surface, aliases in grouped.items()}


def _read_rows(path: Path, columns: tuple[str, ...], problems: _Problems) -> Iterator[_Row]:
    """Yield the rows that have a cell for each column; a file of other columns has no usable row."""
    header = _Row(path.name, 1, {})
    if not path.is_file():
        problems.add(header, "the file is missing", "restore it")
        return
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        problems.add(header, f"byte {error.start} is not UTF-8", "save the file as UTF-8")
        return
    reader = csv.DictReader(io.StringIO(text))
    if tuple(reader.fieldnames or ()) != columns:
        problems.add(header, f"the columns are {reader.fieldnames}", f"write {','.join(columns)}")
        return
    for cells in reader:
        row = _Row(path.name, reader.line_num, cells)
        if len(cells) != len(columns) or None in cells.values():
            problems.add(row, f"not {len(columns)} cells", "write one a column and quote commas")
        else:
            yield row


def _check_slug(row: _Row, first_places: dict[str, str], problems: _Problems) -> None:
    slug = row.cells["slug"]
    if not _SLUG.fullmatch(slug):
        problems.add(row, f"bad slug {slug!r}", "use lower-case letters, digits and single hyphens")
    place = f"{row.file_name}:{row.line_no}"
    first_place = first_places.setdefault(slug, place)
    if first_place != place:
        problems.add(row, f"the slug {slug!r} stands in {first_place} already", "use another slug")


def _check_text(row: _Row, column: str, problems: _Problems) -> None:
    text = row.cells[column]
    if not text.strip():
        problems.add(row, f"empty {column}", "write it or remove the row")
    elif text != " ".join(text.split()):
        problems.add(row, f"{column} {text!r} has stray white space", "remove it")


def _check_symbol(row: _Row, symbol: str, problems: _Problems) -> None:
    if any(character.isspace() for character in symbol):
        problems.add(row, f"the symbol {symbol!r} has a space", "use the rule alias for what is no symbol")


def main(arguments: list[str]) -> int:
    """Check the seed files in the directory that `arguments` names (`seeds`); return the exit code."""
    seeds_dir = Path(arguments[0] if arguments else "seeds")
    is_usable = True
    for check in (load, check_sources):
        try:
            check(seeds_dir)
        except GazetteerError as error:
            _log.error("%s", error)
            is_usable = False
    return 0 if is_usable else 1


if __name__ == "__main__":
    logging.basicConfig(format="%(message)s")
    sys.exit(main(sys.argv[1:]))
