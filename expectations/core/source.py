"""The dimension of sources: all of it, since every build writes it anew."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.core.article import LAYOUT_NAMES

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "core.source"
KEY_COLUMNS = ("source_id", "slug")
BATCH_QUERY = "select * from core.source"

REQUIRED_COLUMNS = ("source_id", "slug", "name", "time_zone")


def suite() -> "gx.ExpectationSuite":
    """Each source stands once, in a time zone."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(REQUIRED_COLUMNS, "Every source has it: look at the seeds."),
            checks.unique(TABLE, ["source_id"], "A doubled source doubles its articles."),
            checks.unique(TABLE, ["slug"], "A slug names one source: look at the seeds."),
            checks.one_of("layout", LAYOUT_NAMES, "A source's layout is one that the parser knows."),
            checks.no_rows(
                "layout_has_one_source",
                """
                select layout, count(*) as source_count
                from {batch}
                where layout is not null
                group by layout
                having count(*) > 1
                """,
                "A layout names its source: with two, every article of it would stand twice.",
            ),
        ],
    )
