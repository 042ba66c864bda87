"""What the tables of the schema `raw` and their columns hold, in the words that the database keeps."""

TABLE_COMMENTS = {
    "raw.load": (
        "One load: of the inbox, where it found something, or a request to read documents again, which found "
        "nothing. Grain: one row a load."
    ),
    "raw.document": "One distinct content, append only. Grain: one row a document.",
    "raw.landing_event": (
        "The ledger: one thing found by one load and what became of it. Grain: one row a load and thing."
    ),
    "raw.inbox_file": "The versions of files that are known. Grain: one row a source and fingerprint.",
    "raw.quarantine": "What was not landed, and why. Grain: one row a quarantined thing.",
    "raw.reprocess_request": "A document to be read again. Grain: one row a load and document.",
    "raw.quarantine_chunk": "The bytes of what was not landed. Grain: one row a content and chunk.",
}

_SOURCE_URI = "The path inside the inbox, or the whole URL of an object."
_RECORD_NO = "The place of the record in its file, from 1; null where the file is one document."
_CONTENT_ID = "SHA-256 of the bytes that were not landed; null where there are none."

COLUMN_COMMENTS = {
    "raw.load": {
        "load_id": "Hash of what the load found or was asked for: the same gives the same load.",
        "landed_at": "When it was landed, UTC.",
        "found_count": "Things found: landed + duplicate + quarantined; 0 for a request to read again.",
        "landed_count": "Contents that were new.",
        "duplicate_count": "Contents that were here already.",
        "quarantined_count": "Things that could not be landed.",
    },
    "raw.document": {
        "document_id": "SHA-256 of the text; where a URL is declared, of the text, a NUL and the URL.",
        "raw_text": (
            "The text, exactly; of an HTML page, its rendition as lines; of a record, its headline, a blank "
            "line and its summary. Every place is counted in it, in characters."
        ),
        "format": "page_text, html or record.",
        "source_uri": _SOURCE_URI,
        "record_no": _RECORD_NO,
        "title": "The title that the record or the page's metadata declares.",
        "url": "The address that it declares.",
        "source": "The source that it declares, as it was landed first; raw.landing_event has every capture.",
        "published_at_raw": "The time of publication that it declares, as written when it was landed first.",
        "categories": "Categories that it declares; null where it declares none.",
        "tags": "Tags that it declares; empty differs from missing.",
        "author": "The author that it declares.",
        "language": "The language that it declares.",
        "char_count": "Characters (Unicode code points) of raw_text.",
        "byte_count": "Bytes of the file or record that it came from, unpacked.",
        "encoding": "The encoding that those bytes were in.",
        "landed_at": "When it was landed first, UTC.",
        "load_id": "The load that landed it first.",
    },
    "raw.landing_event": {
        "load_id": "The load that found it.",
        "source_uri": _SOURCE_URI,
        "record_no": _RECORD_NO,
        "document_id": "The document that it is; null where it is quarantined.",
        "outcome": "landed, duplicate or quarantined.",
        "reason": "Why it is quarantined, as one word; null otherwise.",
        "detail": "The same in a sentence.",
        "byte_count": "Bytes of the file or record, unpacked.",
        "found_at": "When the load found it, UTC.",
        "captured_at": "When it was captured, as the record declares, UTC.",
        "published_at_raw": "The time of publication that is declared with this capture, as written.",
        "source": "The source that is declared with this capture.",
        "categories": "Categories that are declared with this capture; null where none are.",
        "tags": "Tags that are declared with this capture; empty differs from missing.",
        "content_id": _CONTENT_ID,
    },
    "raw.inbox_file": {
        "source_uri": _SOURCE_URI,
        "fingerprint": "What changes whenever the file does: it is not read again under the same one.",
        "load_id": "The load that read it.",
    },
    "raw.quarantine": {
        "content_id": _CONTENT_ID,
        "source_uri": _SOURCE_URI,
        "record_no": _RECORD_NO,
        "reason": "Why it was not landed, as one word.",
        "byte_count": "Bytes that were not landed.",
        "quarantined_at": "When, UTC.",
        "load_id": "The load that found it.",
        "released_load_id": "The load that landed it after all; null while it waits.",
    },
    "raw.quarantine_chunk": {
        "content_id": "SHA-256 of the whole content.",
        "chunk_no": "The place of the chunk in the content.",
        "content": "Bytes of the chunk.",
    },
    "raw.reprocess_request": {
        "load_id": "The load that stands for the request; its verdict is the request's.",
        "document_id": "The document to be read again.",
    },
}


def statements() -> str:
    """The SQL that attaches all of them."""
    comments = {f"table {table}": comment for table, comment in TABLE_COMMENTS.items()} | {
        f"column {table}.{column}": comment
        for table, columns in COLUMN_COMMENTS.items()
        for column, comment in columns.items()
    }
    literals = {place: comment.replace("'", "''") for place, comment in comments.items()}
    return "\n".join(f"comment on {place} is '{literal}';" for place, literal in literals.items())
