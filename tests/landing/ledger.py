"""What the tests look at: the tables of a home, and whether its ledger balances."""

import hashlib
import json
from pathlib import Path
from typing import Any

from include.settings import Settings
from include.warehouse import writer

TABLES = ("document", "landing_event", "inbox_file", "quarantine", "quarantine_chunk", "load")
TIMES = ("landed_at", "found_at", "quarantined_at")


def query(settings: Settings, sql: str, parameters: object = None) -> list[tuple[Any, ...]]:
    with writer(settings) as connection:
        return connection.execute(sql, parameters).fetchall()


def events(settings: Settings) -> list[tuple[str, int | None, str, str | None]]:
    """Source, record, outcome and reason of all that was ever found, in order."""
    return query(
        settings,
        "select source_uri, record_no, outcome, reason from raw.landing_event order by source_uri, record_no",
    )


def reasons(settings: Settings) -> dict[str, str | None]:
    """The reason, or none, by source; for files that are one thing each."""
    return {source_uri: reason for source_uri, _, _, reason in events(settings)}


def texts(settings: Settings) -> list[str]:
    return [text for (text,) in query(settings, "select raw_text from raw.document order by raw_text")]


def quarantined_bytes(settings: Settings) -> dict[tuple[str, int | None], bytes]:
    """The bytes in quarantine by source and record."""
    with writer(settings) as connection:
        rows = connection.execute(
            """
            select quarantine.source_uri, quarantine.record_no, chunk.content
            from raw.quarantine join raw.quarantine_chunk as chunk using (content_id)
            order by chunk.chunk_no
            """
        ).fetchall()
    content: dict[tuple[str, int | None], bytes] = {}
    for source_uri, record_no, chunk in rows:
        content[source_uri, record_no] = content.get((source_uri, record_no), b"") + chunk
    return content


def state(settings: Settings) -> dict[str, list[str]]:
    """Every row of `raw`, times of landing excepted."""
    with writer(settings) as connection:
        found: dict[str, list[str]] = {}
        for table in TABLES:
            columns = [
                name
                for (name, *_) in connection.execute(f"describe raw.{table}").fetchall()
                if name not in TIMES
            ]
            rows = connection.execute(f"select {', '.join(columns)} from raw.{table}").fetchall()
            found[table] = sorted(map(repr, rows))
        return found


def assert_balanced(settings: Settings) -> None:
    """Everything found is landed, duplicate or quarantined, and each of these is where it belongs."""
    unbalanced = query(
        settings,
        """
        select load.load_id
        from raw.load
        left join (
            select
                load_id,
                count(*) as found,
                count(*) filter (outcome = 'landed' and document_id is not null) as landed,
                count(*) filter (outcome = 'duplicate' and document_id is not null) as duplicate,
                count(*) filter (outcome = 'quarantined' and reason is not null) as quarantined
            from raw.landing_event group by load_id
        ) as event using (load_id)
        where load.found_count is distinct from event.found
            or load.landed_count is distinct from event.landed
            or load.duplicate_count is distinct from event.duplicate
            or load.quarantined_count is distinct from event.quarantined
            or load.found_count <> load.landed_count + load.duplicate_count + load.quarantined_count
        """,
    )
    assert not unbalanced
    landed = query(
        settings,
        "select load_id, source_uri, record_no, document_id from raw.landing_event where outcome = 'landed'",
    )
    documents = query(settings, "select load_id, source_uri, record_no, document_id from raw.document")
    assert sorted(map(repr, landed)) == sorted(map(repr, documents))
    assert len({document_id for *_, document_id in documents}) == len(documents)
    known = {document_id for *_, document_id in documents}
    duplicates = query(settings, "select document_id from raw.landing_event where outcome = 'duplicate'")
    assert {document_id for (document_id,) in duplicates} <= known
    refused = query(
        settings,
        """
        select load_id, source_uri, record_no, reason, content_id, byte_count
        from raw.landing_event where outcome = 'quarantined'
        """,
    )
    kept = query(
        settings, "select load_id, source_uri, record_no, reason, content_id, byte_count from raw.quarantine"
    )
    assert sorted(map(repr, refused)) == sorted(map(repr, kept))
    contents = quarantined_contents(settings)
    assert {row[4] for row in kept if row[4]} == set(contents)
    assert all(hashlib.sha256(content).hexdigest() == name for name, content in contents.items())


def quarantined_contents(settings: Settings) -> dict[str, bytes]:
    contents: dict[str, bytes] = {}
    rows = query(
        settings, "select content_id, content from raw.quarantine_chunk order by content_id, chunk_no"
    )
    for content_id, chunk in rows:
        contents[content_id] = contents.get(content_id, b"") + chunk
    return contents


def write_records(path: Path, records: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))


def record(number: int, **fields: Any) -> dict[str, Any]:
    """A record of a feed, as different from others as its number."""
    return {
        "headline": f"Miners move {number} coins",
        "summary": f"A pool sent {number} BTC to an exchange on Tuesday.",
        "url": f"https://courier.example.org/{number}",
        **fields,
    }
