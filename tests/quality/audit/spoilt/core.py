"""Ways to spoil what documents say: the tables of `core`."""

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
    ("core.article_period", "periods_follow_each_other"): """
        update core.article_period set known_until = known_from - interval 1 day where rowid = 0
    """,
    ("core.article_period", "last_period_is_the_current_revision"): """
        update core.article_period set document_id = 'another' where rowid = 0
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
    ("core.rejected_mention", "document_id_known"): "delete from raw.document",
    ("core.mention", "boilerplate_counts_nowhere"): """
        update core.mention set section = 'boilerplate'
        where rowid = (select min(rowid) from core.mention where section = 'body')
    """,
    ("core.mention", "section_as_its_segment"): """
        update core.mention set section = 'body'
        where rowid = (select min(rowid) from core.mention where section = 'related_link')
    """,
    ("core.mention", "article_known"): "update core.mention set article_id = 'nobody' where rowid = 0",
    ("core.mention", "entity_known"): "update core.mention set entity_id = 'nobody' where rowid = 0",
    ("core.mention", "one_entity_a_place"): """
        insert into core.mention
        select * replace (md5(mention_id) as entity_id) from core.mention where rowid = 0
    """,
    ("core.repeated_text", "counts_agree"): "update core.repeated_text set source_article_count = 4",
    (
        "core.related_link",
        "article_known",
    ): "update core.related_link set article_id = 'nobody' where rowid = 0",
    ("core.related_link", "leads_to_its_article"): """
        update core.related_link set linked_article_id = null
        where
            rowid = (
                select min(related_link.rowid)
                from core.related_link
                inner join core.article on lower(trim(title)) = lower(trim(headline))
                where linked_article_id is not null
            )
    """,
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
    ("core.post", "names_are_mentions"): """
        update core.post set person_char_end = person_char_end + 1
    """,
    ("core.post", "role_raw_reads_back"): """
        update core.post set role_raw = 'another' where role is not null
    """,
    ("core.post", "role_of_what_stands_there"): """
        update core.post set role = '' where role is not null
    """,
}
