"""What is there of each day: the days that this build touched."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.scope import AFFECTED_DAYS, ARTICLE_DAY, written

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "marts.publication_calendar"
KEY_COLUMNS = ("date_day",)
BATCH_QUERY = f"select * from {written(TABLE, 'date_day', AFFECTED_DAYS)}"

REQUIRED_COLUMNS = (
    "date_day",
    "iso_weekday",
    "is_weekend",
    "article_count",
    "source_count",
    "undated_article_count",
    "timed_article_count",
    "late_article_count",
    "asset_mention_count",
    "mentioned_asset_count",
)


def suite() -> "gx.ExpectationSuite":
    """One row a day without gaps, and the counts of the other marts."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(REQUIRED_COLUMNS, "The mart promises it: look at the model."),
            checks.possible_day("date_day", KEY_COLUMNS),
            checks.unique(TABLE, KEY_COLUMNS, "The grain is one row a day: a join multiplied it."),
            checks.no_rows(
                "every_day_from_first_to_last",
                f"""
                select shown.*, article.first_day as first_article_day, article.last_day as last_article_day
                from
                    (
                        select
                            min(date_day) as first_day,
                            max(date_day) as last_day,
                            count(*) as day_count,
                            (select count(*) from {{batch}}) as batch_row_count
                        from {TABLE}
                    ) as shown,
                    (
                        select min({ARTICLE_DAY}) as first_day, max({ARTICLE_DAY}) as last_day
                        from core.article
                        where is_current
                    ) as article
                where
                    shown.first_day is distinct from article.first_day
                    or shown.last_day is distinct from article.last_day
                    or shown.day_count
                    != coalesce(date_diff('day', article.first_day, article.last_day) + 1, 0)
                """,
                "The calendar shows each day from the first to the last: days were lost, or left behind.",
                is_of_table=True,
            ),
            checks.no_rows(
                "articles_match_source_daily",
                """
                select batch.date_day, batch.article_count, batch.source_count, daily.*
                from {batch} as batch
                left join (
                    select
                        date_day,
                        sum(article_count) as daily_article_count,
                        count(*) as daily_source_count,
                        sum(undated_article_count) as daily_undated_article_count
                    from marts.source_daily
                    group by date_day
                ) as daily on batch.date_day = daily.date_day
                where
                    batch.article_count != coalesce(daily.daily_article_count, 0)
                    or batch.source_count != coalesce(daily.daily_source_count, 0)
                    or batch.undated_article_count != coalesce(daily.daily_undated_article_count, 0)
                """,
                "Both marts count the same articles: one of them was written earlier.",
                is_of_table=True,
            ),
            checks.no_rows(
                "mentions_match_asset_daily",
                """
                select batch.date_day, batch.asset_mention_count, batch.mentioned_asset_count, daily.*
                from {batch} as batch
                left join (
                    select
                        date_day,
                        sum(mention_count) as daily_mention_count,
                        count(*) filter (mention_count > 0) as daily_asset_count
                    from marts.asset_daily
                    group by date_day
                ) as daily on batch.date_day = daily.date_day
                where
                    batch.asset_mention_count != coalesce(daily.daily_mention_count, 0)
                    or batch.mentioned_asset_count != coalesce(daily.daily_asset_count, 0)
                """,
                "Both marts count the same mentions: one of them was written earlier.",
                is_of_table=True,
            ),
            checks.no_rows(
                "parts_within_whole",
                """
                select *
                from {batch}
                where
                    article_count < greatest(
                        source_count, undated_article_count + timed_article_count, late_article_count
                    )
                    or least(
                        source_count, undated_article_count, timed_article_count, late_article_count,
                        asset_mention_count - mentioned_asset_count, mentioned_asset_count
                    ) < 0
                """,
                "A part is not larger than the whole.",
            ),
            checks.no_rows(
                "times_of_the_day",
                """
                select date_day, first_published_at, last_published_at, timed_article_count
                from {batch}
                where
                    first_published_at > last_published_at
                    or cast(first_published_at as date) != date_day
                    or cast(last_published_at as date) != date_day
                    or (first_published_at is null) != (timed_article_count = 0)
                """,
                "What was published on a day has a time of that day.",
            ),
            checks.no_rows(
                "weekday_of_the_day",
                """
                select date_day, iso_weekday, is_weekend
                from {batch}
                where iso_weekday != isodow(date_day) or is_weekend != (isodow(date_day) > 5)
                """,
                "Who groups by weekday groups by this column.",
            ),
        ],
    )
