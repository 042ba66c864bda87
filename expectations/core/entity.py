"""The dimension of entities: all of it, since every build writes it anew."""

from typing import TYPE_CHECKING, get_args

from expectations import checks
from include.mentions.model import EntityType

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "core.entity"
KEY_COLUMNS = ("entity_id", "slug")
BATCH_QUERY = "select * from core.entity"

REQUIRED_COLUMNS = ("entity_id", "slug", "name", "entity_type", "is_provisional")


def suite() -> "gx.ExpectationSuite":
    """Each entity stands once, under a name."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(REQUIRED_COLUMNS, "Every entity has it: look at the seeds."),
            checks.unique(TABLE, ["entity_id"], "A doubled entity doubles every mention that joins it."),
            checks.unique(
                TABLE, ["entity_type", "slug"], "A slug names one entity of its type: look at the seeds."
            ),
            checks.hexadecimal("entity_id", 32, "Ids are hashes: another form joins with nothing."),
            checks.one_of(
                "entity_type", get_args(EntityType), "Marts choose by type: an unknown one is left out."
            ),
            checks.between("market_cap_rank", 1, None, "Ranks are counted from 1."),
            checks.no_rows(
                "seeds_loaded",
                """
                select count(*) as listed_count
                from {batch}
                where not is_provisional
                having count(*) = 0
                """,
                "Without the seeds nothing is recognised: look at the reference tables.",
            ),
        ],
    )
