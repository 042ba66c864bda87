"""Prices over time: those shown on the pages that wait for a verdict."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.scope import GENESIS_DATE, LAST_LANDING, PENDING_DOCUMENTS, written

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "marts.price_history"
KEY_COLUMNS = ("price_snapshot_id", "document_id", "char_start", "char_end")
BATCH_QUERY = f"select * from {written(TABLE, 'document_id', PENDING_DOCUMENTS)}"


def suite() -> "gx.ExpectationSuite":
    """One row a price snapshot, and none is missing."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(("price_snapshot_id", "article_id", "document_id"), "The mart promises it."),
            checks.unique(
                TABLE, ["price_snapshot_id"], "The grain is one row a snapshot: a join multiplied it."
            ),
            checks.possible(
                "figures",
                f"(price <= 0 or change_pct < -100 or as_of_min > as_of_max or as_of_min < '{GENESIS_DATE}'"
                f" or as_of_max > {LAST_LANDING})",
                (*KEY_COLUMNS, "price", "change_pct", "as_of_min", "as_of_max"),
                "A price is more than nothing, loses no more than all of it, and is not of the future.",
            ),
            checks.no_rows(
                "every_snapshot",
                f"""
                select snapshot.price_snapshot_id, batch.price_snapshot_id as shown_price_snapshot_id
                from (
                    select price_snapshot_id from core.price_snapshot where document_id in {PENDING_DOCUMENTS}
                ) as snapshot
                full join {{batch}} as batch on snapshot.price_snapshot_id = batch.price_snapshot_id
                where snapshot.price_snapshot_id is null or batch.price_snapshot_id is null
                """,
                "The mart shows each price and no other: a join lost or added one.",
            ),
        ],
    )
