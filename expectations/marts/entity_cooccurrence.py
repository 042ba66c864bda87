"""Entities that are named together: the weeks that this build touched."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.declared import columns
from expectations.scope import ARTICLE_DAY, written

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "marts.entity_cooccurrence"
KEY_COLUMNS = ("week_start", "entity_id_a", "entity_id_b")
AFFECTED_WEEKS = "(select week_start from staging.int_affected_day)"
BATCH_QUERY = f"select * from {written(TABLE, 'week_start', AFFECTED_WEEKS)}"

ARTICLE_WEEK = f"cast(date_trunc('week', {ARTICLE_DAY}) as date)"
MAX_PAIRED_ENTITIES = 25
"""An article that names more is a list, and pairs nothing."""


def suite() -> "gx.ExpectationSuite":
    """One row a week and pair, with counts that fit each other and core."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(columns(TABLE), "The mart promises it: look at the model."),
            checks.unique(
                TABLE,
                KEY_COLUMNS,
                "The grain is one row a week and pair: a join multiplied it.",
                "pair_unique",
            ),
            *(
                checks.known(name, "core.entity", "A pair is of two entities.", KEY_COLUMNS, "entity_id")
                for name in ("entity_id_a", "entity_id_b")
            ),
            checks.possible(
                "week_start",
                "(isodow(week_start) != 1 or week_start < '2008-12-29'"
                " or week_start > (select cast(max(landed_at) as date) from raw.load))",
                KEY_COLUMNS,
                "A week begins on a Monday, not before Bitcoin's and not after the last landing.",
            ),
            checks.no_rows(
                "pair_in_order",
                "select week_start, entity_id_a, entity_id_b from {batch} where entity_id_a >= entity_id_b",
                "Each pair is there once: who looks for it knows which id comes first.",
            ),
            checks.no_rows(
                "counts_fit_each_other",
                """
                select *
                from {batch}
                where
                    article_count not between 1 and least(article_count_a, article_count_b)
                    or greatest(article_count_a, article_count_b) > week_article_count
                    or sentence_count < 0
                    or (article_count < 2 and sentence_count = 0)
                """,
                "What names both names each; pairs of a single article share a sentence.",
            ),
            checks.no_rows(
                "lift_is_of_its_counts",
                """
                select week_start, entity_id_a, entity_id_b, lift_by_articles
                from {batch}
                where
                    abs(
                        lift_by_articles
                        - article_count * week_article_count / (article_count_a * article_count_b)
                    ) > 0.001
                """,
                "The lift is defined by the counts beside it.",
            ),
            checks.no_rows(
                "articles_match_core",
                f"""
                select named.*, counted.article_count as core_article_count
                from (
                    select week_start, entity_id_a as entity_id, article_count_a as article_count
                    from {{batch}}
                    union
                    select week_start, entity_id_b, article_count_b from {{batch}}
                ) as named
                left join ({_articles_by_entity()}) as counted
                    on named.week_start = counted.week_start and named.entity_id = counted.entity_id
                where named.article_count is distinct from counted.article_count
                """,
                "A count differs from the articles that it counts: a join lost or multiplied them.",
                is_of_table=True,
            ),
            checks.no_rows(
                "articles_within_calendar",
                """
                select batch.week_start, batch.week_article_count, calendar.article_count
                from (select distinct week_start, week_article_count from {batch}) as batch
                left join (
                    select
                        cast(date_trunc('week', date_day) as date) as week_start,
                        sum(article_count) as article_count
                    from marts.publication_calendar
                    group by all
                ) as calendar on batch.week_start = calendar.week_start
                where batch.week_article_count > coalesce(calendar.article_count, 0)
                """,
                "A week has no more articles than its days: one of the marts was written earlier.",
                is_of_table=True,
            ),
        ],
    )


def _articles_by_entity() -> str:
    """Of the weeks that were touched, how many articles name an entity, but for those that are lists."""
    return f"""
        select week_start, entity_id, count(*) as article_count
        from (
            select *, count(*) over (partition by document_id) as entity_count
            from (
                select distinct article.week_start, article.document_id, mention.entity_id
                from (
                    select document_id, {ARTICLE_WEEK} as week_start
                    from core.article
                    where is_current and {ARTICLE_WEEK} in {AFFECTED_WEEKS}
                ) as article
                inner join core.mention on article.document_id = mention.document_id
                where mention.section in ('headline', 'body') and not mention.is_copy
            )
        )
        where entity_count <= {MAX_PAIRED_ENTITIES}
        group by all
    """
