"""Stories: those that this build wrote anew."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.declared import columns
from expectations.scope import AFFECTED_STORIES, LAST_LANDING, written

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "marts.story"
KEY_COLUMNS = ("story_id",)
BATCH_QUERY = f"select * from {written(TABLE, 'story_id', AFFECTED_STORIES)}"

CLOSING_DAY_COUNT = 3
"""A story that is older than so many days is closed."""


def suite() -> "gx.ExpectationSuite":
    """One row a story, with the figures of its articles."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(
                [name for name in columns(TABLE) if name != "headline"],
                "The mart promises it: look at the model.",
            ),
            checks.unique(TABLE, KEY_COLUMNS, "The grain is one row a story: a join multiplied it."),
            checks.possible_day("date_day", KEY_COLUMNS),
            checks.no_rows(
                "figures_match_articles",
                f"""
                select
                    coalesce(batch.story_id, shown.story_id) as story_id,
                    batch.article_count,
                    shown.article_count as shown_article_count
                from {{batch}} as batch
                full join (
                    select
                        story_id,
                        count(*) as article_count,
                        count(distinct source_name) as source_count,
                        arg_min(document_id, position) as first_document_id,
                        arg_min(date_day, position) as date_day,
                        arg_min(source_name, position) as first_source_name,
                        arg_min(published_at, position) as first_published_at,
                        max(published_at) as last_published_at
                    from marts.story_article
                    where story_id in {AFFECTED_STORIES}
                    group by story_id
                ) as shown on batch.story_id = shown.story_id
                where
                    batch.article_count is distinct from shown.article_count
                    or batch.source_count is distinct from shown.source_count
                    or batch.first_document_id is distinct from shown.first_document_id
                    or batch.date_day is distinct from shown.date_day
                    or batch.first_source_name is distinct from shown.first_source_name
                    or batch.first_published_at is distinct from shown.first_published_at
                    or batch.last_published_at is distinct from shown.last_published_at
                """,
                "A story is what its articles are: one of the marts was written earlier.",
                is_of_table=True,
            ),
            checks.no_rows(
                "articles_of_all_stories",
                """
                select
                    story.article_count,
                    shown.article_count as shown_article_count,
                    (select count(*) from {batch}) as batch_row_count
                from
                    (select coalesce(sum(article_count), 0) as article_count from marts.story) as story,
                    (select count(*) as article_count from marts.story_article) as shown
                where story.article_count != shown.article_count
                """,
                "Stories of earlier loads were lost or doubled: make rebuild.",
                is_of_table=True,
            ),
            checks.no_rows(
                "told_by_several_sources",
                "select * from {batch} where source_count < 2 or source_count > article_count",
                "A story is what several outlets tell.",
                is_of_table=True,
            ),
            checks.no_rows(
                "closed_when_it_is_old",
                f"""
                select story_id, date_day, is_closed
                from {{batch}}
                where is_closed != (date_day < cast({LAST_LANDING} as date) - {CLOSING_DAY_COUNT})
                """,
                "Whoever reads a story knows whether it may still change: it was flagged by another landing.",
                "warning",
            ),
        ],
    )
