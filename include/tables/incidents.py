"""The tables of the schema `quality` that comparing with history writes."""

from include.tables.declaration import Column, Table

METRIC_RESULT = Table(
    name="quality.metric_result",
    description=(
        "What one figure of a run was beside its history. Grain: one row a run, metric, dimension, value and"
        " kind."
    ),
    columns=(
        Column("validation_run_id", "varchar", "The run."),
        Column("metric", "varchar", "The figure, as in quality.metric_load."),
        Column("dimension", "varchar", "What it is counted by: a source, a layout, a reason, or everything."),
        Column("dimension_value", "varchar", "Which one."),
        Column("kind", "varchar", "The kind of incident that a deviation opens."),
        Column(
            "state",
            "varchar",
            "ok, deviates, not_enough_history, or too_few_to_tell: no value would be conspicuous.",
        ),
        Column("observed_value", "double", "The figure of the loads that waited for the verdict."),
        Column(
            "expected_low", "double", "Less deviates. Null where that side is not watched.", is_nullable=True
        ),
        Column(
            "expected_high", "double", "More deviates. Null where that side is not watched.", is_nullable=True
        ),
        Column("point_count", "integer", "How many earlier points say what is usual."),
    ),
    primary_key=("validation_run_id", "metric", "dimension", "dimension_value", "kind"),
)
INCIDENT = Table(
    name="quality.incident",
    description=(
        "A fault from the run that saw it first to the one that saw it no more. Grain: one row an incident."
    ),
    columns=(
        Column("incident_id", "varchar", "Hash of the kind, the place and the run that opened it."),
        Column(
            "kind",
            "varchar",
            (
                "volume, source_volume, source_stopped, new_source, layout_drift, truncation, "
                "unnamed_source, mention_rate, quarantine_share, freshness, schema_change, expectation, "
                "refused_load or feed_failing."
            ),
        ),
        Column("metric_or_check", "varchar", "The figure or the expectation that shows it most clearly."),
        Column(
            "dimension",
            "varchar",
            "Where: a source, a layout, a reason, a table, a check, a load, a feed or all.",
        ),
        Column("severity", "varchar", "critical, warning or info."),
        Column("state", "varchar", "opened, still_open (seen again by a later run) or resolved."),
        Column("opened_at", "timestamp with time zone", "When that run had ended, UTC."),
        Column("opened_run_id", "varchar", "The run that saw the fault first; of a feed, the poll."),
        Column("last_seen_at", "timestamp with time zone", "When a run last found the fault."),
        Column("last_seen_run_id", "varchar", "The run that last found the fault."),
        Column(
            "resolved_at",
            "timestamp with time zone",
            "When a run saw it no more; missing while it is open.",
            is_nullable=True,
        ),
        Column("resolved_run_id", "varchar", "The run that saw it no more.", is_nullable=True),
        Column("observed_value", "double", "The figure when the fault was last seen.", is_nullable=True),
        Column(
            "expected_low", "double", "Less deviates. Null where that side is not watched.", is_nullable=True
        ),
        Column(
            "expected_high", "double", "More deviates. Null where that side is not watched.", is_nullable=True
        ),
        Column("detail", "varchar", "What was found, and what to do. A line a figure."),
        Column("sample_document_ids", "varchar[]", "Up to three documents that show the fault."),
    ),
    primary_key=("incident_id",),
)
OBSERVED_COLUMN = Table(
    name="quality.observed_column",
    description="The columns that the last accepted run saw. Grain: one row a table and column.",
    columns=(
        Column("table_name", "varchar", "The table, with its schema."),
        Column("column_name", "varchar", "The column."),
        Column("data_type", "varchar", "Its type, in the engine's words."),
        Column("validation_run_id", "varchar", "The run that saw it."),
    ),
    primary_key=("table_name", "column_name"),
)

TABLES = (
    METRIC_RESULT,
    INCIDENT,
    OBSERVED_COLUMN,
)
