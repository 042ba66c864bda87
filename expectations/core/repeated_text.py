"""What sources repeat: all of it, since every build counts it anew."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.declared import columns
from expectations.scope import characters, documents

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "core.repeated_text"
KEY_COLUMNS = ("repeated_text_id", "document_id", "char_start", "char_end")
BATCH_QUERY = f"""
    select repeated_text.*, {characters("text", "repeated_text.char_start", "repeated_text.char_end")}
    from core.repeated_text
    left join {documents("(select document_id from core.repeated_text)")} as document
        on repeated_text.document_id = document.document_id
"""

NULLABLE_COLUMNS = {"source_id", "source_article_count", "first_published_on", "last_published_on"}
"""What is not known of a source outside the seeds, or of texts without a day."""


def suite() -> "gx.ExpectationSuite":
    """What is repeated stands where it says, is counted soundly, and is decided once."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(
                [name for name in columns(TABLE) if name not in NULLABLE_COLUMNS],
                "A decision without its evidence cannot be followed.",
            ),
            checks.unique(TABLE, ["repeated_text_id"], "A sentence of a source is decided about once."),
            checks.hexadecimal("repeated_text_id", 32, "Ids are hashes: another form is another writer."),
            checks.reads_back("text", KEY_COLUMNS),
            checks.no_rows(
                "counts_agree",
                """
                select repeated_text_id, article_count, day_count, source_article_count
                from {batch}
                where article_count > source_article_count
                    or first_published_on > last_published_on
                """,
                "A sentence cannot stand in more articles than its source has: look at how both are counted.",
                is_of_table=True,
            ),
        ],
    )
