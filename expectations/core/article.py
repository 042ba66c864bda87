"""Articles in their revisions: those that this build wrote or ranked anew."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.core import article_text, article_times
from expectations.scope import (
    PENDING_DOCUMENTS,
    TOUCHED_ARTICLES,
    TOUCHED_REVISIONS,
    characters,
    documents,
    written,
)
from include.parsing.layouts import LAYOUTS, PLAIN, RECORD

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "core.article"
KEY_COLUMNS = ("article_id", "document_id", "revision_no")

TEXT_VALUES = ("teaser", "disclaimer", "contact_email")
"""Values that only the text itself gives."""

DECLARED_VALUES = ("headline", "author", "published_at_raw")
"""Values that a record or a page may declare beside its text; then they have no place in the text."""

HOST = r"regexp_extract(article.canonical_url, '^[a-z]+://(www\.)?([^/]+)', 2)"
OTHER_SOURCES_HOST = f"""
    exists (
        select 1
        from core.source as other
        where
            other.domain = {HOST}
            and other.layout is null
            and other.source_id != article.source_id
    )
"""
"""Whether the address is another source's than the article's, and not that of one that reposts others."""

BATCH_QUERY = f"""
    select
        article.*,
        document.char_count,
        {OTHER_SOURCES_HOST} as is_under_other_name,
        {", ".join(map(characters, (*TEXT_VALUES, *DECLARED_VALUES)))}
    from {written("core.article", "article_id", TOUCHED_ARTICLES)} as article
    left join {documents(TOUCHED_REVISIONS)} as document on article.document_id = document.document_id
"""

REQUIRED_COLUMNS = (
    "article_id",
    "document_id",
    "revision_no",
    "is_current",
    "layout",
    "is_time_zone_assumed",
    "word_count",
    "is_truncated",
    "parser_version",
    "landed_at",
    "load_id",
    "impossible_values",
)
LAYOUT_NAMES = frozenset(layout.name for layout in (*LAYOUTS, PLAIN, RECORD))

MIN_SWAPPED_COUNT = 3
MAX_SWAPPED_PCT = 80

UNKNOWN_SOURCE_ID = "md5('source' || chr(31) || chr(30)) as source_id"
"""What the id of a source is where none is known: the hash of no slug."""


def suite() -> "gx.ExpectationSuite":
    """One row a revision, one revision is current, and every value stands where it says."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(
                REQUIRED_COLUMNS, "Every article has it: a null is a fault of the parser or of a model."
            ),
            checks.unique(
                TABLE, ["document_id"], "A document is one revision: doubled rows double every count."
            ),
            checks.unique(TABLE, ["article_id", "revision_no"], "Revisions are counted: two share a number."),
            checks.known(
                "source_id",
                f"(select source_id from core.source union all select {UNKNOWN_SOURCE_ID}) as source",
                "A source was lost from the dimension: its articles join with nothing.",
                KEY_COLUMNS,
            ),
            checks.hexadecimal("article_id", 32, "Ids are hashes: another form joins with nothing."),
            checks.no_rows(
                "one_revision_is_current",
                """
                select
                    article_id,
                    count(*) as revision_count,
                    max(revision_no) as last_revision_no,
                    count(*) filter (is_current) as current_count
                from {batch}
                group by article_id
                having
                    count(*) filter (is_current) != 1
                    or max(revision_no) != count(*)
                    or min(revision_no) != 1
                """,
                "Marts show the current revision: none hides the article, two count it twice.",
            ),
            checks.no_rows(
                "newest_revision_is_current",
                """
                select shown.article_id, shown.document_id, shown.last_captured_at, newer.last_captured_at
                from {batch} as shown
                inner join {batch} as newer on shown.article_id = newer.article_id
                where shown.is_current and newer.last_captured_at > shown.last_captured_at
                """,
                "Marts show the revision that was captured last: another one may have been mended since.",
                is_of_table=True,
            ),
            checks.no_rows(
                "url_is_one_article",
                """
                select canonical_url, count(distinct article_id) as article_count
                from core.article
                where canonical_url in (select canonical_url from {batch})
                group by canonical_url
                having count(distinct article_id) > 1
                union all
                select article_id, count(distinct canonical_url) from {batch}
                group by article_id
                having count(distinct canonical_url) > 1
                """,
                "A page is one article, however often it was captured: look at what its id is made of.",
                is_of_table=True,
            ),
            checks.no_rows(
                "document_known",
                """
                select batch.article_id, batch.document_id, batch.load_id
                from {batch} as batch
                left join raw.document
                    on batch.document_id = document.document_id and batch.load_id = document.load_id
                where document.document_id is null
                """,
                "An article without its document cannot be read back.",
            ),
            checks.no_rows(
                "no_refused_document",
                """
                select batch.article_id, batch.document_id, batch.load_id
                from {batch} as batch
                inner join quality.load_verdict on batch.load_id = load_verdict.load_id
                where not load_verdict.is_accepted
                """,
                "What was refused is never published: the build should have deleted it.",
            ),
            checks.no_rows(
                "every_article_arrived",
                f"""
                select article_identity.article_id, article_identity.document_id
                from staging.stg_article_identity as article_identity
                anti join {{batch}} as article on article_identity.document_id = article.document_id
                where article_identity.document_id in {PENDING_DOCUMENTS}
                """,
                "An article was parsed and then lost in a join.",
            ),
            checks.one_of(
                "layout", LAYOUT_NAMES, "Only known layouts are read: name the new one in the parser."
            ),
            *article_times.expectations(KEY_COLUMNS),
            *(
                checks.reads_back(
                    name,
                    KEY_COLUMNS,
                )
                for name in TEXT_VALUES
            ),
            *(
                checks.reads_back(
                    name,
                    KEY_COLUMNS,
                    is_always_in_text=False,
                )
                for name in DECLARED_VALUES
            ),
            checks.no_rows(
                "headline_and_teaser_in_place",
                f"""
                select
                    layout,
                    count(*) filter (length(headline) > length(teaser)) as swapped_count,
                    count(*) as compared_count,
                    min(document_id) filter (length(headline) > length(teaser)) as example
                from {{batch}}
                where headline is not null and teaser is not null
                group by layout
                having
                    swapped_count >= {MIN_SWAPPED_COUNT}
                    and 100 * swapped_count > {MAX_SWAPPED_PCT} * compared_count
                """,
                "A headline is shorter than its teaser: the parser takes one for the other; mend it.",
            ),
            checks.no_rows(
                "body_inside_document",
                """
                select article_id, document_id, body_text_char_start, body_text_char_end, char_count
                from {batch}
                where body_text is not null and not coalesce(
                    body_text_char_start >= 0
                    and body_text_char_end <= char_count
                    and length(body_text) <= body_text_char_end - body_text_char_start,
                    false
                )
                """,
                "The body is a stretch of the document: its bounds are wrong.",
            ),
            *article_text.expectations(KEY_COLUMNS),
            checks.between("word_count", 0, None, "A count cannot be negative."),
            checks.between(
                "reading_minutes", 0, 1000, "Nobody prints such a reading time: another number was read."
            ),
            checks.no_rows(
                "language_well_formed",
                """
                select article_id, document_id, language
                from {batch}
                where not regexp_full_match(language, '[a-z]{{2,3}}')
                """,
                "Languages are ISO 639 codes: a source declares something else; map it in the parser.",
                "warning",
            ),
            checks.mostly_present(
                "headline", 0.8, "Many articles lack a headline: look for a changed page layout."
            ),
            checks.mostly_present(
                "published_at", 0.4, "Many articles lack a date: look for a changed page layout."
            ),
            checks.mostly_present(
                "body_text", 0.9, "Many articles lack a body: look for a changed page layout."
            ),
            checks.mostly_present(
                "source_name", 0.5, "Many articles have no known source: add them to the seeds."
            ),
        ],
    )
