"""The shapes that the text functions answer in, as Arrow types; each engine derives its own from them."""

import pyarrow as pa

_SPAN = [("char_start", pa.int32()), ("char_end", pa.int32())]


def _value(name: str) -> list[tuple[str, pa.DataType]]:
    """A text and its place in the document."""
    return [(name, pa.string()), (f"{name}_char_start", pa.int32()), (f"{name}_char_end", pa.int32())]


_PUBLISHED_AT = [
    *_value("published_at_raw"),
    ("published_at_local", pa.timestamp("us")),
    ("published_at_precision", pa.string()),
    ("published_at_utc_offset_minutes", pa.int32()),
]

SEGMENT = pa.struct([("kind", pa.string()), *_SPAN])
PAGE_MARK = pa.struct([("kind", pa.string()), *_SPAN])
TAG = pa.struct([("tag", pa.string()), *_SPAN])
RELATED_CARD = pa.struct(
    [
        ("position", pa.int32()),
        *_SPAN,
        *_value("title"),
        *_value("excerpt"),
        *_value("source_name"),
        *_PUBLISHED_AT,
        ("is_truncated", pa.bool_()),
    ]
)
PRICE_WIDGET = pa.struct(
    [
        *_value("asset_name"),
        *_value("asset_symbol"),
        ("price", pa.string()),  # exact: the engine casts it to its decimal
        *_value("price_raw"),
        ("currency", pa.string()),
        ("change_pct", pa.string()),
        *_value("change_raw"),
    ]
)
PARSED_DOCUMENT = pa.struct(
    [
        ("parser_version", pa.string()),
        ("layout", pa.string()),
        ("not_article_reason", pa.string()),
        *_value("headline"),
        *_value("teaser"),
        *_value("body_text"),
        *_value("author"),
        *_PUBLISHED_AT,
        ("reading_minutes", pa.int32()),
        *_value("reading_time"),
        *_value("contact_email"),
        *_value("disclaimer"),
        ("tags", pa.list_(TAG)),
        ("is_truncated", pa.bool_()),
        ("word_count", pa.int32()),
        ("language", pa.string()),
        ("segments", pa.list_(SEGMENT)),
        ("related_cards", pa.list_(RELATED_CARD)),
        ("price_widgets", pa.list_(PRICE_WIDGET)),
    ]
)
MENTION = pa.struct(
    [
        ("slug", pa.string()),
        ("entity_type", pa.string()),
        ("surface", pa.string()),
        ("section", pa.string()),
        ("sentence_no", pa.int32()),
        *_SPAN,
        ("rule", pa.string()),
        ("confidence", pa.float64()),
        ("is_copy", pa.bool_()),
    ]
)
PROVISIONAL_ENTITY = pa.struct(
    [
        ("slug", pa.string()),
        ("entity_type", pa.string()),
        ("name", pa.string()),
        ("symbol", pa.string()),
    ]
)
SENTENCE = pa.struct([("sentence_key", pa.int64()), *_SPAN])
READ_DOCUMENT = pa.struct(
    [
        *PARSED_DOCUMENT,
        ("mentions", pa.list_(MENTION)),
        ("rejected_mentions", pa.list_(MENTION)),
        ("provisional_entities", pa.list_(PROVISIONAL_ENTITY)),
        ("sentences", pa.list_(SENTENCE)),
    ]
)
"""A parsed document, its mentions, believed or not, the entities that only its text names, its sentences."""
REPEATED = pa.struct(_SPAN)
TOLD_DOCUMENT = pa.struct(
    [
        ("segments", pa.list_(SEGMENT)),
        ("repeated", pa.list_(REPEATED)),
        *_value("body_text"),
        ("word_count", pa.int32()),
    ]
)
"""What of a document changes once the text is left out that its source repeats."""
TIMESTAMP = pa.struct(
    [
        ("local", pa.timestamp("us")),
        ("precision", pa.string()),
        ("utc_offset_minutes", pa.int32()),
    ]
)
POST = pa.struct([("role", pa.string()), *_value("role_raw"), ("is_former", pa.bool_())])
"""What somebody is called at a firm; the place is one in the text that was given."""
SHARED_SHINGLES = pa.struct([("shingle_count", pa.int64()), ("shared_shingle_count", pa.int64())])
STORY_LINK = pa.struct(
    [("document_no", pa.int64()), ("earlier_document_no", pa.int64()), ("similarity", pa.float64())]
)
STORY_FOLLOWER = pa.struct(
    [("document_no", pa.int64()), ("lead_document_no", pa.int64()), ("similarity", pa.float64())]
)
