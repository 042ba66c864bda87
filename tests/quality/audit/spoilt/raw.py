"""Ways to spoil what was landed: the tables of `raw`."""

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
}
