"""What was landed, as it stands: the documents of the loads that wait for a verdict."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.scope import PENDING_LOADS, REFUSED_DOCUMENTS, written

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "raw.document"
KEY_COLUMNS = ("document_id", "source_uri", "record_no")
BATCH_QUERY = f"""
    select *
    from {written(TABLE, "load_id", PENDING_LOADS)}
    where document_id is null or document_id not in {REFUSED_DOCUMENTS}
"""

REQUIRED_COLUMNS = (
    "document_id",
    "raw_text",
    "format",
    "source_uri",
    "char_count",
    "byte_count",
    "encoding",
    "landed_at",
    "load_id",
)
FORMATS = ("page_text", "html", "record")
MAX_DAMAGED_PCT = 5

MISREAD_UTF8 = "â€[™œ”“˜¦]|Ã[©¨¶¼¤±³§¡]|Â[ £°»«©®]|ðŸ"
"""What typographic marks, accents and pictures become where UTF-8 is read as Windows-1252."""

BEGINNINGS_OF_MISREAD_UTF8 = ("â€", "Ã", "Â", "ðŸ")
"""One stands in whatever the pattern finds, and hardly any text holds one: they are looked for first."""

IS_MAYBE_MISREAD = "({})".format(
    " or ".join(f"contains(raw_text, '{beginning}')" for beginning in BEGINNINGS_OF_MISREAD_UTF8)
)

ESCAPED_TWICE = "&amp;(amp|quot|lt|gt|nbsp|apos|#x?[0-9a-fA-F]+);"


def suite() -> "gx.ExpectationSuite":
    """A document is its text: the id is its hash, and the counts are its own."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE, "Every later table is made of these columns: migrate them together."),
            *checks.present(REQUIRED_COLUMNS, "Landing always knows this: a null is a fault of landing."),
            checks.unique(
                TABLE, ["document_id"], "One content is one document: the same text was landed twice."
            ),
            checks.hexadecimal("document_id", 64, "Ids are SHA-256: another form is another writer."),
            checks.no_rows(
                "document_id_is_content_hash",
                """
                select document_id, source_uri, record_no
                from {batch}
                where document_id != sha256(raw_text || coalesce(chr(0) || url, ''))
                """,
                "The id proves that the text is what was landed: the text was changed afterwards.",
            ),
            checks.one_of("format", FORMATS, "The parser chooses by format: teach it the new one first."),
            checks.no_rows(
                "text_not_empty",
                r"""
                select document_id, source_uri, record_no
                from {batch}
                where not regexp_matches(raw_text, '[^\t\n\f\r ]')
                """,
                "Nothing can come of an empty text: landing quarantines such files.",
            ),
            checks.no_rows(
                "char_count_of_text",
                """
                select document_id, source_uri, record_no, char_count, length(raw_text) as text_char_count
                from {batch}
                where char_count != length(raw_text)
                """,
                "All places are counted in characters: a wrong count means a text cut or decoded twice.",
            ),
            checks.no_rows(
                "page_marks_in_place",
                """
                select document_id, source_uri, record_no, format, char_count, page_marks
                from {batch}
                where page_marks is not null and (
                    format != 'html'
                    or array_length(list_filter(
                        page_marks, lambda mark : mark.char_start < 0
                            or mark.char_end < mark.char_start or mark.char_end > char_count
                    )) > 0
                )
                """,
                "Marks are stretches of the page's own text: landing has rendered one text and read another.",
            ),
            checks.between("byte_count", 1, None, "What takes no bytes was not read."),
            checks.known("load_id", "raw.load", "A document without a load has no provenance.", KEY_COLUMNS),
            checks.no_rows(
                "landed_event_exists",
                """
                select batch.document_id, batch.source_uri, count(event.load_id) as event_count
                from {batch} as batch
                left join raw.landing_event as event
                    on
                        batch.document_id = event.document_id
                        and batch.load_id = event.load_id
                        and event.outcome = 'landed'
                group by batch.document_id, batch.source_uri
                having count(event.document_id) != 1
                """,
                "The ledger says once where each document came from: without it the text has no source.",
                is_of_table=True,
            ),
            checks.no_rows(
                "read_in_time",
                """
                select document_id, source_uri, record_no, char_count
                from {batch}
                where document_id in (
                    select document_id from staging.stg_parsed_document where not_article_reason = 'too_slow'
                )
                """,
                "Reading it took longer than PRESSMARK_MAX_DOCUMENT_SECONDS, so it is no article: mend what"
                " is slow, or raise the limit, then `make reprocess`.",
                "warning",
            ),
            *checks.plausible(
                "encoding",
                f"({IS_MAYBE_MISREAD} and regexp_matches(raw_text, '{MISREAD_UTF8}'))",
                (*KEY_COLUMNS, "encoding"),
                "UTF-8 was read as another encoding before the text came here: ask the sender.",
            ),
            *checks.plausible(
                "escaping",
                f"(contains(raw_text, '&amp;') and regexp_matches(raw_text, '{ESCAPED_TWICE}'))",
                KEY_COLUMNS,
                "Entities were escaped twice before the text came here: ask the sender.",
            ),
            checks.share_below(
                "damaged_text_share",
                """
                select
                    count(*) filter (contains(raw_text, chr(65533))) as part_count,
                    count(*) as whole_count
                from {batch}
                """,
                MAX_DAMAGED_PCT,
                "Replacement characters stand for bytes lost before the text came here: ask the sender.",
            ),
        ],
    )
