"""The tables of the schema `quality` that comparing with history writes."""

INCIDENT_TABLES = """
create table if not exists quality.metric_result (
    validation_run_id varchar not null,
    metric varchar not null,
    dimension varchar not null,
    dimension_value varchar not null,
    kind varchar not null,
    state varchar not null,
    observed_value double not null,
    expected_low double,
    expected_high double,
    point_count integer not null,
    primary key (validation_run_id, metric, dimension, dimension_value, kind)
);

create table if not exists quality.incident (
    incident_id varchar primary key,
    kind varchar not null,
    metric_or_check varchar not null,
    dimension varchar not null,
    severity varchar not null,
    state varchar not null,
    opened_at timestamptz not null,
    opened_run_id varchar not null,
    last_seen_at timestamptz not null,
    last_seen_run_id varchar not null,
    resolved_at timestamptz,
    resolved_run_id varchar,
    observed_value double,
    expected_low double,
    expected_high double,
    detail varchar not null,
    sample_document_ids varchar[] not null
);

create table if not exists quality.observed_column (
    table_name varchar not null,
    column_name varchar not null,
    data_type varchar not null,
    validation_run_id varchar not null,
    primary key (table_name, column_name)
);
"""

INCIDENT_TABLE_COMMENTS = {
    "quality.metric_result": (
        "What one figure of a run was beside its history. "
        "Grain: one row a run, metric, dimension, value and kind."
    ),
    "quality.incident": (
        "A fault from the run that saw it first to the one that saw it no more. Grain: one row an incident."
    ),
    "quality.observed_column": (
        "The columns that the last accepted run saw. Grain: one row a table and column."
    ),
}
INCIDENT_COLUMN_COMMENTS = {
    "quality.metric_result.kind": "The kind of incident that a deviation opens.",
    "quality.metric_result.state": (
        "ok, deviates, not_enough_history, or too_few_to_tell: no value would be conspicuous."
    ),
    "quality.metric_result.observed_value": "The figure of the loads that waited for the verdict.",
    "quality.metric_result.expected_low": "Less deviates. Null where that side is not watched.",
    "quality.metric_result.expected_high": "More deviates. Null where that side is not watched.",
    "quality.metric_result.point_count": "How many earlier points say what is usual.",
    "quality.incident.kind": (
        "volume, source_volume, source_stopped, new_source, layout_drift, mention_rate, quarantine_share, "
        "freshness, schema_change, expectation or refused_load."
    ),
    "quality.incident.metric_or_check": "The figure or the expectation that shows it most clearly.",
    "quality.incident.dimension": "Where: a source, a layout, a reason, a table, a check, a load, or all.",
    "quality.incident.severity": "critical, warning or info.",
    "quality.incident.state": "opened, still_open (seen again by a later run) or resolved.",
    "quality.incident.last_seen_at": "When a run last found the fault.",
    "quality.incident.observed_value": "The figure when the fault was last seen.",
    "quality.incident.detail": "What was found, and what to do. A line a figure.",
    "quality.incident.sample_document_ids": "Up to three documents that show the fault.",
    "quality.observed_column.validation_run_id": "The run that saw it.",
}
