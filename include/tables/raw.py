"""The tables of the schema `raw`: what was found, what it held, and what became of it."""

from include.tables.declaration import Column, Table

_SOURCE_URI = "The path inside the inbox, or the whole URL of an object."
_RECORD_NO = "The place of the record in its file, from 1; null where the file is one document."
_CONTENT_ID = "SHA-256 of the bytes that were not landed; null where there are none."

LOAD = Table(
    name="raw.load",
    description=(
        "One load: of the inbox, where it found something, or a request to read documents again, which found"
        " nothing. Grain: one row a load."
    ),
    columns=(
        Column(
            "load_id",
            "varchar",
            "Hash of what the load found or was asked for: the same gives the same load.",
        ),
        Column("landed_at", "timestamp with time zone", "When it was landed, UTC."),
        Column(
            "found_count",
            "bigint",
            "Things found: landed + duplicate + quarantined; 0 for a request to read again.",
        ),
        Column("landed_count", "bigint", "Contents that were new."),
        Column("duplicate_count", "bigint", "Contents that were here already."),
        Column("quarantined_count", "bigint", "Things that could not be landed."),
    ),
    primary_key=("load_id",),
)
DOCUMENT = Table(
    name="raw.document",
    description="One distinct content, append only. Grain: one row a document.",
    columns=(
        Column(
            "document_id",
            "varchar",
            "SHA-256 of the text; where a URL is declared, of the text, a NUL and the URL.",
        ),
        Column(
            "raw_text",
            "varchar",
            (
                "The text, exactly; of an HTML page, its rendition as lines; of a record, its headline, a "
                "blank line and its summary. Every place is counted in it, in characters."
            ),
        ),
        Column("format", "varchar", "page_text, html or record."),
        Column("source_uri", "varchar", _SOURCE_URI),
        Column("record_no", "bigint", _RECORD_NO, is_nullable=True),
        Column(
            "title", "varchar", "The title that the record or the page's metadata declares.", is_nullable=True
        ),
        Column("url", "varchar", "The address that it declares.", is_nullable=True),
        Column(
            "source",
            "varchar",
            "The source that it declares, as it was landed first; raw.landing_event has every capture.",
            is_nullable=True,
        ),
        Column(
            "published_at_raw",
            "varchar",
            "The time of publication that it declares, as written when it was landed first.",
            is_nullable=True,
        ),
        Column(
            "categories",
            "varchar[]",
            "Categories that it declares; null where it declares none.",
            is_nullable=True,
        ),
        Column("tags", "varchar[]", "Tags that it declares; empty differs from missing.", is_nullable=True),
        Column("author", "varchar", "The author that it declares.", is_nullable=True),
        Column("language", "varchar", "The language that it declares.", is_nullable=True),
        Column("char_count", "bigint", "Characters (Unicode code points) of raw_text."),
        Column("byte_count", "bigint", "Bytes of the file or record that it came from, unpacked."),
        Column("encoding", "varchar", "The encoding that those bytes were in."),
        Column("landed_at", "timestamp with time zone", "When it was landed first, UTC."),
        Column("load_id", "varchar", "The load that landed it first."),
        Column(
            "page_marks",
            "STRUCT(kind VARCHAR, char_start INTEGER, char_end INTEGER)[]",
            (
                "What an HTML page's markup tells about its text: runs of lines that are content, heading "
                "lines, and the wall where an article stops that is not free; null where it tells nothing, "
                "for other formats, and for pages that were landed before there was this column."
            ),
            is_nullable=True,
        ),
    ),
)
LANDING_EVENT = Table(
    name="raw.landing_event",
    description=(
        "The ledger: one thing found by one load and what became of it. Grain: one row a load and thing."
    ),
    columns=(
        Column("load_id", "varchar", "The load that found it."),
        Column("source_uri", "varchar", _SOURCE_URI),
        Column("record_no", "bigint", _RECORD_NO, is_nullable=True),
        Column(
            "document_id",
            "varchar",
            "The document that it is; null where it is quarantined.",
            is_nullable=True,
        ),
        Column("outcome", "varchar", "landed, duplicate or quarantined."),
        Column("reason", "varchar", "Why it is quarantined, as one word; null otherwise.", is_nullable=True),
        Column(
            "detail",
            "varchar",
            "The same in a sentence; of what is landed, a time of capture that cannot be true.",
            is_nullable=True,
        ),
        Column("byte_count", "bigint", "Bytes of the file or record, unpacked."),
        Column("found_at", "timestamp with time zone", "When the load found it, UTC."),
        Column(
            "captured_at",
            "timestamp with time zone",
            (
                "When it was captured, as the record declares, UTC; null where that cannot be true: before "
                "2009, or after it was found."
            ),
            is_nullable=True,
        ),
        Column(
            "published_at_raw",
            "varchar",
            "The time of publication that is declared with this capture, as written.",
            is_nullable=True,
        ),
        Column("source", "varchar", "The source that is declared with this capture.", is_nullable=True),
        Column(
            "categories",
            "varchar[]",
            "Categories that are declared with this capture; null where none are.",
            is_nullable=True,
        ),
        Column(
            "tags",
            "varchar[]",
            "Tags that are declared with this capture; empty differs from missing.",
            is_nullable=True,
        ),
        Column("content_id", "varchar", _CONTENT_ID, is_nullable=True),
    ),
)
INBOX_FILE = Table(
    name="raw.inbox_file",
    description="The versions of files that are known. Grain: one row a source and fingerprint.",
    columns=(
        Column("source_uri", "varchar", _SOURCE_URI),
        Column(
            "fingerprint",
            "varchar",
            "What changes whenever the file does: it is not read again under the same one.",
        ),
        Column("load_id", "varchar", "The load that read it."),
    ),
)
QUARANTINE = Table(
    name="raw.quarantine",
    description="What was not landed, and why. Grain: one row a quarantined thing.",
    columns=(
        Column("content_id", "varchar", _CONTENT_ID, is_nullable=True),
        Column("source_uri", "varchar", _SOURCE_URI),
        Column("record_no", "bigint", _RECORD_NO, is_nullable=True),
        Column("reason", "varchar", "Why it was not landed, as one word."),
        Column("byte_count", "bigint", "Bytes that were not landed."),
        Column("quarantined_at", "timestamp with time zone", "When, UTC."),
        Column("load_id", "varchar", "The load that found it."),
        Column(
            "released_load_id",
            "varchar",
            "The load that landed it after all; null while it waits.",
            is_nullable=True,
        ),
        Column(
            "bytes_removed_at",
            "timestamp with time zone",
            "When its bytes were removed, having been kept long enough, UTC; null while they are kept.",
            is_nullable=True,
        ),
    ),
)
QUARANTINE_CHUNK = Table(
    name="raw.quarantine_chunk",
    description="The bytes of what was not landed. Grain: one row a content and chunk.",
    columns=(
        Column("content_id", "varchar", "SHA-256 of the whole content."),
        Column("chunk_no", "integer", "The place of the chunk in the content."),
        Column("content", "blob", "Bytes of the chunk."),
    ),
)
REPROCESS_REQUEST = Table(
    name="raw.reprocess_request",
    description="A document to be read again. Grain: one row a load and document.",
    columns=(
        Column("load_id", "varchar", "The load that stands for the request; its verdict is the request's."),
        Column("document_id", "varchar", "The document to be read again."),
    ),
)

TABLES = (
    LOAD,
    DOCUMENT,
    LANDING_EVENT,
    INBOX_FILE,
    QUARANTINE,
    QUARANTINE_CHUNK,
    REPROCESS_REQUEST,
)
