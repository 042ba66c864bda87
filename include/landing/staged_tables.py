"""The temporary tables of a load, and the statements that move them into `raw.*`."""

import pyarrow as pa

_TEXTS = pa.list_(pa.string())
_PAGE_MARK = pa.struct([("kind", pa.string()), ("char_start", pa.int32()), ("char_end", pa.int32())])
_SHARED = [
    ("file_no", pa.int64()),
    ("source_uri", pa.string()),
    ("record_no", pa.int64()),
    ("document_id", pa.string()),
    ("byte_count", pa.int64()),
    ("published_at_raw", pa.string()),
    ("source", pa.string()),
    ("categories", _TEXTS),
    ("tags", _TEXTS),
]
SCHEMAS = {
    "event": pa.schema(
        [
            *_SHARED,
            ("reason", pa.string()),
            ("detail", pa.string()),
            ("captured_at", pa.timestamp("us", tz="UTC")),
            ("content_id", pa.string()),
        ]
    ),
    "document": pa.schema(
        [
            *_SHARED,
            ("raw_text", pa.string()),
            ("format", pa.string()),
            ("title", pa.string()),
            ("url", pa.string()),
            ("author", pa.string()),
            ("language", pa.string()),
            ("char_count", pa.int64()),
            ("encoding", pa.string()),
            ("page_marks", pa.list_(_PAGE_MARK)),
        ]
    ),
    "chunk": pa.schema(
        [
            ("file_no", pa.int64()),
            ("record_no", pa.int64()),
            ("chunk_no", pa.int32()),
            ("content", pa.binary()),
        ]
    ),
    "file": pa.schema([("file_no", pa.int64()), ("source_uri", pa.string()), ("fingerprint", pa.string())]),
    "release": pa.schema(
        [
            ("file_no", pa.int64()),
            ("load_id", pa.string()),
            ("source_uri", pa.string()),
            ("record_no", pa.int64()),
        ]
    ),
}
DOCUMENT_ID_POSITION = 3

FLUSH = {table: f"insert into temp.staged_{table} select * from batch" for table in SCHEMAS}
FLUSH["document"] = """
insert into temp.staged_document
select batch.*
from batch
anti join (
    select document_id from raw.document semi join batch using (document_id)
    union all
    select document_id from temp.staged_document semi join batch using (document_id)
) as known using (document_id)
order by file_no, record_no
"""

LARGEST_TOGETHER = """
select coalesce(max(byte_count), 0)
from (
    select sum(byte_count) over (order by file_no, record_no rows 2047 preceding)::bigint as byte_count
    from temp.staged_document
)
"""
"""The bytes of the largest texts that the engine will work on together: it takes 2,048 rows at once."""

_IS_CAPTURE_POSSIBLE = """
    event.captured_at between timestamptz '2009-01-03 00:00:00+00'
        and getvariable('landed_at') + interval 20 minute
"""
"""Nothing was captured before Bitcoin, or after it was found; clocks differ by minutes."""

COMMIT = (
    "begin",
    """
    insert into raw.document by name
    select
        * exclude (file_no),
        getvariable('landed_at') as landed_at,
        getvariable('load_id') as load_id
    from temp.staged_document
    """,
    f"""
    insert into raw.landing_event by name
    select
        event.* exclude (file_no, captured_at, detail),
        case when {_IS_CAPTURE_POSSIBLE} then event.captured_at end as captured_at,
        case
            when not ({_IS_CAPTURE_POSSIBLE})
                then 'declares a capture that cannot be true: ' || event.captured_at::varchar
            else event.detail
        end as detail,
        case
            when event.document_id is null then 'quarantined'
            when event.file_no = document.file_no and event.record_no is not distinct from document.record_no
                then 'landed'
            else 'duplicate'
        end as outcome,
        getvariable('landed_at') as found_at,
        getvariable('load_id') as load_id
    from temp.staged_event as event
    left join temp.staged_document as document using (document_id)
    order by event.file_no, event.record_no
    """,
    """
    insert into raw.inbox_file
    select source_uri, fingerprint, getvariable('load_id') from temp.staged_file
    """,
    """
    insert into raw.quarantine
    select
        content_id,
        source_uri,
        record_no,
        reason,
        byte_count,
        getvariable('landed_at'),
        getvariable('load_id'),
        null,
        null
    from temp.staged_event
    where document_id is null
    order by file_no, record_no
    """,
    """
    insert into raw.quarantine_chunk
    with keeper as (
        select content_id, file_no, record_no
        from temp.staged_event
        where content_id is not null and content_id not in (select content_id from raw.quarantine_chunk)
        qualify row_number() over (partition by content_id order by file_no, record_no) = 1
    )
    select keeper.content_id, chunk.chunk_no, chunk.content
    from temp.staged_chunk as chunk
    inner join keeper
        on chunk.file_no = keeper.file_no and chunk.record_no is not distinct from keeper.record_no
    """,
    """
    update raw.quarantine
    set released_load_id = getvariable('load_id')
    from temp.staged_release as release
    where quarantine.load_id = release.load_id
        and quarantine.source_uri = release.source_uri
        and quarantine.record_no is not distinct from release.record_no
    """,
    """
    insert into raw.load
    select
        getvariable('load_id'),
        getvariable('landed_at'),
        count(*),
        count(*) filter (outcome = 'landed'),
        count(*) filter (outcome = 'duplicate'),
        count(*) filter (outcome = 'quarantined')
    from raw.landing_event
    where load_id = getvariable('load_id')
    """,
    "commit",
)
