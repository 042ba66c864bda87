"""Mentions and prices by asset and day: the days that this build touched."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.scope import AFFECTED_DAYS, ARTICLE_DAY, written

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "marts.asset_daily"
KEY_COLUMNS = ("date_day", "asset_id")
BATCH_QUERY = f"select * from {written(TABLE, 'date_day', AFFECTED_DAYS)}"

REQUIRED_COLUMNS = (
    "date_day",
    "asset_id",
    "asset_slug",
    "asset_name",
    "mention_count",
    "headline_mention_count",
    "article_count",
    "price_snapshot_count",
)
ROUNDING_PCT = 0.0001
"""Shares are kept to four digits; each may be off by half of the last one."""


def suite() -> "gx.ExpectationSuite":
    """One row an asset and day, shares that add up, counts that fit each other."""
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
                "share_of_voice_adds_up",
                f"""
                select date_day, sum(share_of_voice_pct) as sum_pct
                from {{batch}}
                group by date_day
                having abs(sum(share_of_voice_pct) - 100) > {ROUNDING_PCT} * count(*)
                """,
                "The shares of a day add up to 100 per cent: an asset is missing or counted twice.",
            ),
            checks.no_rows(
                "counts_fit_each_other",
                """
                select date_day, asset_id, mention_count, headline_mention_count, article_count
                from {batch}
                where headline_mention_count not between 0 and mention_count
                    or article_count not between 0 and mention_count
                    or (article_count = 0) != (mention_count = 0)
                """,
                "Who is in an article is mentioned in it, and a headline is part of its article.",
            ),
            checks.no_rows(
                "articles_of_the_day",
                f"""
                select batch.date_day, batch.asset_id, batch.article_count, article.row_count
                from {{batch}} as batch
                left join (
                    select {ARTICLE_DAY} as date_day, count(*) as row_count
                    from core.article
                    where is_current
                    group by 1
                ) as article on batch.date_day = article.date_day
                where batch.article_count > coalesce(article.row_count, 0)
                """,
                "No asset stands in more articles than the day has: a join multiplied them.",
            ),
            checks.no_rows(
                "mentions_of_all_days",
                """
                select
                    counted.row_count,
                    daily.mention_count,
                    (select count(*) from {batch}) as batch_row_count
                from
                    (
                        select count(*) as row_count
                        from core.mention
                        where
                            entity_type = 'asset'
                            and section in ('headline', 'body')
                            and not is_copy
                            and document_id in (select document_id from core.article where is_current)
                    ) as counted,
                    (select coalesce(sum(mention_count), 0) as mention_count from marts.asset_daily) as daily
                where counted.row_count != daily.mention_count
                """,
                "Days or mentions of earlier loads were lost or doubled: make rebuild.",
                is_of_table=True,
            ),
            checks.no_rows(
                "counts_match_core",
                f"""
                select
                    coalesce(batch.date_day, counted.date_day) as date_day,
                    coalesce(batch.asset_id, counted.asset_id) as asset_id,
                    batch.mention_count,
                    counted.row_count
                from {{batch}} as batch
                full join (
                    select article.date_day, mention.entity_id as asset_id, count(*) as row_count
                    from (
                        select document_id, {ARTICLE_DAY} as date_day
                        from core.article
                        where is_current and {ARTICLE_DAY} in {AFFECTED_DAYS}
                    ) as article
                    inner join core.mention on article.document_id = mention.document_id
                    where
                        mention.entity_type = 'asset'
                        and mention.section in ('headline', 'body')
                        and not mention.is_copy
                    group by all
                ) as counted on batch.date_day = counted.date_day and batch.asset_id = counted.asset_id
                where coalesce(batch.mention_count, 0) != coalesce(counted.row_count, 0)
                """,
                "A count differs from the mentions that it counts: a join lost or multiplied them.",
            ),
            checks.possible(
                "figures",
                "(low_price_usd <= 0 or price_usd <= 0)"
                " or least(mention_count, price_snapshot_count, share_of_voice_pct) < 0",
                (*KEY_COLUMNS, "low_price_usd", "price_usd", "price_snapshot_count", "share_of_voice_pct"),
                "A price is more than nothing, and no count or share is less.",
            ),
            checks.no_rows(
                "prices_in_order",
                """
                select date_day, asset_id, low_price_usd, price_usd, high_price_usd, price_snapshot_count
                from {batch}
                where price_usd not between low_price_usd and high_price_usd
                    or (price_usd is null) != (price_snapshot_count = 0)
                """,
                "The day's price lies between its lowest and its highest.",
            ),
        ],
    )
