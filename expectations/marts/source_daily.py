"""Articles by source and day: the days that this build touched."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.declared import columns
from expectations.scope import AFFECTED_DAYS, ARTICLE_DAY, written

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "marts.source_daily"
KEY_COLUMNS = ("date_day", "source_name")
BATCH_QUERY = f"select * from {written(TABLE, 'date_day', AFFECTED_DAYS)}"


def suite() -> "gx.ExpectationSuite":
    """One row a source and day, and every current article is counted once."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(columns(TABLE), "The mart promises it: look at the model."),
            checks.possible_day("date_day", KEY_COLUMNS),
            checks.unique(TABLE, KEY_COLUMNS, "The grain is one row a source and day: a join multiplied it."),
            checks.no_rows(
                "every_article_counted_once",
                f"""
                select article.date_day, article.source_name, article.row_count, daily.article_count
                from (
                    select
                        {ARTICLE_DAY} as date_day,
                        coalesce(source_name, '(unknown)') as source_name,
                        count(*) as row_count
                    from core.article
                    where is_current
                    group by all
                ) as article
                left join (
                    select date_day, source_name, sum(article_count) as article_count
                    from {{batch}}
                    group by all
                ) as daily
                    on article.date_day = daily.date_day and article.source_name = daily.source_name
                where
                    article.date_day in {AFFECTED_DAYS}
                    and article.row_count is distinct from daily.article_count
                """,
                "A source's articles of the day and their count differ: one was lost or counted twice.",
            ),
            checks.possible(
                "figures",
                "(article_count < 1 or median_word_count < 0)",
                (*KEY_COLUMNS, "article_count", "median_word_count"),
                "A source that brought nothing has no row, and no text has fewer than no words.",
            ),
            checks.no_rows(
                "parts_within_whole",
                """
                select *
                from {batch}
                where
                    article_count < greatest(
                        revised_article_count, truncated_article_count, undated_article_count
                    )
                    or least(revised_article_count, truncated_article_count, undated_article_count) < 0
                """,
                "A part is not larger than the whole.",
            ),
        ],
    )
