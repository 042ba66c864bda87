"""The ledger's totals: every load that waits for a verdict."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.declared import columns
from expectations.scope import PENDING_LOADS, written

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "raw.load"
KEY_COLUMNS = ("load_id",)
BATCH_QUERY = f"select * from {written(TABLE, 'load_id', PENDING_LOADS)}"


MAX_QUARANTINED_PCT = 20


def suite() -> "gx.ExpectationSuite":
    """The ledger balances, and says the same as its own entries and the documents."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(
                TABLE, "Reports read these columns: change them only together with their readers."
            ),
            *checks.present(columns(TABLE), "A load without its figures cannot be checked: land it again."),
            checks.unique(
                TABLE, ["load_id"], "Two rows of one load count everything twice: look for a double commit."
            ),
            checks.hexadecimal(
                "load_id", 32, "Ids are hashes of what was found: another form is another writer."
            ),
            checks.no_rows(
                "ledger_balances",
                """
                select *
                from {batch}
                where found_count != landed_count + duplicate_count + quarantined_count
                    or least(landed_count, duplicate_count, quarantined_count) < 0
                """,
                "What was found and is neither landed, duplicate nor quarantined is lost: look into landing.",
            ),
            checks.no_rows(
                "counts_match_events",
                """
                select batch.load_id, event.*
                from {batch} as batch
                left join (
                    select
                        load_id,
                        count(*) as found_event_count,
                        count(*) filter (outcome = 'landed') as landed_event_count,
                        count(*) filter (outcome = 'duplicate') as duplicate_event_count,
                        count(*) filter (outcome = 'quarantined') as quarantined_event_count
                    from raw.landing_event
                    where load_id in (select load_id from {batch})
                    group by load_id
                ) as event on batch.load_id = event.load_id
                where coalesce(found_event_count, 0) != found_count
                    or coalesce(landed_event_count, 0) != landed_count
                    or coalesce(duplicate_event_count, 0) != duplicate_count
                    or coalesce(quarantined_event_count, 0) != quarantined_count
                """,
                "The ledger's totals are the sum of its entries: somebody wrote one without the other.",
            ),
            checks.no_rows(
                "landed_documents_exist",
                """
                select batch.load_id, landed_count, count(document.document_id) as document_count
                from {batch} as batch
                left join raw.document on batch.load_id = document.load_id
                group by batch.load_id, landed_count
                having landed_count != count(document.document_id)
                """,
                "What the ledger calls landed is a document: a difference is a lost or a foreign document.",
            ),
            checks.no_rows(
                "load_is_measured",
                """
                select batch.load_id, batch.found_count
                from {batch} as batch
                anti join quality.metric_load on batch.load_id = metric_load.load_id
                where batch.found_count > 0
                """,
                "A load without figures is compared with nothing: look at quality.metric_load.",
            ),
            checks.no_rows(
                "something_landed",
                "select load_id, found_count from {batch} where landed_count = 0 and found_count > 0",
                "The load brought no new document: look whether the sender repeats itself.",
                "warning",
            ),
            checks.share_below(
                "quarantined_share",
                """
                select load_id, quarantined_count as part_count, found_count as whole_count
                from {batch}
                """,
                MAX_QUARANTINED_PCT,
                "Much of the load cannot be read: see the reasons in raw.landing_event, mend, then replay.",
            ),
        ],
    )
