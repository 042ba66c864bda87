"""The tables of the schema `quality` that the gate writes."""

from typing import Any

import duckdb
import pyarrow as pa

from include.tables.incidents import (
    INCIDENT_COLUMN_COMMENTS,
    INCIDENT_TABLE_COMMENTS,
    INCIDENT_TABLES,
)

QUALITY_TABLES = """
create schema if not exists quality;

create table if not exists quality.load_verdict (
    load_id varchar primary key,
    validation_run_id varchar not null,
    is_accepted boolean not null,
    decided_at timestamptz not null
);

create table if not exists quality.load_release (
    load_id varchar not null,
    released_at timestamptz not null
);

create table if not exists quality.validation_run (
    validation_run_id varchar primary key,
    load_ids varchar[] not null,
    started_at timestamptz not null,
    finished_at timestamptz not null,
    is_accepted boolean not null,
    passed_count integer not null,
    warned_count integer not null,
    failed_count integer not null,
    document_count bigint not null
);

create table if not exists quality.validation_result (
    validation_run_id varchar not null,
    table_name varchar not null,
    check_name varchar not null,
    check_no integer not null,
    expectation_type varchar not null,
    column_name varchar,
    severity varchar not null,
    status varchar not null,
    is_success boolean not null,
    element_count bigint,
    unexpected_count bigint,
    unexpected_pct double,
    observed_value varchar,
    reason varchar not null,
    primary key (validation_run_id, table_name, check_name)
);

create table if not exists quality.validation_failure (
    validation_run_id varchar not null,
    table_name varchar not null,
    check_name varchar not null,
    failure_no integer not null,
    document_id varchar,
    char_start bigint,
    char_end bigint,
    row_values varchar not null,
    primary key (validation_run_id, table_name, check_name, failure_no)
);

create table if not exists quality.set_aside_document (
    document_id varchar not null,
    validation_run_id varchar not null,
    table_name varchar not null,
    check_name varchar not null,
    reason varchar not null,
    set_aside_at timestamptz not null,
    closed_at timestamptz,
    closed_as varchar,
    primary key (document_id, validation_run_id, table_name, check_name)
);
"""

TABLE_COMMENTS = {
    "quality.load_verdict": "Whether a load may be published. Grain: one row a validated load.",
    "quality.load_release": (
        "A person has withdrawn the refusal of a load, to have it judged anew. "
        "Grain: one row a refused load and release."
    ),
    "quality.validation_run": "One look of the gate at one batch of loads. Grain: one row a batch.",
    "quality.validation_result": "What one expectation found. Grain: one row a run, table and check.",
    "quality.validation_failure": (
        "A sample of the rows that an expectation did not hold for. Grain: one row a result and failing row."
    ),
    "quality.set_aside_document": (
        "A document that was left out so that its load could be accepted, and why. "
        "Grain: one row a document, run, table and check."
    ),
}
COLUMN_COMMENTS = {
    "quality.validation_run.load_ids": "The loads that the run decided about.",
    "quality.validation_run.passed_count": "Expectations that held.",
    "quality.validation_run.warned_count": "Expectations that did not hold and refuse nothing.",
    "quality.validation_run.failed_count": "Critical expectations that did not hold; one refuses the loads.",
    "quality.validation_result.check_name": "Unique within its table, and the same from run to run.",
    "quality.validation_result.check_no": "The place of the expectation within the run, from 1.",
    "quality.validation_result.status": "passed, warned or failed.",
    "quality.validation_result.element_count": "Rows looked at, where the expectation counts them.",
    "quality.validation_result.unexpected_count": "Rows for which it did not hold.",
    "quality.validation_result.unexpected_pct": "The same in per cent of the rows looked at.",
    "quality.validation_result.observed_value": "What was found, or why nothing could be found out.",
    "quality.validation_result.reason": "What the expectation protects, and what to do when it fails.",
    "quality.validation_failure.document_id": "The document that the row speaks of, if it speaks of one.",
    "quality.validation_failure.char_start": "Where in the document, in characters, if it is in one place.",
    "quality.validation_failure.row_values": "The keys of the row and what is wrong with it, as JSON.",
    "quality.set_aside_document.validation_run_id": (
        "The look that found it; its results are kept. It decided nothing and is no quality.validation_run."
    ),
    "quality.set_aside_document.reason": "What the expectation protects, and what to do when it fails.",
    "quality.set_aside_document.closed_at": "When it was asked for again; missing while it waits.",
    "quality.set_aside_document.closed_as": "released (a person vouches for it) or reprocessed (read again).",
}


def create_quality_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create what is missing; what is there stays as it is."""
    comments = [
        f"comment on {kind} {name} is '{comment}';"
        for kind, comments_of_kind in (
            ("table", TABLE_COMMENTS | INCIDENT_TABLE_COMMENTS),
            ("column", COLUMN_COMMENTS | INCIDENT_COLUMN_COMMENTS),
        )
        for name, comment in comments_of_kind.items()
    ]
    connection.execute(QUALITY_TABLES + INCIDENT_TABLES + "".join(comments))


def insert_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    """All rows in one statement: one a row would take seconds."""
    if rows:
        connection.register("rows_to_insert", pa.Table.from_pylist(rows))
        connection.execute(f"insert into {table} by name select * from rows_to_insert")
        connection.unregister("rows_to_insert")
