"""What must be true of a load before it is published: one module a table, in the order in which data flows.

Great Expectations takes seconds to import, so every module imports it only inside its functions.
"""

from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    import great_expectations as gx

MODULE_NAMES = (
    "raw_load",
    "raw_document",
    "raw_landing_event",
    "core_source",
    "core_entity",
    "core_entity_alias",
    "core_article",
    "core_article_segment",
    "core_mention",
    "core_rejected_mention",
    "core_related_link",
    "core_price_snapshot",
    "marts_article_overview",
    "marts_asset_daily",
    "marts_source_daily",
    "marts_price_history",
    "marts_related_link_graph",
)


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
