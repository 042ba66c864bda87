"""Who is said to be what of which firm: the articles that this build touched."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.declared import columns
from expectations.scope import AFFECTED_ARTICLES, written

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "marts.person_organisation"
KEY_COLUMNS = ("document_id", "person_char_start", "organisation_char_start")
NULLABLE_COLUMNS = frozenset({"published_at", "role", "role_raw", "role_raw_char_start", "role_raw_char_end"})
BATCH_QUERY = f"select * from {written(TABLE, 'article_id', AFFECTED_ARTICLES)}"


def suite() -> "gx.ExpectationSuite":
    """One row a post of a current article, as core has it."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(
                [name for name in columns(TABLE) if name not in NULLABLE_COLUMNS],
                "The mart promises it: look at the model.",
            ),
            checks.unique(
                TABLE, KEY_COLUMNS, "The grain is one row a place: a join multiplied it.", "place_unique"
            ),
            checks.no_rows(
                "every_post_of_current_articles",
                f"""
                select
                    coalesce(batch.document_id, post.document_id) as document_id,
                    coalesce(batch.person_char_start, post.person_char_start) as person_char_start,
                    batch.role,
                    post.role as core_role
                from {{batch}} as batch
                full join (
                    select post.*
                    from core.post
                    inner join core.article on post.document_id = article.document_id
                    where article.is_current and article.article_id in {AFFECTED_ARTICLES}
                ) as post
                    on
                        batch.document_id = post.document_id
                        and batch.person_char_start = post.person_char_start
                        and batch.organisation_char_start = post.organisation_char_start
                where
                    batch.document_id is null
                    or post.document_id is null
                    or batch.person_entity_id is distinct from post.person_entity_id
                    or batch.organisation_entity_id is distinct from post.organisation_entity_id
                    or batch.role is distinct from post.role
                """,
                "A post of a current article is shown once, as it is: a join lost, multiplied or changed it.",
                is_of_table=True,
            ),
        ],
    )
