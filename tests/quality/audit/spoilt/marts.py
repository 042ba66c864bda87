"""Ways to spoil what analysts ask: the tables of `marts`."""

SPOILT: dict[tuple[str, str], str] = {
    ("marts.article_overview", "every_current_article"): "delete from marts.article_overview where rowid = 0",
    ("marts.article_overview", "values_match_core"): """
        update marts.article_overview set headline = 'Another one' where rowid = 0
    """,
    ("marts.article_overview", "articles_of_all_loads"): "delete from marts.article_overview where rowid = 0",
    ("marts.article_overview", "counts_match_core"): """
        update marts.article_overview set mention_count = mention_count + 1 where rowid = 0
    """,
    ("marts.article_overview", "figures_possible"): """
        update marts.article_overview set published_at = '2093-01-01' where rowid = 0
    """,
    ("marts.asset_daily", "share_of_voice_adds_up"): """
        update marts.asset_daily set share_of_voice_pct = share_of_voice_pct + 1 where rowid = 0
    """,
    ("marts.asset_daily", "counts_fit_each_other"): """
        update marts.asset_daily set headline_mention_count = mention_count + 1 where rowid = 0
    """,
    ("marts.asset_daily", "mentions_of_all_days"): """
        delete from marts.asset_daily
        where rowid = (select min(rowid) from marts.asset_daily where mention_count > 0)
    """,
    ("marts.asset_daily", "counts_match_core"): """
        update marts.asset_daily set mention_count = mention_count + 1 where rowid = 0
    """,
    ("marts.asset_daily", "articles_of_the_day"): """
        update marts.asset_daily set article_count = 1000 where rowid = 0
    """,
    ("marts.asset_daily", "date_day_possible"): """
        update marts.asset_daily set date_day = (select max(landed_at) + interval 1 day from raw.load)
        where rowid = 0;
        update staging.int_affected_day set date_day = (select max(date_day) from marts.asset_daily)
    """,
    ("marts.asset_daily", "figures_possible"): """
        update marts.asset_daily set low_price_usd = 0 where price_usd is not null
    """,
    ("marts.asset_daily", "prices_in_order"): """
        update marts.asset_daily set low_price_usd = price_usd + 1 where price_usd is not null
    """,
    ("marts.asset_attention", "counts_match_asset_daily"): """
        update marts.asset_attention set mention_count = mention_count + 1 where rowid = 0
    """,
    ("marts.asset_attention", "mentions_of_all_days"): """
        delete from marts.asset_attention
        where rowid = (select min(rowid) from marts.asset_attention where mention_count > 0)
    """,
    ("marts.asset_attention", "every_day_of_its_span"): """
        delete from marts.asset_attention
        where rowid = (select min(rowid) from marts.asset_attention where mention_count = 0)
    """,
    ("marts.asset_attention", "usual_is_of_the_days_before"): """
        update marts.asset_attention set usual_mention_count = usual_mention_count + 1
    """,
    ("marts.asset_attention", "counts_fit_each_other"): """
        update marts.asset_attention set source_count = article_count + 1 where rowid = 0
    """,
    ("marts.asset_attention", "rank_is_that_of_the_day"): """
        update marts.asset_attention set mention_rank = mention_rank + 1
    """,
    ("marts.asset_attention", "date_day_possible"): """
        update marts.asset_attention set date_day = '2009-01-02' where rowid = 0;
        insert into staging.int_affected_attention values ('2009-01-02', null)
    """,
    ("marts.asset_attention", "figures_possible"): """
        update marts.asset_attention set mention_count_spread = -1 where rowid = 0
    """,
    ("marts.source_daily", "every_article_counted_once"): "delete from marts.source_daily where rowid = 0",
    ("marts.source_daily", "date_day_possible"): """
        update marts.source_daily set date_day = '2009-01-02' where rowid = 0;
        update staging.int_affected_day set date_day = '2009-01-02'
    """,
    ("marts.source_daily", "figures_possible"): """
        update marts.source_daily set median_word_count = -1 where rowid = 0
    """,
    ("marts.source_daily", "parts_within_whole"): """
        update marts.source_daily set undated_article_count = article_count + 1 where rowid = 0
    """,
    ("marts.asset_hourly", "hour_of_the_day"): """
        update marts.asset_hourly set published_hour = published_hour + interval 1 minute where rowid = 0
    """,
    ("marts.asset_hourly", "mentions_match_asset_daily"): "delete from marts.asset_hourly where rowid = 0",
    ("marts.asset_hourly", "counts_fit_each_other"): """
        update marts.asset_hourly set source_count = article_count + 1 where rowid = 0
    """,
    ("marts.asset_hourly", "date_day_possible"): """
        update marts.asset_hourly set date_day = '2009-01-02' where rowid = 0;
        update staging.int_affected_day set date_day = '2009-01-02'
    """,
    ("marts.headline_revision", "headlines_match_core"): """
        update marts.headline_revision set headline = 'Another'
    """,
    ("marts.headline_revision", "every_changed_headline"): "delete from marts.headline_revision",
    ("marts.person_organisation", "every_post_of_current_articles"): "delete from marts.person_organisation",
    ("marts.source_timing", "every_timed_article_counted_once"): """
        delete from marts.source_timing where rowid = 0
    """,
    ("marts.source_timing", "articles_within_source_daily"): """
        update marts.source_timing set article_count = article_count + 1000 where rowid = 0
    """,
    ("marts.source_timing", "parts_within_whole"): """
        update marts.source_timing set zone_assumed_article_count = article_count + 1 where rowid = 0
    """,
    ("marts.source_timing", "delays_possible"): """
        update marts.source_timing set median_landing_delay_seconds = -1201, landing_delay_article_count = 1
        where rowid = 0
    """,
    ("marts.entity_cooccurrence", "week_start_possible"): """
        update marts.entity_cooccurrence set week_start = week_start + 1 where rowid = 0;
        insert into staging.int_affected_day (week_start)
        select week_start from marts.entity_cooccurrence where rowid = 0
    """,
    ("marts.entity_cooccurrence", "pair_in_order"): """
        update marts.entity_cooccurrence set entity_id_a = entity_id_b, entity_id_b = entity_id_a
        where rowid = 0
    """,
    ("marts.entity_cooccurrence", "counts_fit_each_other"): """
        update marts.entity_cooccurrence set article_count = article_count_a + 1 where rowid = 0
    """,
    ("marts.entity_cooccurrence", "lift_is_of_its_counts"): """
        update marts.entity_cooccurrence set lift_by_articles = lift_by_articles + 1 where rowid = 0
    """,
    ("marts.entity_cooccurrence", "articles_match_core"): """
        update marts.entity_cooccurrence set article_count_a = article_count_a + 1 where rowid = 0
    """,
    ("marts.entity_cooccurrence", "articles_within_calendar"): """
        update marts.entity_cooccurrence set week_article_count = 1000000 where rowid = 0
    """,
    ("marts.story_article", "values_match_core"): """
        update marts.story_article set headline = 'Another' where rowid = 0
    """,
    ("marts.story_article", "positions_without_gaps"): """
        update marts.story_article set position = position + 1 where position > 1
    """,
    ("marts.story_article", "joined_through_the_first"): """
        update marts.story_article set linked_document_id = 'another' where position > 1
    """,
    ("marts.story_article", "within_the_days_of_a_story"): """
        update marts.story_article set date_day = date_day + 3 where position > 1
    """,
    ("marts.story_article", "every_article_that_joined"): """
        delete from marts.story_article where position > 1
    """,
    ("marts.story_article", "date_day_possible"): """
        update marts.story_article set date_day = '2009-01-02' where rowid = 0
    """,
    ("marts.story", "figures_match_articles"): "update marts.story set article_count = 3 where rowid = 0",
    ("marts.story", "articles_of_all_stories"): """
        insert into marts.story select * replace ('of an older load' as story_id) from marts.story
    """,
    ("marts.story", "told_by_several_sources"): "update marts.story set source_count = 1 where rowid = 0",
    ("marts.story", "closed_when_it_is_old"): "update marts.story set is_closed = not is_closed",
    ("marts.story", "date_day_possible"): """
        update marts.story set date_day = '2009-01-02' where rowid = 0
    """,
    ("marts.syndication", "values_match_core"): """
        update marts.syndication set headline = 'Another' where rowid = 0
    """,
    ("marts.syndication", "two_sources_one_after_the_other"): """
        update marts.syndication set delay_seconds = -delay_seconds where rowid = 0
    """,
    ("marts.syndication", "share_is_of_its_counts"): """
        update marts.syndication set repeated_pct = repeated_pct + 1 where rowid = 0
    """,
    ("marts.syndication", "date_day_possible"): """
        update marts.syndication set date_day = '2009-01-02' where rowid = 0
    """,
    ("marts.publication_calendar", "every_day_from_first_to_last"): """
        delete from marts.publication_calendar
        where rowid = (select min(rowid) from marts.publication_calendar where article_count > 0)
    """,
    ("marts.publication_calendar", "articles_match_source_daily"): """
        update marts.publication_calendar set undated_article_count = undated_article_count + 1
        where rowid = 0
    """,
    ("marts.publication_calendar", "mentions_match_asset_daily"): """
        update marts.publication_calendar set asset_mention_count = asset_mention_count + 1 where rowid = 0
    """,
    ("marts.publication_calendar", "parts_within_whole"): """
        update marts.publication_calendar set late_article_count = article_count + 1 where rowid = 0
    """,
    ("marts.publication_calendar", "times_of_the_day"): """
        update marts.publication_calendar set last_published_at = last_published_at + interval 1 day
        where timed_article_count > 0
    """,
    ("marts.publication_calendar", "weekday_of_the_day"): """
        update marts.publication_calendar set iso_weekday = iso_weekday % 7 + 1 where rowid = 0
    """,
    ("marts.publication_calendar", "date_day_possible"): """
        update marts.publication_calendar set date_day = '2009-01-02' where rowid = 0;
        update staging.int_affected_day set date_day = '2009-01-02'
    """,
    ("marts.price_history", "figures_possible"): "update marts.price_history set price = 0 where rowid = 0",
    ("marts.price_history", "every_snapshot"): "delete from marts.price_history where rowid = 0",
    ("marts.related_link_graph", "every_resolved_card"): """
        delete from marts.related_link_graph where rowid = 0
    """,
    ("marts.related_link_graph", "no_link_to_itself"): """
        update marts.related_link_graph set to_article_id = from_article_id where rowid = 0
    """,
}
