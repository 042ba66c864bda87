"""What is said of assets beside what is usual: the days and the assets that this build touched."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.scope import (
    AFFECTED_ATTENTION_ASSETS,
    AFFECTED_ATTENTION_DAYS,
    ARTICLE_DAY,
    written,
)

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "marts.asset_attention"
KEY_COLUMNS = ("date_day", "asset_id")
BATCH_QUERY = f"""
    select * from {written(TABLE, "date_day", AFFECTED_ATTENTION_DAYS)}
    union
    select * from {written(TABLE, "asset_id", AFFECTED_ATTENTION_ASSETS)}
"""

REQUIRED_COLUMNS = (
    "date_day",
    "asset_id",
    "asset_slug",
    "asset_name",
    "history_day_count",
    "mention_count",
    "article_count",
    "source_count",
)
USUAL_DAY_COUNT = 28
"""So many days before a day say what is usual on it."""


def suite() -> "gx.ExpectationSuite":
    """One row an asset and day without gaps, the counts of the other marts, and what is usual."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(REQUIRED_COLUMNS, "The mart promises it: look at the model."),
            checks.possible_day("date_day", KEY_COLUMNS),
            checks.unique(TABLE, KEY_COLUMNS, "The grain is one row an asset and day: a join multiplied it."),
            checks.known(
                "asset_id", "core.entity", "A figure of no entity has no name.", KEY_COLUMNS, "entity_id"
            ),
            checks.no_rows(
                "counts_match_asset_daily",
                f"""
                select
                    coalesce(batch.date_day, daily.date_day) as date_day,
                    coalesce(batch.asset_id, daily.asset_id) as asset_id,
                    batch.mention_count,
                    daily.mention_count as daily_mention_count
                from {{batch}} as batch
                full join (
                    select date_day, asset_id, mention_count, article_count, share_of_voice_pct
                    from marts.asset_daily
                    where
                        mention_count > 0
                        and (
                            date_day in {AFFECTED_ATTENTION_DAYS} or asset_id in {AFFECTED_ATTENTION_ASSETS}
                        )
                ) as daily on batch.date_day = daily.date_day and batch.asset_id = daily.asset_id
                where
                    coalesce(batch.mention_count, 0) != coalesce(daily.mention_count, 0)
                    or coalesce(batch.article_count, 0) != coalesce(daily.article_count, 0)
                    or coalesce(batch.share_of_voice_pct, 0) != coalesce(daily.share_of_voice_pct, 0)
                """,
                "Both marts count the same mentions: one of them was written earlier.",
                is_of_table=True,
            ),
            checks.no_rows(
                "mentions_of_all_days",
                """
                select
                    attention.mention_count,
                    daily.mention_count as daily_mention_count,
                    (select count(*) from {batch}) as batch_row_count
                from
                    (select coalesce(sum(mention_count), 0) as mention_count from marts.asset_attention)
                    as attention,
                    (select coalesce(sum(mention_count), 0) as mention_count from marts.asset_daily) as daily
                where attention.mention_count != daily.mention_count
                """,
                "Days or assets of earlier loads were lost or doubled: make rebuild.",
                is_of_table=True,
            ),
            checks.no_rows(
                "every_day_of_its_span",
                f"""
                select
                    shown.*,
                    known.first_day as expected_first_day,
                    known.last_day as expected_last_day
                from (
                    select
                        asset_id,
                        min(date_day) as first_day,
                        max(date_day) as last_day,
                        count(*) as day_count
                    from marts.asset_attention
                    where asset_id in (select asset_id from {{batch}})
                    group by asset_id
                ) as shown
                inner join (
                    select
                        asset_id,
                        min(date_day) as first_day,
                        least(
                            max(date_day) + {USUAL_DAY_COUNT},
                            (select max({ARTICLE_DAY}) from core.article where is_current)
                        ) as last_day
                    from marts.asset_daily
                    where mention_count > 0
                    group by asset_id
                ) as known on shown.asset_id = known.asset_id
                where
                    shown.first_day != known.first_day
                    or shown.last_day != known.last_day
                    or shown.day_count != date_diff('day', known.first_day, known.last_day) + 1
                """,
                "An asset has a row for each day from its first mention on: days were lost, or left behind.",
                is_of_table=True,
            ),
            checks.no_rows(
                "usual_is_of_the_days_before",
                f"""
                select batch.date_day, batch.asset_id, batch.usual_mention_count, known.median_count
                from {{batch}} as batch
                inner join (
                    select
                        shown.asset_id,
                        count(*) as day_count,
                        median(coalesce(daily.mention_count, 0)) as median_count
                    from (
                        select asset_id, date_day
                        from {{batch}}
                        where date_day = (select max(date_day) from {{batch}} where history_day_count > 0)
                    ) as shown
                    inner join (
                        select distinct {ARTICLE_DAY} as date_day from core.article where is_current
                    ) as article
                        on
                            article.date_day < shown.date_day
                            and article.date_day >= shown.date_day - {USUAL_DAY_COUNT}
                    left join marts.asset_daily as daily
                        on shown.asset_id = daily.asset_id and article.date_day = daily.date_day
                    group by shown.asset_id
                ) as known on batch.asset_id = known.asset_id
                where
                    batch.date_day = (select max(date_day) from {{batch}} where history_day_count > 0)
                    and (
                        batch.usual_mention_count is distinct from known.median_count
                        or batch.history_day_count != known.day_count
                    )
                """,
                "What is usual is the median of the 28 days before: a day was left as it was.",
            ),
            checks.no_rows(
                "counts_fit_each_other",
                """
                select date_day, asset_id, mention_count, article_count, source_count, mention_rank
                from {batch}
                where
                    article_count not between 0 and mention_count
                    or source_count not between 0 and article_count
                    or (source_count = 0) != (mention_count = 0)
                    or (mention_rank is null) != (mention_count = 0)
                """,
                "Who is mentioned is so in an article, an article has a source, and silence has no rank.",
            ),
            checks.no_rows(
                "rank_is_that_of_the_day",
                """
                select batch.date_day, batch.asset_id, batch.mention_count, batch.mention_rank
                from {batch} as batch
                inner join (
                    select
                        date_day,
                        asset_id,
                        rank() over (partition by date_day order by mention_count desc) as mention_rank
                    from marts.asset_daily
                    where mention_count > 0 and date_day in (select date_day from {batch})
                ) as daily on batch.date_day = daily.date_day and batch.asset_id = daily.asset_id
                where batch.mention_rank != daily.mention_rank
                """,
                "Assets are ranked by their mentions of the day: the rank is of another count.",
            ),
            checks.possible(
                "figures",
                f"(history_day_count not between 0 and {USUAL_DAY_COUNT}"
                " or least(usual_mention_count, usual_article_count, usual_source_count) < 0"
                " or least(mention_count_spread, article_count_spread, source_count_spread) < 0"
                " or least(share_of_voice_spread_pct, usual_share_of_voice_pct) < 0"
                " or share_of_voice_pct not between 0 and 100 or usual_share_of_voice_pct > 100"
                " or (usual_mention_count is null) != (history_day_count = 0))",
                (*KEY_COLUMNS, "history_day_count", "usual_mention_count", "mention_count_spread"),
                "No count, share or spread is less than nothing, and what is usual rests on days.",
            ),
        ],
    )
