"""What the matcher is given and what it answers."""

from typing import Literal, NamedTuple

EntityType = Literal["asset", "organisation", "person", "product"]

Rule = Literal[
    "name",
    "symbol",
    "cashtag",
    "hashtag",
    "pair",
    "alias",
    "defined_abbreviation",
    "surname",
    "widget",
    "introduced",
    "recogniser",
]
"""Why a surface counts as an entity."""


class Entity(NamedTuple):
    """One thing that articles speak of. `slug` is unique over all types; `symbol` is not.

    `market_cap_rank` (1 is the largest) is the prior where several assets share an alias.
    """

    slug: str
    name: str
    entity_type: EntityType
    kind: str
    symbol: str | None = None
    market_cap_rank: int | None = None
    is_provisional: bool = False


class Alias(NamedTuple):
    """One way to write an entity.

    `rule` is `name`, `symbol` or `alias`. `needs_evidence` marks a surface that is also a word or an
    everyday abbreviation: it counts only where the text gives another reason to believe it.
    """

    slug: str
    alias: str
    rule: Rule
    needs_evidence: bool


class AssetDefinition(NamedTuple):
    """An asset that the page itself names in a price widget, with the symbol it gives it."""

    name: str
    symbol: str | None


class Mention(NamedTuple):
    """One occurrence of one entity, or a rejected candidate (`is_accepted` false, with the same span).

    `sentence_no` counts from 1 within the document's sections in reading order. `confidence` lies
    between 0 and 1. A provisional entity is one that only the page itself defines.
    """

    slug: str
    entity_type: EntityType
    name: str
    symbol: str | None
    is_provisional: bool
    surface: str
    section: str
    sentence_no: int
    char_start: int
    char_end: int
    rule: Rule
    confidence: float
    is_accepted: bool
    is_copy: bool
