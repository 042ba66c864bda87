"""The tables of documents that are read again: which, and what that changed."""

from include.tables.declaration import Column, Table

REPROCESS_CHANGE = Table(
    name="quality.reprocess_change",
    description=(
        "What reading documents again changed. Grain: one row a load, table, change and column; the column "
        "is null where whole rows came (added) or went (removed)."
    ),
    columns=(
        Column("load_id", "varchar", "The load that stands for the request."),
        Column("table_name", "varchar", "The table, in core."),
        Column("change", "varchar", "added, removed or changed."),
        Column(
            "column_name",
            "varchar",
            "The column that changed; null where whole rows came or went.",
            is_nullable=True,
        ),
        Column("change_count", "bigint", "Rows."),
        Column("sample_document_ids", "varchar[]", "Up to five documents that show it."),
    ),
)
BEFORE_REQUEST = Table(
    name="staging.before_request",
    description=(
        "The request whose documents the tables staging.before_* remember, and whether they were compared. "
        "Grain: one row at most."
    ),
    columns=(
        Column("load_id", "varchar", "The load that stands for the request."),
        Column("is_compared", "boolean", "Whether what changed was written down."),
    ),
)

TABLES = (
    REPROCESS_CHANGE,
    BEFORE_REQUEST,
)
