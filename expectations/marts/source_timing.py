"""When sources publish, and what follows: the sources that this build touched."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.scope import written

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "marts.source_timing"
KEY_COLUMNS = ("source_name", "hour_of_week")
AFFECTED_SOURCES = "(select source_name from staging.int_affected_source)"
BATCH_QUERY = f"select * from {written(TABLE, 'source_name', AFFECTED_SOURCES)}"

REQUIRED_COLUMNS = (
    "source_name",
    "hour_of_week",
    "article_count",
    "zone_assumed_article_count",
    "capture_delay_article_count",
    "landing_delay_article_count",
)
MAX_CLOCK_DIFFERENCE_SECONDS = 1200
"""So far a capture may be before its publication, or after its landing: clocks differ."""


def suite() -> "gx.ExpectationSuite":
    """One row a source and hour of the week, and every article whose hour is known is counted once."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(REQUIRED_COLUMNS, "The mart promises it: look at the model."),
            checks.unique(
                TABLE, KEY_COLUMNS, "The grain is one row a source and hour: a join multiplied it."
            ),
            checks.between("hour_of_week", 0, 167, "A week has 168 hours."),
            checks.no_rows(
                "every_timed_article_counted_once",
                f"""
                select
                    coalesce(article.source_name, timing.source_name) as source_name,
                    article.row_count,
                    timing.article_count
                from (
                    select coalesce(source_name, '(unknown)') as source_name, count(*) as row_count
                    from core.article
                    where
                        is_current
                        and published_at_precision in ('second', 'minute')
                        and published_at <= landed_at
                    group by all
                ) as article
                full join (
                    select
                        source_name,
                        sum(article_count) as article_count,
                        (select count(*) from {{batch}}) as batch_row_count
                    from {TABLE}
                    group by source_name
                ) as timing on article.source_name = timing.source_name
                where article.row_count is distinct from timing.article_count
                """,
                "A source's articles and their count differ: one was lost, left behind or counted twice.",
                is_of_table=True,
            ),
            checks.no_rows(
                "articles_within_source_daily",
                """
                select timing.source_name, timing.article_count, daily.article_count as daily_article_count
                from (
                    select source_name, sum(article_count) as article_count from {batch} group by source_name
                ) as timing
                left join (
                    select source_name, sum(article_count - undated_article_count) as article_count
                    from marts.source_daily
                    group by source_name
                ) as daily on timing.source_name = daily.source_name
                where timing.article_count > coalesce(daily.article_count, 0)
                """,
                "Articles with an hour are some of those with a time: one of the marts was written earlier.",
                is_of_table=True,
            ),
            checks.no_rows(
                "parts_within_whole",
                """
                select *
                from {batch}
                where
                    article_count < greatest(
                        zone_assumed_article_count, capture_delay_article_count, landing_delay_article_count
                    )
                    or least(
                        article_count - 1, zone_assumed_article_count,
                        capture_delay_article_count, landing_delay_article_count
                    ) < 0
                    or capture_delay_article_count > landing_delay_article_count
                """,
                "A part is not larger than the whole, and a delay of capture needs a capture.",
            ),
            checks.possible(
                "delays",
                "(least(median_capture_delay_seconds, median_landing_delay_seconds)"
                f" < -{MAX_CLOCK_DIFFERENCE_SECONDS}"
                " or p90_capture_delay_seconds < median_capture_delay_seconds"
                " or p90_landing_delay_seconds < median_landing_delay_seconds"
                " or (median_capture_delay_seconds is null) != (capture_delay_article_count = 0)"
                " or (median_landing_delay_seconds is null) != (landing_delay_article_count = 0))",
                (*KEY_COLUMNS, "median_capture_delay_seconds", "median_landing_delay_seconds"),
                "Nothing is captured before it is published, or landed before it is captured.",
            ),
        ],
    )
