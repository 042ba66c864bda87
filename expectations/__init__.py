"""What must be true of a load before it is published: one module a table, named as the table is.

Great Expectations takes seconds to import, so every module imports it only inside its functions.
"""

from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    import great_expectations as gx

MODULE_NAMES = (
    "raw.load",
    "raw.document",
    "raw.landing_event",
    "core.source",
    "core.entity",
    "core.entity_alias",
    "core.article",
    "core.article_period",
    "core.article_segment",
    "core.mention",
    "core.rejected_mention",
    "core.post",
    "core.related_link",
    "core.price_snapshot",
    "core.repeated_text",
    "marts.article_overview",
    "marts.asset_daily",
    "marts.asset_attention",
    "marts.asset_hourly",
    "marts.source_daily",
    "marts.source_timing",
    "marts.headline_revision",
    "marts.publication_calendar",
    "marts.price_history",
    "marts.related_link_graph",
    "marts.entity_cooccurrence",
    "marts.person_organisation",
    "marts.story_article",
    "marts.story",
    "marts.syndication",
)
"""In the order in which data flows."""


class TableExpectations(Protocol):
    """What a module of this package offers.

    `BATCH_QUERY` answers the rows that the build wrote, with what the expectations compare them to.
    `KEY_COLUMNS` name a row in a sample of failing rows.
    """

    TABLE: str
    BATCH_QUERY: str
    KEY_COLUMNS: tuple[str, ...]

    def suite(self) -> "gx.ExpectationSuite":
        """The expectations of the table."""


def tables() -> list[TableExpectations]:
    """All tables that are checked, in order."""
    from importlib import import_module

    return [cast(TableExpectations, import_module(f"expectations.{name}")) for name in MODULE_NAMES]
