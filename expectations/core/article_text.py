"""What an article's text must be like: one of its own, under its headline, written by its author."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from expectations import checks
from expectations.scope import PENDING_DOCUMENTS
from include.parsing.refusal_phrases import ERROR_OPENINGS, WALL_OPENINGS

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation


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

MIN_HEADLINES_OF_ADDRESS = 5
BEGINNING_CHARS = 80
"""Of 2,381 real articles, revisions of 15 have two headlines, and of none three."""

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


def expectations(keys: Sequence[str]) -> list["Expectation"]:
    """What holds of the texts of a batch of `core.article`, whose rows are named by `keys`."""
    return [
        checks.no_rows(
            "headline_and_text_belong_together",
            f"""
            select
                source_name,
                count(*) filter (related_count < {MIN_RELATED_SHARE} * word_count) as unrelated_count,
                count(*) as compared_count,
                min(headline) filter (related_count < {MIN_RELATED_SHARE} * word_count) as example
            from (
                select
                    source_name,
                    headline,
                    array_length(words) as word_count,
                    array_length(list_filter(words, lambda word : contains(text, word))) as related_count
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
                where array_length(words) >= {MIN_HEADLINE_WORDS}
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
            select {", ".join(keys)}, source_name, headline
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
        checks.no_rows(
            "address_of_one_article",
            f"""
            select {", ".join(keys)}, source_name, canonical_url, headline
            from {{batch}}
            where document_id in {PENDING_DOCUMENTS} and article_id in (
                select article_id
                from {{batch}}
                where document_id in {PENDING_DOCUMENTS}
                group by article_id
                having
                    count(distinct headline) >= {MIN_HEADLINES_OF_ADDRESS}
                    and count(distinct left(body_text, {BEGINNING_CHARS})) >= {MIN_HEADLINES_OF_ADDRESS}
            )
            """,
            "So many texts under one address are no revisions of one article, and all but one would be lost: "
            "ask the sender for the address of each.",
        ),
        *checks.plausible(
            "text_once",
            f"length(body_text) >= {MIN_DOUBLED_CHARS} and {SECOND_OPENING} between"
            " 0.4 * length(body_text) and 0.6 * length(body_text)",
            (*keys, "source_name"),
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
            select {", ".join(keys)}, source_name, left(body_text, 60) as opening
            from {{batch}}
            where {NO_TEXT} and document_id in {PENDING_DOCUMENTS}
            """,
            "A banner, an error or filler stands in place of the text: ask the sender.",
        ),
        *checks.plausible(
            "author",
            f"length(author) > {MAX_AUTHOR_CHARS}",
            (*keys, "author"),
            "No name is that long: another field stands in the author's place.",
            rows_with="author is not null",
        ),
        *checks.plausible(
            "source_of_url",
            "is_under_other_name",
            (*keys, "source_name", "canonical_url"),
            "The address is another known source's: articles stand under the wrong name.",
            rows_with="canonical_url is not null",
        ),
        checks.no_rows(
            "words_of_text",
            f"""
            select {", ".join(keys)}, word_count
            from {{batch}}
            where
                (body_text is null and word_count > 0)
                or (length(body_text) >= {MIN_REPEATED_CHARS} and word_count = 0)
            """,
            "The words of a text were not counted, or those of none: mend the parser.",
        ),
    ]
