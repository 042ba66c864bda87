"""One load on its way into `raw.*`: collected in temporary tables, committed in one transaction."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa

from include.landing.identity import document_id
from include.landing.read import Landable, Refused

FLUSH_ROW_COUNT = 4096
FLUSH_TEXT_BYTES = 32 << 20
CHUNK_BYTES = 1 << 20

_EVENT = pa.schema(
    {
        "file_no": pa.int64(),
        "source_uri": pa.string(),
        "record_no": pa.int64(),
        "document_id": pa.string(),
        "reason": pa.string(),
        "detail": pa.string(),
        "byte_count": pa.int64(),
        "captured_at": pa.timestamp("us", tz="UTC"),
        "published_at_raw": pa.string(),
        "source": pa.string(),
        "categories": pa.list_(pa.string()),
        "tags": pa.list_(pa.string()),
        "content_id": pa.string(),
    }
)
_DOCUMENT = pa.schema(
    {
        "file_no": pa.int64(),
        "document_id": pa.string(),
        "raw_text": pa.string(),
        "format": pa.string(),
        "source_uri": pa.string(),
        "record_no": pa.int64(),
        "title": pa.string(),
        "url": pa.string(),
        "source": pa.string(),
        "published_at_raw": pa.string(),
        "categories": pa.list_(pa.string()),
        "tags": pa.list_(pa.string()),
        "author": pa.string(),
        "language": pa.string(),
        "char_count": pa.int64(),
        "byte_count": pa.int64(),
        "encoding": pa.string(),
    }
)
_CHUNK = pa.schema(
    {"file_no": pa.int64(), "content_id": pa.string(), "chunk_no": pa.int32(), "content": pa.binary()}
)
_FILE = pa.schema({"file_no": pa.int64(), "source_uri": pa.string(), "fingerprint": pa.string()})

_SCHEMAS = {"event": _EVENT, "document": _DOCUMENT, "chunk": _CHUNK, "file": _FILE}

_COMMIT = """
begin;

insert into raw.document by name
select * exclude (file_no), $landed_at::timestamptz as landed_at, $load_id as load_id
from temp.staged_document
order by file_no, record_no;

insert into raw.landing_event by name
select
    $load_id as load_id,
    event.* exclude (file_no, place_no),
    case
        when event.document_id is null then 'quarantined'
        when event.place_no = 1 and document.document_id is not null then 'landed'
        else 'duplicate'
    end as outcome,
    $landed_at::timestamptz as found_at
from (
    select
        *,
        row_number() over (partition by document_id order by file_no, record_no) as place_no
    from temp.staged_event
) as event
left join temp.staged_document as document using (document_id)
order by event.file_no, event.record_no;

insert into raw.inbox_file
select source_uri, fingerprint, $load_id from temp.staged_file order by file_no;

insert into raw.quarantine
select
    content_id, source_uri, record_no, reason, byte_count, $landed_at::timestamptz, $load_id, null
from temp.staged_event
where document_id is null
order by file_no, record_no;

insert into raw.quarantine_chunk
select content_id, chunk_no, any_value(content)
from temp.staged_chunk
where content_id not in (select content_id from raw.quarantine_chunk)
group by content_id, chunk_no;

insert into raw.load
select
    $load_id,
    $landed_at::timestamptz,
    count(*),
    count(*) filter (outcome = 'landed'),
    count(*) filter (outcome = 'duplicate'),
    count(*) filter (outcome = 'quarantined')
from raw.landing_event
where load_id = $load_id;

commit;
"""


class Staging:
    """Collects what a load found. Nothing of it is visible, or lasts, before `commit`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._columns: dict[str, dict[str, list[Any]]] = {}
        self._staged_bytes = 0
        for table, schema in _SCHEMAS.items():
            self._columns[table] = {name: [] for name in schema.names}
            connection.register("batch", schema.empty_table())
            connection.execute(f"create or replace temp table staged_{table} as select * from batch")
            connection.unregister("batch")

    def add_file(self, file_no: int, source_uri: str, fingerprint: str) -> None:
        """Remember a version of a file, so that no later load looks into it again."""
        self._append("file", file_no=file_no, source_uri=source_uri, fingerprint=fingerprint)

    def add_document(self, file_no: int, source_uri: str, found: Landable) -> None:
        """Take a document, which may turn out to be a duplicate."""
        record = found.record
        identity = document_id(record.raw_text, record.url)
        shared = {
            "file_no": file_no,
            "document_id": identity,
            "source_uri": source_uri,
            "record_no": found.record_no,
            "source": record.source,
            "published_at_raw": record.published_at_raw,
            "categories": record.categories,
            "tags": record.tags,
            "byte_count": found.byte_count,
        }
        self._append("event", **shared, captured_at=record.captured_at)
        self._append(
            "document",
            **shared,
            raw_text=record.raw_text,
            format=found.format,
            title=record.title,
            url=record.url,
            author=record.author,
            language=record.language,
            char_count=len(record.raw_text),
            encoding=found.encoding,
        )
        self._flush_when_full(len(record.raw_text))

    def add_refused(self, file_no: int, source_uri: str, refused: Refused) -> None:
        """Take something into quarantine, with all its bytes."""
        digest = hashlib.sha256()
        byte_count = chunk_count = 0
        staged_name = f"{file_no}/{refused.record_no}"
        for chunk in _rechunk(refused.content):
            digest.update(chunk)
            self._append(
                "chunk", file_no=file_no, content_id=staged_name, chunk_no=chunk_count, content=chunk
            )
            byte_count += len(chunk)
            chunk_count += 1
            self._flush_when_full(len(chunk))
        identity = digest.hexdigest()
        self._rename_chunks(staged_name, identity, chunk_count)
        self._append(
            "event",
            file_no=file_no,
            source_uri=source_uri,
            record_no=refused.record_no,
            reason=refused.reason,
            detail=refused.detail,
            byte_count=byte_count,
            content_id=identity if chunk_count else None,
        )

    def drop_file(self, file_no: int) -> None:
        """Forget all that was staged from one file."""
        self.flush()
        for table in _SCHEMAS:
            self._connection.execute(f"delete from temp.staged_{table} where file_no = ?", [file_no])

    def flush(self) -> None:
        """Move what is held in Python into the temporary tables, new documents only."""
        for table, schema in _SCHEMAS.items():
            columns = self._columns[table]
            if not columns["file_no"]:
                continue
            self._connection.register("batch", pa.table(columns, schema=schema))
            if table == "document":
                self._connection.execute(
                    """
                    insert into temp.staged_document
                    select distinct on (document_id) * from batch
                    where document_id not in (select document_id from temp.staged_document)
                        and document_id not in (select document_id from raw.document)
                    order by document_id, file_no, record_no
                    """
                )
            else:
                self._connection.execute(f"insert into temp.staged_{table} select * from batch")
            self._connection.unregister("batch")
            self._columns[table] = {name: [] for name in schema.names}
        self._staged_bytes = 0

    def commit(self, load_id: str, landed_at: datetime) -> None:
        """Make the load visible, all of it or nothing."""
        self.flush()
        parameters = {"load_id": load_id, "landed_at": landed_at}
        try:
            for statement in duckdb.extract_statements(_COMMIT):
                used = {name: parameters[name] for name in statement.named_parameters}
                self._connection.execute(statement, used)
        except BaseException:
            self._connection.rollback()
            raise

    def _append(self, table: str, **values: Any) -> None:
        for name, column in self._columns[table].items():
            column.append(values.get(name))

    def _flush_when_full(self, byte_count: int) -> None:
        self._staged_bytes += byte_count
        if (
            len(self._columns["event"]["file_no"]) >= FLUSH_ROW_COUNT
            or self._staged_bytes >= FLUSH_TEXT_BYTES
        ):
            self.flush()

    def _rename_chunks(self, staged_name: str, identity: str, chunk_count: int) -> None:
        """Chunks are staged before the hash of all of them is known."""
        names = self._columns["chunk"]["content_id"]
        for position, name in enumerate(names):
            if name == staged_name:
                names[position] = identity
        if chunk_count > 1:
            self._connection.execute(
                "update temp.staged_chunk set content_id = ? where content_id = ?", [identity, staged_name]
            )


def _rechunk(pieces: Iterable[bytes]) -> Iterable[bytes]:
    """Cut pieces down to the size of a chunk."""
    for piece in pieces:
        for start in range(0, len(piece), CHUNK_BYTES):
            yield piece[start : start + CHUNK_BYTES]
