"""Articles in their revisions: those that this build wrote or ranked anew."""

import re
from typing import TYPE_CHECKING, get_args

from expectations import checks
from expectations.scope import (
    GENESIS_DATE,
    IMPOSSIBLE_TIME,
    LAST_LANDING,
    PENDING_DOCUMENTS,
    TOUCHED_ARTICLES,
    characters,
    written,
)
from include.parsing.layouts import LAYOUTS, PLAIN, RECORD
from include.parsing.model import Precision
from include.parsing.refusal_phrases import ERROR_OPENINGS, WALL_OPENINGS

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
    left join raw.document on article.document_id = document.document_id
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

IMPOSSIBLE_CAPTURE = " or ".join(
    f"({column} < '{GENESIS_DATE}' or {column} > {LAST_LANDING} + interval 20 minute"
    f" or {column} < published_at - interval 20 minute)"
    for column in ("first_captured_at", "last_captured_at")
)
"""Clocks differ by minutes; a wrong zone makes half an hour at least."""

UNKNOWN_SOURCE_ID = "md5('source' || chr(31) || chr(30)) as source_id"
"""What the id of a source is where none is known: the hash of no slug."""

INSTANT = r"\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
DAY_FIRST = r"\d{{4}}[-/]\d\d[-/]\d\d.*"
"""Times whose words leave no doubt about the instant, and about the day, as patterns of a query."""

STATED_INSTANT = "try_cast(published_at_raw as timestamptz)"
STATED_DAY = "try_cast(replace(left(published_at_raw, 10), '/', '-') as date)"
"""The same words as the engine reads them; without a zone, the instant is up to 14 hours off."""


def _in_pattern(phrase: str) -> str:
    return re.escape(phrase).replace("'", "''")


NO_TEXTS = (*WALL_OPENINGS, *ERROR_OPENINGS, "lorem ipsum")
MAX_NO_TEXT_CHARS = 1000
NO_TEXT = f"""(
    length(body_text) <= {MAX_NO_TEXT_CHARS}
    and regexp_matches(lower(body_text), '^({"|".join(map(_in_pattern, NO_TEXTS))})')
)"""
"""A feed's text that is what a page shows in its place; longer ones only begin so."""

MIN_REPEATED_CHARS = 200
MIN_REPEATED_COUNT = 5
"""Of 2,381 real articles, one text stands under two addresses of its source, and no headline under three."""

MAX_REPEATED_HEADLINE_PCT = 20

MIN_DOUBLED_CHARS = 400
OPENING_CHARS = 150
SECOND_OPENING = (
    f"{OPENING_CHARS} + strpos(substring(body_text, {OPENING_CHARS} + 1), left(body_text, {OPENING_CHARS}))"
)

MIN_HEADLINE_WORDS = 4
MIN_RELATED_TEXT_CHARS = 300
MIN_RELATED_SHARE = 0.25
MAX_UNRELATED_PCT = 15
MIN_UNRELATED_COUNT = 5
"""Of real articles, 0.6 per cent share fewer than a quarter of their headline's words with their text, and at
most 5 per cent of one source's; of headlines over another article's text, 48 per cent."""

MAX_AUTHOR_CHARS = 200


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
                where article_identity.document_id in {PENDING_DOCUMENTS}
                    and article_identity.document_id not in (select document_id from {{batch}})
                """,
                "An article was parsed and then lost in a join.",
            ),
            checks.one_of(
                "layout", LAYOUT_NAMES, "Only known layouts are read: name the new one in the parser."
            ),
            checks.one_of("published_at_precision", get_args(Precision), "Readers round by it."),
            checks.no_rows(
                "time_has_precision",
                """
                select article_id, document_id, published_at, published_at_raw, published_at_precision
                from {batch}
                where (published_at is null) != (published_at_precision is null)
                    or (published_at is not null and published_at_raw is null)
                """,
                "A time is nothing without its own words and how exact it is.",
            ),
            checks.no_rows(
                "published_at_is_its_words",
                f"""
                select {", ".join(KEY_COLUMNS)}, published_at, published_at_raw
                from {{batch}}
                where
                    document_id in {PENDING_DOCUMENTS}
                    and case
                        when regexp_full_match(published_at_raw, '{INSTANT}')
                            then abs(epoch(published_at) - epoch({STATED_INSTANT})) >= 1
                        when regexp_full_match(published_at_raw, '{DAY_FIRST}')
                            then published_at not between
                                {STATED_DAY} - interval 15 hour and {STATED_DAY} + interval 39 hour
                    end
                """,
                "The engine reads the same words as another time: mend the parser, or the source's zone.",
            ),
            checks.possible(
                "published_at",
                IMPOSSIBLE_TIME,
                (*KEY_COLUMNS, "published_at", "published_at_raw", "landed_at"),
                "Nothing was published before Bitcoin, or after it was landed.",
            ),
            checks.no_rows(
                "published_at_plausible",
                f"""
                select {", ".join(KEY_COLUMNS)}, published_at_raw, landed_at
                from {{batch}}
                where {checks.left_out("published_at")} and document_id in {PENDING_DOCUMENTS}
                """,
                "No article is from before Bitcoin or after its landing: compare the date with the text. "
                "Released, the article has none.",
            ),
            checks.no_rows(
                "published_at_of_accepted_plausible",
                f"""
                select {", ".join(KEY_COLUMNS)}, published_at_raw, landed_at
                from {{batch}}
                where {checks.left_out("published_at")} and document_id not in {PENDING_DOCUMENTS}
                """,
                "A further capture declares an impossible date of an article that is here: it has none now.",
                "warning",
            ),
            checks.possible(
                "captured_at",
                IMPOSSIBLE_CAPTURE,
                (*KEY_COLUMNS, "published_at", "first_captured_at", "last_captured_at"),
                "Nothing was captured before it was published, or after it was found.",
            ),
            *checks.plausible(
                "published_before_capture",
                checks.left_out("first_captured_at"),
                (*KEY_COLUMNS, "published_at", "published_at_raw"),
                "Nothing was captured before it was published: look at the zone assumed of its time.",
                rows_with=f"first_captured_at is not null or {checks.left_out('first_captured_at')}",
            ),
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
                    any_value(document_id) filter (length(headline) > length(teaser)) as example
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
            checks.no_rows(
                "headline_and_text_belong_together",
                f"""
                select
                    source_name,
                    count(*) filter (related_count < {MIN_RELATED_SHARE} * word_count) as unrelated_count,
                    count(*) as compared_count,
                    any_value(headline) filter (related_count < {MIN_RELATED_SHARE} * word_count) as example
                from (
                    select
                        source_name,
                        headline,
                        len(words) as word_count,
                        len(list_filter(words, lambda word : contains(text, word))) as related_count
                    from (
                        select
                            source_name,
                            headline,
                            lower(body_text) as text,
                            list_distinct(
                                regexp_extract_all(lower(headline), '[a-zà-öø-ÿ]{{{{4,}}}}')
                            ) as words
                        from {{batch}}
                        where
                            length(body_text) >= {MIN_RELATED_TEXT_CHARS}
                            and document_id in {PENDING_DOCUMENTS}
                    ) as worded
                    where len(words) >= {MIN_HEADLINE_WORDS}
                ) as compared
                group by source_name
                having
                    unrelated_count >= {MIN_UNRELATED_COUNT}
                    and 100 * unrelated_count > {MAX_UNRELATED_PCT} * compared_count
                """,
                "A text says what its headline says: here, texts stand under the headlines of others, or"
                " are none. Ask the sender.",
            ),
            checks.no_rows(
                "text_of_one_article",
                f"""
                select {", ".join(KEY_COLUMNS)}, source_name, headline
                from {{batch}}
                where
                    length(body_text) >= {MIN_REPEATED_CHARS}
                    and document_id in {PENDING_DOCUMENTS}
                    and (source_name, md5(body_text)) in (
                        select (source_name, md5(body_text))
                        from {{batch}}
                        group by source_name, md5(body_text)
                        having count(distinct article_id) >= {MIN_REPEATED_COUNT}
                    )
                """,
                "One text under several of a source's addresses is the text of one of them at most: ask the "
                "sender.",
            ),
            *checks.plausible(
                "text_once",
                f"length(body_text) >= {MIN_DOUBLED_CHARS} and {SECOND_OPENING} between"
                " 0.4 * length(body_text) and 0.6 * length(body_text)",
                (*KEY_COLUMNS, "source_name"),
                "The text stands twice in its body, and so does each mention: ask the sender.",
                rows_with="body_text is not null",
            ),
            checks.no_rows(
                "headline_of_one_article",
                f"""
                select source_name, headline, count(distinct article_id) as article_count
                from {{batch}}
                where document_id in {PENDING_DOCUMENTS}
                group by source_name, headline
                having count(distinct article_id) >= {MIN_REPEATED_COUNT} and headline is not null
                """,
                "One headline over several of a source's articles: look whether each has its own.",
                "warning",
            ),
            checks.no_rows(
                "headline_of_one_article_throughout",
                f"""
                select headline, article_count, whole_count
                from (
                    select
                        headline,
                        count(distinct article_id) as article_count,
                        sum(count(distinct article_id)) over () as whole_count
                    from {{batch}}
                    where document_id in {PENDING_DOCUMENTS}
                    group by headline
                ) as counted
                where
                    headline is not null
                    and article_count >= {MIN_REPEATED_COUNT}
                    and 100 * article_count > {MAX_REPEATED_HEADLINE_PCT} * whole_count
                """,
                "One headline stands over a fifth of a load: the parser reads it from the wrong place, or the"
                " sender has no other; mend it.",
            ),
            checks.no_rows(
                "text_is_an_article",
                f"""
                select {", ".join(KEY_COLUMNS)}, source_name, left(body_text, 60) as opening
                from {{batch}}
                where {NO_TEXT} and document_id in {PENDING_DOCUMENTS}
                """,
                "A banner, an error or filler stands in place of the text: ask the sender.",
            ),
            *checks.plausible(
                "author",
                f"length(author) > {MAX_AUTHOR_CHARS}",
                (*KEY_COLUMNS, "author"),
                "No name is that long: another field stands in the author's place.",
                rows_with="author is not null",
            ),
            *checks.plausible(
                "source_of_url",
                "is_under_other_name",
                (*KEY_COLUMNS, "source_name", "canonical_url"),
                "The address is another known source's: articles stand under the wrong name.",
                rows_with="canonical_url is not null",
            ),
            checks.no_rows(
                "words_of_text",
                f"""
                select {", ".join(KEY_COLUMNS)}, word_count
                from {{batch}}
                where
                    (body_text is null and word_count > 0)
                    or (length(body_text) >= {MIN_REPEATED_CHARS} and word_count = 0)
                """,
                "The words of a text were not counted, or those of none: mend the parser.",
            ),
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
