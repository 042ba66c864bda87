"""The table of what people are told."""

from include.tables.declaration import Column, Table

ALERT = Table(
    name="quality.alert",
    description="What people are told about refused loads and incidents. Grain: one row a channel and event.",
    columns=(
        Column("channel", "varchar", "log, webhook or mail."),
        Column("event", "varchar", "load_refused, incident_opened or incident_resolved."),
        Column("subject_id", "varchar", "The incident, or the run that refused the load."),
        Column("validation_run_id", "varchar", "The run in which it happened."),
        Column("subject", "varchar", "What it is about, as it is told."),
        Column("facts", "varchar", "Ids and figures, as they are told."),
        Column("happened_at", "timestamp with time zone", "When that run had ended."),
        Column("attempt_count", "integer", "How often it was tried to send it."),
        Column(
            "last_error", "varchar", "Why the last attempt failed; no address, no secret.", is_nullable=True
        ),
        Column(
            "sent_at",
            "timestamp with time zone",
            "When it was sent; missing while it waits.",
            is_nullable=True,
        ),
    ),
    primary_key=("channel", "event", "subject_id", "validation_run_id"),
)

TABLES = (ALERT,)
