"""Mentions by asset and hour: the days that this build touched."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.declared import columns
from expectations.scope import AFFECTED_DAYS, ARTICLE_DAY, written

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "marts.asset_hourly"
KEY_COLUMNS = ("published_hour", "asset_id")
BATCH_QUERY = f"select * from {written(TABLE, 'date_day', AFFECTED_DAYS)}"


def suite() -> "gx.ExpectationSuite":
    """One row an asset and hour, and no more than the day has."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(
                [name for name in columns(TABLE) if name != "asset_symbol"],
                "The mart promises it: look at the model.",
            ),
            checks.possible_day("date_day", KEY_COLUMNS),
            checks.unique(
                TABLE, KEY_COLUMNS, "The grain is one row an asset and hour: a join multiplied it."
            ),
            checks.known(
                "asset_id", "core.entity", "A figure of no entity has no name.", KEY_COLUMNS, "entity_id"
            ),
            checks.no_rows(
                "hour_of_the_day",
                """
                select published_hour, date_day, asset_id
                from {batch}
                where
                    cast(published_hour as date) != date_day
                    or published_hour != date_trunc('hour', published_hour)
                """,
                "An hour begins on the hour, and belongs to its own day.",
            ),
            checks.no_rows(
                "mentions_match_asset_daily",
                f"""
                select
                    coalesce(hourly.date_day, daily.date_day) as date_day,
                    coalesce(hourly.asset_id, daily.asset_id) as asset_id,
                    hourly.mention_count,
                    daily.mention_count as daily_mention_count,
                    untimed.untimed_mention_count
                from (
                    select
                        date_day,
                        asset_id,
                        sum(mention_count) as mention_count,
                        sum(article_count) as article_count
                    from {{batch}}
                    group by date_day, asset_id
                ) as hourly
                full join (
                    select date_day, asset_id, mention_count, article_count
                    from marts.asset_daily
                    where mention_count > 0 and date_day in {AFFECTED_DAYS}
                ) as daily on hourly.date_day = daily.date_day and hourly.asset_id = daily.asset_id
                left join (
                    select
                        article.date_day,
                        mention.entity_id as asset_id,
                        count(*) as untimed_mention_count,
                        count(distinct mention.document_id) as untimed_article_count
                    from (
                        select document_id, {ARTICLE_DAY} as date_day
                        from core.article
                        where
                            is_current
                            and {ARTICLE_DAY} in {AFFECTED_DAYS}
                            and not coalesce(
                                published_at_precision in ('second', 'minute') and published_at <= landed_at,
                                false
                            )
                    ) as article
                    inner join core.mention on article.document_id = mention.document_id
                    where
                        mention.entity_type = 'asset'
                        and mention.section in ('headline', 'body')
                        and not mention.is_copy
                    group by all
                ) as untimed on daily.date_day = untimed.date_day and daily.asset_id = untimed.asset_id
                where
                    coalesce(hourly.mention_count, 0) + coalesce(untimed.untimed_mention_count, 0)
                    is distinct from daily.mention_count
                    or coalesce(hourly.article_count, 0) + coalesce(untimed.untimed_article_count, 0)
                    is distinct from daily.article_count
                """,
                "The hours of a day and what has no hour add up to the day: one mart was written earlier.",
                is_of_table=True,
            ),
            checks.no_rows(
                "counts_fit_each_other",
                """
                select *
                from {batch}
                where
                    article_count not between 1 and mention_count
                    or source_count not between 1 and article_count
                    or zone_assumed_article_count not between 0 and article_count
                """,
                "Who is mentioned is so in an article, and an article has a source.",
            ),
        ],
    )
