"""Texts that repeat others: the pairs of the articles that this build touched."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.scope import AFFECTED_ARTICLES, written

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "marts.syndication"
KEY_COLUMNS = ("document_id", "repeated_document_id")
BATCH_QUERY = f"""
    select * from {written(TABLE, "article_id", AFFECTED_ARTICLES)}
    union
    select * from {written(TABLE, "repeated_article_id", AFFECTED_ARTICLES)}
"""

REQUIRED_COLUMNS = (
    "article_id",
    "document_id",
    "repeated_article_id",
    "repeated_document_id",
    "source_name",
    "repeated_source_name",
    "date_day",
    "published_at",
    "repeated_published_at",
    "shingle_count",
    "shared_shingle_count",
    "repeated_pct",
)
MIN_REPEATED_PCT = 10
SYNDICATION_DAY_COUNT = 7
"""A text is repeated within so many days."""


def suite() -> "gx.ExpectationSuite":
    """One row a pair of articles of two sources, the later of which has text of the earlier."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(REQUIRED_COLUMNS, "The mart promises it: look at the model."),
            checks.unique(
                TABLE, KEY_COLUMNS, "The grain is one row a pair: a join multiplied it.", "pair_unique"
            ),
            checks.possible_day("date_day", KEY_COLUMNS),
            checks.between("repeated_pct", MIN_REPEATED_PCT, 100, "Less than a tenth is a phrase."),
            checks.no_rows(
                "values_match_core",
                """
                select batch.document_id, batch.repeated_document_id, batch.published_at
                from {batch} as batch
                left join core.article as later
                    on batch.document_id = later.document_id and later.is_current
                left join core.article as earlier
                    on batch.repeated_document_id = earlier.document_id and earlier.is_current
                where
                    batch.article_id is distinct from later.article_id
                    or batch.repeated_article_id is distinct from earlier.article_id
                    or batch.published_at is distinct from later.published_at
                    or batch.repeated_published_at is distinct from earlier.published_at
                    or batch.source_name is distinct from coalesce(later.source_name, '(unknown)')
                    or batch.repeated_source_name is distinct from coalesce(earlier.source_name, '(unknown)')
                    or batch.headline is distinct from later.headline
                    or batch.repeated_headline is distinct from earlier.headline
                """,
                "The mart shows current articles as they are: it was written before them.",
                is_of_table=True,
            ),
            checks.no_rows(
                "two_sources_one_after_the_other",
                f"""
                select *
                from {{batch}}
                where
                    source_name = repeated_source_name
                    or delay_seconds not between 0 and {SYNDICATION_DAY_COUNT} * 86400
                """,
                "A source repeats another one that came before: the pair was turned round.",
                is_of_table=True,
            ),
            checks.no_rows(
                "share_is_of_its_counts",
                """
                select document_id, repeated_document_id, repeated_pct
                from {batch}
                where
                    shared_shingle_count not between 1 and shingle_count
                    or abs(repeated_pct - 100.0 * shared_shingle_count / shingle_count) > 0.001
                """,
                "The share is defined by the counts beside it.",
            ),
        ],
    )
