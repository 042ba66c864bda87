"""Figures that several published tables show are the same in all of them, and as core has them."""

import duckdb
import pytest

from include.settings import Settings

FIGURES = {
    "articles of a day": [
        "select date_day, sum(article_count) from marts.source_daily group by all",
        "select date_day, article_count from marts.publication_calendar where article_count > 0",
        "select date_day, count(*) from marts.article_overview group by all",
    ],
    "undated articles of a day": [
        """
        select date_day, sum(undated_article_count) as undated_article_count
        from marts.source_daily
        group by all
        having undated_article_count > 0
        """,
        """
        select date_day, undated_article_count
        from marts.publication_calendar
        where undated_article_count > 0
        """,
        "select date_day, count(*) from marts.article_overview where published_at is null group by all",
    ],
    "mentions of an asset on a day": [
        "select date_day, asset_slug, mention_count from marts.asset_daily where mention_count > 0",
        "select date_day, asset_slug, mention_count from marts.asset_attention where mention_count > 0",
        """
        select overview.date_day, entity.slug, count(*)
        from core.mention
        inner join core.entity on mention.entity_id = entity.entity_id
        inner join marts.article_overview as overview on mention.document_id = overview.document_id
        where
            mention.entity_type = 'asset' and mention.section in ('headline', 'body') and not mention.is_copy
        group by all
        """,
    ],
    "articles that name an asset on a day": [
        "select date_day, asset_slug, article_count from marts.asset_daily where article_count > 0",
        "select date_day, asset_slug, article_count from marts.asset_attention where article_count > 0",
    ],
    "share of voice of an asset on a day": [
        "select date_day, asset_slug, share_of_voice_pct from marts.asset_daily where mention_count > 0",
        "select date_day, asset_slug, share_of_voice_pct from marts.asset_attention where mention_count > 0",
    ],
    "mentions of assets on a day": [
        "select date_day, sum(mention_count) as figure from marts.asset_daily group by all having figure > 0",
        "select date_day, asset_mention_count from marts.publication_calendar where asset_mention_count > 0",
    ],
    "prices of an article": [
        "select document_id, count(*) from marts.price_history group by all",
        "select document_id, price_snapshot_count from marts.article_overview where price_snapshot_count > 0",
        """
        select price_snapshot.document_id, count(*)
        from core.price_snapshot
        inner join core.article on price_snapshot.document_id = article.document_id
        where article.is_current
        group by all
        """,
    ],
    "articles whose hour of publication is known": [
        "select source_name, sum(article_count) from marts.source_timing group by all",
        """
        select coalesce(source_name, '(unknown)'), count(*)
        from core.article
        where
            is_current and published_at_precision in ('second', 'minute') and published_at <= landed_at
        group by all
        """,
    ],
    "who holds which post": [
        "select document_id, person_char_start, role from marts.person_organisation",
        """
        select post.document_id, post.person_char_start, post.role
        from core.post
        inner join core.article on post.document_id = article.document_id
        where article.is_current
        """,
    ],
    "changed headlines of an article": [
        "select article_id, max(revision_no) from marts.headline_revision group by all",
        """
        select article.article_id, max(article.revision_no)
        from core.article
        inner join core.article as former
            on article.article_id = former.article_id and article.revision_no = former.revision_no + 1
        where article.headline is distinct from former.headline
        group by all
        """,
    ],
}


@pytest.mark.parametrize("figure", FIGURES)
def test_tables_agree(figure: str, published_samples: Settings) -> None:
    with duckdb.connect(str(published_samples.published_path), read_only=True) as connection:
        first, *others = (sorted(connection.execute(query).fetchall()) for query in FIGURES[figure])
    assert first, "nothing is compared"
    for other in others:
        assert other == first


def test_hours_hold_no_more_than_their_days(published_samples: Settings) -> None:
    with duckdb.connect(str(published_samples.published_path), read_only=True) as connection:
        compared = connection.execute(
            """
            select hourly.mention_count, daily.mention_count
            from (
                select date_day, asset_id, sum(mention_count) as mention_count
                from marts.asset_hourly
                group by all
            ) as hourly
            left join marts.asset_daily as daily using (date_day, asset_id)
            """
        ).fetchall()
    assert compared
    assert all(hourly <= daily for hourly, daily in compared)
