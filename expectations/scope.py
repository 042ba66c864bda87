"""What a build wrote: the rows that the gate looks at, so that its cost grows with the load."""

PENDING_LOADS = "(select load_id from staging.stg_pending_load)"

PENDING_DOCUMENTS = "(select document_id from staging.stg_pending_document where not is_refused)"
"""The documents of the loads that wait for a verdict."""

REFUSED_DOCUMENTS = "(select document_id from staging.stg_pending_document where is_refused)"
"""The documents that the build left out: those of refused loads, and those set aside."""

TOUCHED_ARTICLES = "(select article_id from staging.stg_touched_article)"
"""The articles whose revisions were ranked anew: those of pending documents, and those captured again."""

ARTICLE_DAY = """cast(
    least(coalesce(published_at, first_captured_at, newest_card_published_at, landed_at), landed_at) as date
)"""
"""The day that the marts count an article for."""

LAST_LANDING = "(select max(landed_at) from raw.load)"

TOUCHED_REVISIONS = f"(select document_id from core.article where article_id in {TOUCHED_ARTICLES})"
"""The documents of those articles."""

AFFECTED_ARTICLES = "(select article_id from staging.int_affected_article)"
"""The articles whose marts the build wrote anew: also those of which only a card leads elsewhere now."""

AFFECTED_DAYS = "(select date_day from staging.int_affected_day)"
"""The days whose daily figures the build wrote anew."""

AFFECTED_ATTENTION_DAYS = "(select date_day from staging.int_affected_attention where date_day is not null)"
"""The days on which the build wrote anew what is said of all assets."""

AFFECTED_ATTENTION_ASSETS = "(select asset_id from staging.int_affected_attention where asset_id is not null)"
"""The assets of which the build wrote all days anew."""

AFFECTED_STORIES = "(select story_id from staging.int_affected_story)"
"""The stories that the build wrote anew."""

GENESIS_DATE = "2009-01-03"
"""The day of Bitcoin's first block; nothing in this field was published before."""

IMPOSSIBLE_TIME = f"(published_at < '{GENESIS_DATE}' or published_at > landed_at + interval 1 day)"
"""Of what says when it was published: nothing is landed before that, but for zones that are assumed."""


def written(table: str, column: str, rows: str) -> str:
    """The rows of a table that the build wrote; a row without its key belongs to every batch.

    Two queries, since the engine looks keys up only where no other condition is an alternative.
    """
    return (
        f"(select * from {table} where {column} in {rows}"
        f" union all select * from {table} where {column} is null)"
    )


def documents(ids: str) -> str:
    """The documents of these ids, with their texts.

    The ids are looked up first, and then only the rows at their addresses are read: a join would read all
    texts that were ever landed to find those of a load.
    """
    return (
        "(select * from raw.document where rowid in"
        f" (select rowid from raw.document where document_id in {ids}))"
    )


def characters(name: str, char_start: str | None = None, char_end: str | None = None) -> str:
    """A column `{name}_at_span`: what stands in the document where the value says it stands."""
    start, end = char_start or f"{name}_char_start", char_end or f"{name}_char_end"
    return f"substring(document.raw_text, {start} + 1, {end} - {start}) as {name}_at_span"
