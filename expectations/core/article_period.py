"""When which revision was the current one: of the articles whose revisions this build ranked anew."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.scope import TOUCHED_ARTICLES, written

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "core.article_period"
KEY_COLUMNS = ("article_id", "document_id", "known_from")
BATCH_QUERY = f"""
    select *, lead(known_from) over (partition by article_id order by known_from) as next_known_from
    from {written(TABLE, "article_id", TOUCHED_ARTICLES)}
"""


def suite() -> "gx.ExpectationSuite":
    """At any time, an article has one revision that is the current one, or none yet."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(KEY_COLUMNS, "A period is of an article and begins: look at the model."),
            checks.unique(
                TABLE,
                ["article_id", "known_from"],
                "One revision is the current one at a time: a load was taken for two.",
            ),
            checks.no_rows(
                "periods_follow_each_other",
                """
                select article_id, document_id, known_from, known_until, next_known_from
                from {batch}
                where known_until is distinct from next_known_from
                """,
                "A gap or an overlap shows no revision or two as of a time: look at the model.",
            ),
            checks.no_rows(
                "last_period_is_the_current_revision",
                f"""
                select article.article_id, article.document_id, batch.document_id as last_document_id
                from (
                    select article_id, document_id
                    from core.article
                    where is_current and article_id in {TOUCHED_ARTICLES}
                ) as article
                full join (select * from {{batch}} where known_until is null) as batch
                    on article.article_id = batch.article_id
                where article.document_id is distinct from batch.document_id
                """,
                "As of now is what is_current says: the periods were ordered otherwise than the revisions.",
            ),
        ],
    )
