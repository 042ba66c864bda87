"""Headlines that were changed: those of the articles that this build touched."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.scope import AFFECTED_ARTICLES, written

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "marts.headline_revision"
KEY_COLUMNS = ("article_id", "document_id", "revision_no")
BATCH_QUERY = f"select * from {written(TABLE, 'article_id', AFFECTED_ARTICLES)}"

REQUIRED_COLUMNS = (
    "article_id",
    "revision_no",
    "document_id",
    "previous_document_id",
    "source_name",
    "added_words",
    "removed_words",
)


def suite() -> "gx.ExpectationSuite":
    """One row a changed headline, and both headlines are those of the article's revisions."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(REQUIRED_COLUMNS, "The mart promises it: look at the model."),
            checks.unique(
                TABLE, ["article_id", "revision_no"], "The grain is one row a revision: a join multiplied it."
            ),
            checks.no_rows(
                "headlines_match_core",
                """
                select batch.article_id, batch.document_id, batch.headline, batch.previous_headline
                from {batch} as batch
                left join core.article on batch.document_id = article.document_id
                left join core.article as previous on batch.previous_document_id = previous.document_id
                where
                    article.revision_no is distinct from batch.revision_no
                    or previous.revision_no is distinct from batch.revision_no - 1
                    or article.headline is distinct from batch.headline
                    or previous.headline is distinct from batch.previous_headline
                """,
                "The mart shows what the revisions say: it was written before them, or from others.",
            ),
            checks.no_rows(
                "every_changed_headline",
                f"""
                select changed.row_count, shown.shown_row_count
                from (select count(*) as shown_row_count from {{batch}}) as shown, (
                    select count(*) as row_count
                    from core.article
                    inner join core.article as previous
                        on
                            article.article_id = previous.article_id
                            and article.revision_no = previous.revision_no + 1
                    where
                        article.article_id in {AFFECTED_ARTICLES}
                        and article.headline is distinct from previous.headline
                ) as changed
                where changed.row_count != shown.shown_row_count
                """,
                "A headline that was changed is shown once: a join lost or multiplied it.",
                is_of_table=True,
            ),
        ],
    )
