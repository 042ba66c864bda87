"""The tables of the schema `raw`: what was found, what it held, and what became of it."""

import duckdb

from include.tables import raw_comments
from include.tables.quality import create_quality_tables

RAW_TABLES = """
create schema if not exists raw;

create table if not exists raw.load (
    load_id varchar primary key,
    landed_at timestamptz not null,
    found_count bigint not null,
    landed_count bigint not null,
    duplicate_count bigint not null,
    quarantined_count bigint not null
);

create table if not exists raw.document (
    document_id varchar not null,
    raw_text varchar not null,
    format varchar not null,
    source_uri varchar not null,
    record_no bigint,
    title varchar,
    url varchar,
    source varchar,
    published_at_raw varchar,
    categories varchar[],
    tags varchar[],
    author varchar,
    language varchar,
    char_count bigint not null,
    byte_count bigint not null,
    encoding varchar not null,
    landed_at timestamptz not null,
    load_id varchar not null
);

create table if not exists raw.landing_event (
    load_id varchar not null,
    source_uri varchar not null,
    record_no bigint,
    document_id varchar,
    outcome varchar not null,
    reason varchar,
    detail varchar,
    byte_count bigint not null,
    found_at timestamptz not null,
    captured_at timestamptz,
    published_at_raw varchar,
    source varchar,
    categories varchar[],
    tags varchar[],
    content_id varchar
);

create table if not exists raw.inbox_file (
    source_uri varchar not null,
    fingerprint varchar not null,
    load_id varchar not null
);

create table if not exists raw.quarantine (
    content_id varchar,
    source_uri varchar not null,
    record_no bigint,
    reason varchar not null,
    byte_count bigint not null,
    quarantined_at timestamptz not null,
    load_id varchar not null,
    released_load_id varchar
);

create table if not exists raw.quarantine_chunk (
    content_id varchar not null,
    chunk_no integer not null,
    content blob not null
);

create table if not exists raw.reprocess_request (
    load_id varchar not null,
    document_id varchar not null
);
"""


def create_raw_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create what is missing, with the tables of the verdicts; what is there stays as it is."""
    connection.execute("begin")
    create_quality_tables(connection)
    connection.execute(RAW_TABLES)
    connection.execute(raw_comments.statements())
    connection.execute("commit")
