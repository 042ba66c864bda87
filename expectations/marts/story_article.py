"""Articles of stories: those of the stories that this build wrote anew."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.scope import AFFECTED_STORIES, written

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "marts.story_article"
KEY_COLUMNS = ("story_id", "document_id")
BATCH_QUERY = f"select * from {written(TABLE, 'story_id', AFFECTED_STORIES)}"

REQUIRED_COLUMNS = (
    "story_id",
    "document_id",
    "article_id",
    "date_day",
    "published_at",
    "source_name",
    "position",
)
MIN_SIMILARITY = 0.14
STORY_DAY_COUNT = 2
"""A story takes in articles for so many days after the first."""


def suite() -> "gx.ExpectationSuite":
    """Each article is of one story, whose first article it is like, and shows what core says."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(REQUIRED_COLUMNS, "The mart promises it: look at the model."),
            checks.unique(TABLE, ["document_id"], "An article is of one story: a join multiplied it."),
            checks.possible_day("date_day", KEY_COLUMNS),
            checks.between(
                "similarity", MIN_SIMILARITY, 1, "Articles that are less like the first are of others."
            ),
            checks.no_rows(
                "values_match_core",
                """
                select batch.story_id, batch.document_id, batch.headline, article.headline as core_headline
                from {batch} as batch
                left join core.article on batch.document_id = article.document_id and article.is_current
                where
                    batch.article_id is distinct from article.article_id
                    or batch.headline is distinct from article.headline
                    or batch.published_at is distinct from article.published_at
                    or batch.source_name is distinct from coalesce(article.source_name, '(unknown)')
                """,
                "The mart shows current articles as they are: it was written before them.",
                is_of_table=True,
            ),
            checks.no_rows(
                "positions_without_gaps",
                """
                select story_id, count(*) as article_count, max(position) as last_position
                from {batch}
                group by story_id
                having
                    min(position) != 1 or max(position) != count(*) or count(distinct position) != count(*)
                    or count(*) < 2
                """,
                "A story has a first article, and each of the others its place: one was lost or doubled.",
                is_of_table=True,
            ),
            checks.no_rows(
                "joined_through_the_first",
                """
                select batch.story_id, batch.document_id, batch.linked_document_id, first_article.document_id
                from {batch} as batch
                left join {batch} as first_article
                    on batch.story_id = first_article.story_id and first_article.position = 1
                where
                    batch.linked_document_id is distinct from
                    case when batch.position > 1 then first_article.document_id end
                    or (batch.similarity is null) != (batch.position = 1)
                    or (batch.position > 1 and batch.source_name = first_article.source_name)
                """,
                "Articles of other sources join by being like the first: rows of two builds are mixed.",
                is_of_table=True,
            ),
            checks.no_rows(
                "within_the_days_of_a_story",
                f"""
                select story_id, min(date_day) as first_day, max(date_day) as last_day
                from {{batch}}
                group by story_id
                having
                    date_diff('day', min(date_day), max(date_day)) > {STORY_DAY_COUNT}
                    or min(delay_seconds) < 0
                """,
                "A story takes in articles for 48 hours: rows of two builds are mixed.",
                is_of_table=True,
            ),
            checks.no_rows(
                "every_article_that_joined",
                f"""
                select known.row_count, shown.shown_row_count
                from (select count(*) as shown_row_count from {{batch}}) as shown, (
                    select coalesce(sum(article_count), 0) as row_count
                    from (
                        select count(*) as article_count
                        from staging.int_story_member
                        where story_id in {AFFECTED_STORIES}
                        group by story_id
                        having count(*) > 1
                    )
                ) as known
                where known.row_count != shown.shown_row_count
                """,
                "Whoever joined a story is shown in it: a join lost or multiplied articles.",
                is_of_table=True,
            ),
        ],
    )
