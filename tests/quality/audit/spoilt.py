"""For every expectation, one way to spoil a good warehouse so that it no longer holds."""

import re
from collections.abc import Iterable, Iterator

import expectations
from expectations.declared import columns

PLACES = {
    ("core.mention", "surface"): "char_start",
    ("core.rejected_mention", "surface"): "char_start",
    ("core.price_snapshot", "price_raw"): "char_start",
    ("core.repeated_text", "text"): "char_start",
}
"""Values whose place is the row's own."""

VALUE_BY_SUFFIX = {
    "_mostly_present": "null",
    "_present": "null",
    "_accepted": "'nonsense'",
    "_in_range": "-1",
    "_known": "'nobody'",
    "_well_formed": "'NOT-HEX'",
}

DOUBLED_TEXT = """
    update core.article
    set body_text = repeat((select string_agg(day || ' days of rain. ', '') from range(40) as days (day)), 2)
"""
OTHER_SOURCE = """
    update core.article set
        canonical_url = 'https://' || (select min(domain) from core.source where layout is null) || '/page',
        source_id = (select arg_max(source_id, domain) from core.source)
"""

SPOILT: dict[tuple[str, str], str] = {
    ("raw.load", "load_id_well_formed"): """
        update raw.load set load_id = 'NOT-HEX'; update staging.stg_pending_load set load_id = 'NOT-HEX'
    """,
    ("raw.load", "ledger_balances"): "update raw.load set found_count = found_count + 1",
    ("raw.load", "counts_match_events"): """
        update raw.load set duplicate_count = duplicate_count + 1, found_count = found_count + 1
    """,
    ("raw.load", "landed_documents_exist"): "delete from raw.document where rowid = 0",
    ("raw.load", "something_landed"): "update raw.load set landed_count = 0",
    ("raw.load", "quarantined_share"): "update raw.load set quarantined_count = 21, found_count = 100",
    ("raw.load", "load_is_measured"): "delete from quality.metric_load",
    ("raw.document", "document_id_is_content_hash"): """
        update raw.document set raw_text = raw_text || ' Added later.' where rowid = 0
    """,
    ("core.article_period", "periods_follow_each_other"): """
        update core.article_period set known_until = known_from - interval 1 day where rowid = 0
    """,
    ("core.article_period", "last_period_is_the_current_revision"): """
        update core.article_period set document_id = 'another' where rowid = 0
    """,
    ("raw.document", "text_not_empty"): "update raw.document set raw_text = '  ' where rowid = 0",
    (
        "raw.document",
        "char_count_of_text",
    ): "update raw.document set char_count = char_count + 1 where rowid = 0",
    ("raw.document", "page_marks_in_place"): """
        update raw.document
        set format = 'html', page_marks = [{kind: 'content', char_start: 0, char_end: char_count + 1}]
        where rowid = 0
    """,
    ("raw.document", "load_id_known"): "delete from raw.load",
    ("raw.document", "encoding_plausible"): """
        update raw.document set raw_text = raw_text || ' It’s cold: itâ€™s winter.' where rowid = 0
    """,
    (
        "raw.document",
        "encoding_plausible_throughout",
    ): "update raw.document set raw_text = raw_text || ' CafÃ©'",
    ("raw.document", "escaping_plausible"): """
        update raw.document set raw_text = raw_text || ' Rain &amp;amp; sun' where rowid = 0
    """,
    (
        "raw.document",
        "escaping_plausible_throughout",
    ): "update raw.document set raw_text = raw_text || ' &amp;#8217;'",
    ("raw.document", "landed_event_exists"): """
        delete from raw.landing_event
        where document_id = (select document_id from raw.document where rowid = 0)
    """,
    ("raw.document", "read_in_time"): """
        update staging.stg_parsed_document set not_article_reason = 'too_slow' where rowid = 0
    """,
    ("raw.document", "damaged_text_share"): "update raw.document set raw_text = raw_text || chr(65533)",
    (
        "raw.landing_event",
        "entry_unique",
    ): "insert into raw.landing_event from raw.landing_event where rowid = 0",
    ("raw.landing_event", "load_id_known"): "delete from raw.load",
    ("raw.landing_event", "outcome_has_its_proof"): """
        update raw.landing_event set reason = null where outcome = 'quarantined'
    """,
    ("raw.landing_event", "quarantined_is_kept"): "delete from raw.quarantine",
    ("raw.landing_event", "captured_at_possible"): """
        update raw.landing_event set captured_at = found_at + interval 21 minute where rowid = 0
    """,
    ("raw.landing_event", "captured_at_plausible"): """
        update raw.landing_event set detail = 'a capture that cannot be true' where outcome = 'landed'
    """,
    ("core.source", "layout_has_one_source"): """
        update core.source set layout = 'mexc_news' where layout is null
    """,
    ("core.entity", "seeds_loaded"): "update core.entity set is_provisional = true",
    ("core.entity_alias", "every_entity_spelt"): "delete from core.entity_alias where rule = 'symbol'",
    ("core.entity_alias", "alias_not_blank"): "update core.entity_alias set alias = ' ' where rowid = 0",
    ("core.article", "one_revision_is_current"): "update core.article set is_current = false where rowid = 0",
    ("core.article", "newest_revision_is_current"): """
        update core.article
        set last_captured_at = if(is_current, timestamptz '2026-01-01', timestamptz '2026-01-02')
        where article_id in (select article_id from core.article where not is_current)
    """,
    (
        "core.article",
        "url_is_one_article",
    ): "update core.article set canonical_url = 'https://one.example/page'",
    ("core.article", "published_at_is_its_words"): """
        update core.article
        set published_at = '2026-03-01 10:00:00+00', published_at_raw = '2026-03-01T09:00:00Z'
        where rowid = 0
    """,
    ("core.article", "headline_and_text_belong_together"): """
        update core.article set
            source_name = 'Herald',
            headline = 'Harbour opens after long repairs',
            body_text = repeat('The rain fell. ', 30)
    """,
    ("core.article", "text_of_one_article"): """
        update core.article set source_name = 'Herald', body_text = repeat('The rain fell. ', 30)
    """,
    ("core.article", "address_of_one_article"): """
        update core.article set article_id = (select min(article_id) from core.article)
    """,
    ("core.article", "headline_of_one_article"): """
        update core.article set source_name = 'Herald', headline = 'The rain fell'
    """,
    (
        "core.article",
        "headline_of_one_article_throughout",
    ): "update core.article set headline = 'The rain fell'",
    ("core.article", "text_once_plausible"): f"{DOUBLED_TEXT} where rowid = 0",
    ("core.article", "text_once_plausible_throughout"): DOUBLED_TEXT,
    ("core.article", "text_is_an_article"): """
        update core.article set body_text = 'We use cookies to give you the best experience.' where rowid = 0
    """,
    (
        "core.article",
        "author_plausible",
    ): "update core.article set author = repeat('Ada ', 51) where rowid = 0",
    ("core.article", "author_plausible_throughout"): "update core.article set author = repeat('Ada ', 51)",
    ("core.article", "source_of_url_plausible"): f"{OTHER_SOURCE} where rowid = 0",
    ("core.article", "source_of_url_plausible_throughout"): OTHER_SOURCE,
    ("core.article", "words_of_text"): "update core.article set word_count = 0",
    ("core.article", "article_id_well_formed"): """
        update core.article set article_id = 'NOT-HEX';
        update staging.stg_touched_article set article_id = 'NOT-HEX'
    """,
    ("core.article", "document_known"): """
        delete from raw.document where document_id = (select document_id from core.article where rowid = 0)
    """,
    ("core.article", "no_refused_document"): """
        insert into quality.load_verdict select load_id, 'run', false, now() from raw.load
    """,
    ("core.article", "every_article_arrived"): "delete from core.article where rowid = 0",
    ("core.article", "time_has_precision"): """
        update core.article set published_at_precision = null where published_at is not null
    """,
    ("core.article", "published_at_possible"): """
        update core.article set published_at = landed_at + interval 2 day
        where rowid = (select min(rowid) from core.article where published_at is not null)
    """,
    ("core.article", "published_at_plausible"): """
        update core.article set impossible_values = ['published_at'] where rowid = 0
    """,
    ("core.article", "published_at_of_accepted_plausible"): """
        delete from staging.stg_pending_document
        where document_id = (select document_id from core.article where rowid = 0);
        update core.article set impossible_values = ['published_at'] where rowid = 0
    """,
    ("core.article", "captured_at_possible"): """
        update core.article set last_captured_at = landed_at + interval 21 minute where rowid = 0
    """,
    ("core.article", "published_before_capture_plausible"): """
        update core.article set impossible_values = ['first_captured_at'] where rowid = 0
    """,
    ("core.article", "published_before_capture_plausible_throughout"): """
        update core.article set impossible_values = ['first_captured_at', 'last_captured_at']
    """,
    ("core.article", "headline_and_teaser_in_place"): """
        update core.article set headline = teaser, teaser = headline where teaser is not null
    """,
    ("core.article", "body_inside_document"): """
        update core.article set body_text_char_end = char_count + 1 from raw.document
        where article.document_id = document.document_id and body_text is not null
    """,
    ("core.article", "language_well_formed"): "update core.article set language = 'English' where rowid = 0",
    ("core.article_segment", "document_id_known"): "delete from raw.document where rowid = 0",
    ("core.rejected_mention", "document_id_known"): "delete from raw.document",
    ("core.article_segment", "segments_tile_document"): "delete from core.article_segment where rowid = 1",
    ("core.article_segment", "segments_numbered"): """
        update core.article_segment set segment_no = segment_no + 1 where rowid = 0
    """,
    ("core.article_segment", "paragraphs_inside_text"): """
        update core.article set body_text_char_end = body_text_char_start + 10 where body_text is not null
    """,
    ("core.article_segment", "every_document_segmented"): """
        delete from core.article_segment
        where document_id = (select document_id from raw.document where rowid = 0)
    """,
    ("core.article_segment", "unclassified_share"): """
        update core.article_segment set kind = 'unclassified' where kind = 'paragraph'
    """,
    ("core.mention", "boilerplate_counts_nowhere"): """
        update core.mention set section = 'boilerplate'
        where rowid = (select min(rowid) from core.mention where section = 'body')
    """,
    ("core.repeated_text", "counts_agree"): "update core.repeated_text set source_article_count = 4",
    ("core.mention", "article_known"): "update core.mention set article_id = 'nobody' where rowid = 0",
    ("core.mention", "entity_known"): "update core.mention set entity_id = 'nobody' where rowid = 0",
    ("core.mention", "one_entity_a_place"): """
        insert into core.mention
        select * replace (md5(mention_id) as entity_id) from core.mention where rowid = 0
    """,
    (
        "core.related_link",
        "article_known",
    ): "update core.related_link set article_id = 'nobody' where rowid = 0",
    ("core.related_link", "no_link_to_itself"): """
        update core.related_link set linked_article_id = article_id where rowid = 0
    """,
    ("core.related_link", "values_inside_card"): """
        update core.related_link set char_end = title_char_end - 1 where rowid = 0
    """,
    ("core.related_link", "published_at_possible"): """
        update core.related_link set published_at = '1970-01-01' where rowid = 0
    """,
    ("core.related_link", "published_at_plausible"): """
        update core.related_link set impossible_values = ['published_at'] where rowid = 0
    """,
    ("core.related_link", "published_at_plausible_throughout"): """
        update core.related_link set impossible_values = ['published_at']
    """,
    ("core.price_snapshot", "article_known"): """
        update core.price_snapshot set article_id = 'nobody' where rowid = 0
    """,
    ("core.price_snapshot", "price_possible"): "update core.price_snapshot set price = 0 where rowid = 0",
    ("core.price_snapshot", "price_plausible"): "update core.price_snapshot set price = null where rowid = 0",
    ("core.price_snapshot", "price_plausible_throughout"): "update core.price_snapshot set price = null",
    ("core.price_snapshot", "price_is_its_words"): """
        update core.price_snapshot set price = 125, price_raw = '$1.25' where rowid = 0
    """,
    ("core.price_snapshot", "change_pct_is_its_words"): """
        update core.price_snapshot set change_pct = 1.5, change_raw = '-1.50%' where rowid = 0
    """,
    ("core.price_snapshot", "price_like_last_known"): """
        insert into core.price_snapshot
        select * replace ('accepted before' as document_id, price / 101 as price)
        from core.price_snapshot where rowid = 0
    """,
    ("core.price_snapshot", "price_like_last_known_throughout"): """
        insert into core.price_snapshot
        select price_snapshot.* replace ('accepted before ' || page_no as document_id, price / 1000 as price)
        from core.price_snapshot, range(3) as pages (page_no)
    """,
    ("core.price_snapshot", "change_pct_possible"): """
        update core.price_snapshot set change_pct = -100.01
        where rowid = (select min(rowid) from core.price_snapshot where change_pct is not null)
    """,
    ("core.price_snapshot", "change_pct_plausible"): """
        update core.price_snapshot set impossible_values = ['change_pct'] where rowid = 0
    """,
    ("core.price_snapshot", "change_pct_plausible_throughout"): """
        update core.price_snapshot set change_pct = 10000.01 where change_pct is not null
    """,
    ("core.price_snapshot", "currency_well_formed"): """
        update core.price_snapshot set currency = 'dollars' where rowid = 0
    """,
    ("core.price_snapshot", "as_of_possible"): """
        update core.price_snapshot set as_of_min = as_of_max + interval 1 minute where rowid = 0
    """,
    ("core.price_snapshot", "unknown_asset_share"): "update core.price_snapshot set asset_id = null",
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
    ("core.post", "names_are_mentions"): """
        update core.post set person_char_end = person_char_end + 1
    """,
    ("core.post", "role_raw_reads_back"): """
        update core.post set role_raw = 'another' where role is not null
    """,
    ("core.post", "role_of_what_stands_there"): """
        update core.post set role = '' where role is not null
    """,
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


SPOILT_IN_ONE_GO = ("_present", "_accepted", "_in_range", "_reads_back")
"""Each of these looks at one column of its own, so one warehouse can be wrong in all of them."""


def spoilt_together(
    table: expectations.TableExpectations, check_names: Iterable[str]
) -> Iterator[tuple[str, ...]]:
    """The checks in groups that do not get in each other's way."""
    groups: dict[str, list[str]] = {}
    for check_name in check_names:
        suffix = next((suffix for suffix in SPOILT_IN_ONE_GO if check_name.endswith(suffix)), check_name)
        is_alone = (table.TABLE, check_name) in SPOILT or check_name.endswith("_mostly_present")
        groups.setdefault(check_name if is_alone else suffix, []).append(check_name)
    return map(tuple, groups.values())


def statement_for(table: expectations.TableExpectations, check_name: str) -> str:
    """The SQL after which the expectation does not hold any more."""
    return SPOILT.get((table.TABLE, check_name)) or _by_suffix(table, check_name)


def _by_suffix(table: expectations.TableExpectations, check_name: str) -> str:
    """What spoils the expectations that many tables share."""
    name = table.TABLE
    if check_name == "columns_and_types":
        column = next(
            column for column in columns(table.TABLE) if not re.search(rf"\b{column}\b", table.BATCH_QUERY)
        )
        return f"alter table {name} alter column {column} type varchar[] using [cast({column} as varchar)]"
    if check_name.endswith("_unique"):
        return f"insert into {name} from {name} where rowid = 0"
    for suffix, value in VALUE_BY_SUFFIX.items():
        if check_name.endswith(suffix):
            column = check_name.removesuffix(suffix)
            condition = "true" if suffix == "_mostly_present" else f"rowid = (select min(rowid) from {name})"
            return f"update {name} set {column} = {value} where {condition}"
    value = check_name.removesuffix("_reads_back")
    place = PLACES.get((name, value), f"{value}_char_start")
    return f"""
        update {name} set {value} = {value} || '!'
        where rowid = (select min(rowid) from {name} where {place} is not null)
    """
