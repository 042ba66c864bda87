"""The ledger's entries: one a thing found by a load that waits for a verdict."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.scope import GENESIS_DATE, PENDING_LOADS, written

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "raw.landing_event"
KEY_COLUMNS = ("load_id", "source_uri", "record_no")
BATCH_QUERY = f"select * from {written(TABLE, 'load_id', PENDING_LOADS)}"

REQUIRED_COLUMNS = ("load_id", "source_uri", "outcome", "byte_count", "found_at")
OUTCOMES = ("landed", "duplicate", "quarantined")


def suite() -> "gx.ExpectationSuite":
    """Whatever was found came to one of three ends, and each end has its proof."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE, "The ledger is read by reports and by replay: migrate them together."),
            *checks.present(REQUIRED_COLUMNS, "Landing always knows this: a null is a fault of landing."),
            checks.one_of(
                "outcome", OUTCOMES, "The ledger balances over three outcomes: a fourth breaks the sum."
            ),
            checks.no_rows(
                "entry_unique",
                """
                select load_id, source_uri, record_no, count(*) as row_count
                from {batch}
                group by load_id, source_uri, record_no
                having count(*) > 1
                """,
                "One thing is found once by a load: it was written twice.",
            ),
            checks.known("load_id", "raw.load", "An entry of no load is counted nowhere.", KEY_COLUMNS),
            checks.known(
                "document_id", "raw.document", "The ledger names a document that is not there.", KEY_COLUMNS
            ),
            checks.no_rows(
                "outcome_has_its_proof",
                """
                select load_id, source_uri, record_no, outcome, document_id, reason
                from {batch}
                where (outcome = 'quarantined') != (document_id is null)
                    or (outcome = 'quarantined') != (reason is not null)
                """,
                "What is in the warehouse has a document, what is not has a reason: landing left one out.",
            ),
            checks.no_rows(
                "quarantined_is_kept",
                """
                select batch.load_id, batch.source_uri, batch.record_no, batch.reason
                from {batch} as batch
                left join raw.quarantine
                    on
                        batch.load_id = quarantine.load_id
                        and batch.source_uri = quarantine.source_uri
                        and batch.record_no is not distinct from quarantine.record_no
                where batch.outcome = 'quarantined' and quarantine.load_id is null
                """,
                "What was not landed is kept to be replayed: without it the bytes are lost.",
            ),
            checks.between("byte_count", 0, None, "A size cannot be negative."),
            checks.possible(
                "captured_at",
                f"(captured_at < '{GENESIS_DATE}' or captured_at > found_at + interval 20 minute)",
                (*KEY_COLUMNS, "captured_at", "found_at"),
                "Nothing was captured before Bitcoin, or after it was found.",
            ),
            checks.no_rows(
                "captured_at_plausible",
                """
                select load_id, source_uri, record_no, detail, found_at
                from {batch}
                where outcome != 'quarantined' and detail is not null
                """,
                "Nothing was captured before Bitcoin, or after it was found: look at the sender's clock.",
                "warning",
            ),
        ],
    )
