"""What analysts open first: the articles that this build touched."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.scope import AFFECTED_ARTICLES, GENESIS_DATE, LAST_LANDING, written

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "marts.article_overview"
KEY_COLUMNS = ("article_id", "document_id")
BATCH_QUERY = f"select * from {written(TABLE, 'article_id', AFFECTED_ARTICLES)}"

REQUIRED_COLUMNS = (
    "article_id",
    "document_id",
    "source_name",
    "layout",
    "revision_count",
    "mention_count",
    "asset_slugs",
    "related_link_count",
    "resolved_link_count",
    "price_snapshot_count",
    "unclassified_pct",
    "load_id",
)


def suite() -> "gx.ExpectationSuite":
    """One row a current article, and its counts are those of the tables beneath."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(REQUIRED_COLUMNS, "The mart promises it: look at the model."),
            checks.unique(
                TABLE, ["article_id"], "The grain is one row a current article: a join multiplied it."
            ),
            checks.no_rows(
                "every_current_article",
                f"""
                select article.article_id, article.document_id, batch.document_id as shown_document_id
                from (
                    select article_id, document_id
                    from core.article
                    where is_current and article_id in {AFFECTED_ARTICLES}
                ) as article
                full join {{batch}} as batch on article.article_id = batch.article_id
                where article.document_id is distinct from batch.document_id
                """,
                "The mart shows each current article and no other: a join lost or added one.",
            ),
            checks.no_rows(
                "values_match_core",
                """
                select batch.article_id, batch.document_id, batch.headline, article.headline as core_headline
                from {batch} as batch
                inner join core.article on batch.document_id = article.document_id
                where
                    batch.headline is distinct from article.headline
                    or batch.source_name is distinct from coalesce(article.source_name, '(unknown)')
                    or batch.published_at is distinct from article.published_at
                    or batch.word_count is distinct from article.word_count
                """,
                "The mart shows what its article says: it was written before it, or from another one.",
            ),
            checks.no_rows(
                "articles_of_all_loads",
                """
                select
                    article.row_count,
                    overview.row_count as shown_row_count,
                    (select count(*) from {batch}) as batch_row_count
                from
                    (select count(*) as row_count from core.article where is_current) as article,
                    (select count(*) as row_count from marts.article_overview) as overview
                where article.row_count != overview.row_count
                """,
                "Articles of earlier loads were lost or doubled: make rebuild.",
                is_of_table=True,
            ),
            checks.no_rows(
                "counts_match_core",
                """
                select
                    batch.article_id,
                    batch.document_id,
                    batch.related_link_count,
                    batch.price_snapshot_count,
                    batch.mention_count
                from {batch} as batch
                left join (
                    select document_id, count(*) as row_count
                    from core.related_link
                    where document_id in (select document_id from {batch})
                    group by document_id
                ) as link on batch.document_id = link.document_id
                left join (
                    select document_id, count(*) as row_count
                    from core.price_snapshot
                    where document_id in (select document_id from {batch})
                    group by document_id
                ) as price on batch.document_id = price.document_id
                left join (
                    select
                        document_id,
                        count(*) as row_count,
                        count(distinct entity_id) filter (entity_type = 'asset') as asset_count
                    from core.mention
                    where
                        section in ('headline', 'body')
                        and not is_copy
                        and document_id in (select document_id from {batch})
                    group by document_id
                ) as mention on batch.document_id = mention.document_id
                where batch.related_link_count != coalesce(link.row_count, 0)
                    or batch.price_snapshot_count != coalesce(price.row_count, 0)
                    or batch.mention_count != coalesce(mention.row_count, 0)
                    or array_length(batch.asset_slugs) != coalesce(mention.asset_count, 0)
                    or batch.resolved_link_count not between 0 and batch.related_link_count
                """,
                "A count differs from the rows that it counts: a join lost or multiplied them.",
            ),
            checks.possible(
                "figures",
                f"(published_at < '{GENESIS_DATE}' or published_at > {LAST_LANDING} + interval 1 day"
                " or word_count < 0 or least(mention_count, related_link_count, price_snapshot_count) < 0)",
                (*KEY_COLUMNS, "published_at", "word_count", "mention_count"),
                "Nothing was published before Bitcoin or after it was landed, and no count is negative.",
            ),
            checks.between("unclassified_pct", 0, 100, "A share lies between 0 and 100."),
            checks.between("revision_count", 1, None, "An article has at least one revision."),
        ],
    )
