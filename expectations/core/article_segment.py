"""The segments of the documents that wait for a verdict: together they are the document."""

from typing import TYPE_CHECKING, get_args

from expectations import checks
from expectations.declared import columns
from expectations.scope import PENDING_DOCUMENTS, documents, written
from include.parsing.model import SegmentKind

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "core.article_segment"
KEY_COLUMNS = ("document_id", "segment_no", "char_start", "char_end")
BATCH_QUERY = f"""
    select
        article_segment.*,
        document.char_count,
        lag(article_segment.char_end, 1, 0) over reading_order as previous_char_end,
        lead(article_segment.char_start) over reading_order as next_char_start,
        row_number() over reading_order as reading_order_no
    from {written("core.article_segment", "document_id", PENDING_DOCUMENTS)} as article_segment
    left join raw.document on article_segment.document_id = document.document_id
    window reading_order as (
        partition by article_segment.document_id order by article_segment.char_start, article_segment.char_end
    )
"""

MAX_UNCLASSIFIED_PCT = 10


def suite() -> "gx.ExpectationSuite":
    """Every character belongs to exactly one segment."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(columns(TABLE), "A segment has a kind and a place."),
            checks.one_of(
                "kind", get_args(SegmentKind), "Readers choose by kind: name the new one in the parser."
            ),
            checks.known(
                "document_id", "raw.document", "A segment of no document points nowhere.", KEY_COLUMNS
            ),
            checks.no_rows(
                "segments_tile_document",
                """
                select document_id, segment_no, kind, previous_char_end, char_start, char_end, char_count
                from {batch}
                where char_start != previous_char_end
                    or char_end <= char_start
                    or (next_char_start is null and char_end is distinct from char_count)
                """,
                "A gap or an overlap is text that nobody answers for, or that counts twice: mend the parser.",
            ),
            checks.no_rows(
                "segments_numbered",
                """
                select document_id, segment_no, reading_order_no
                from {batch}
                where segment_no != reading_order_no
                """,
                "Numbers count the segments of a document in reading order.",
            ),
            checks.no_rows(
                "paragraphs_inside_text",
                rf"""
                select
                    batch.document_id,
                    batch.segment_no,
                    batch.char_start,
                    batch.char_end,
                    article.body_text_char_start,
                    article.body_text_char_end
                from {{batch}} as batch
                inner join core.article on batch.document_id = article.document_id
                inner join {documents(PENDING_DOCUMENTS)} as document
                    on batch.document_id = document.document_id
                where batch.kind in ('paragraph', 'list_item') and (
                    article.body_text is null
                    or batch.char_end <= article.body_text_char_start
                    or (batch.char_end > article.body_text_char_end and regexp_matches(
                        substring(
                            document.raw_text,
                            greatest(batch.char_start, article.body_text_char_end) + 1,
                            batch.char_end - greatest(batch.char_start, article.body_text_char_end)
                        ),
                        '[^\t\n\f\r \p{{{{Z}}}}\p{{{{Cf}}}}]'
                    ))
                )
                """,
                "A paragraph is part of the article's text: part of it was lost; mend the parser.",
            ),
            checks.no_rows(
                "every_document_segmented",
                """
                select pending_document.document_id
                from staging.stg_pending_document as pending_document
                anti join {batch} as segment on pending_document.document_id = segment.document_id
                where not pending_document.is_refused
                """,
                "A document without segments was not parsed at all.",
            ),
            checks.share_below(
                "unclassified_share",
                """
                select
                    coalesce(sum(char_end - char_start) filter (kind = 'unclassified'), 0) as part_count,
                    sum(char_end - char_start) as whole_count
                from {batch}
                """,
                MAX_UNCLASSIFIED_PCT,
                "Much of the text is not understood: look for a new page layout in quality.metric_daily.",
            ),
        ],
    )
