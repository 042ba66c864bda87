"""The tables of the schema `quality` that the gate writes."""

from include.tables.declaration import Column, Table

LOAD_VERDICT = Table(
    name="quality.load_verdict",
    description="Whether a load may be published. Grain: one row a validated load.",
    columns=(
        Column("load_id", "varchar", "The load."),
        Column("validation_run_id", "varchar", "The run that decided."),
        Column("is_accepted", "boolean", "Whether it may be published."),
        Column("decided_at", "timestamp with time zone", "When that run had ended, UTC."),
    ),
    primary_key=("load_id",),
)
LOAD_RELEASE = Table(
    name="quality.load_release",
    description=(
        "A person has withdrawn the refusal of a load, to have it judged anew. Grain: one row a refused load"
        " and release."
    ),
    columns=(
        Column("load_id", "varchar", "The load that is judged anew."),
        Column("released_at", "timestamp with time zone", "When the refusal was withdrawn, UTC."),
    ),
)
VALIDATION_RUN = Table(
    name="quality.validation_run",
    description="One look of the gate at one batch of loads. Grain: one row a batch.",
    columns=(
        Column("validation_run_id", "varchar", "Hash of the batch: the same batch is the same run."),
        Column("load_ids", "varchar[]", "The loads that the run decided about."),
        Column("started_at", "timestamp with time zone", "When the look began, UTC."),
        Column("finished_at", "timestamp with time zone", "When it ended, UTC."),
        Column("is_accepted", "boolean", "Whether no critical expectation failed."),
        Column("passed_count", "integer", "Expectations that held."),
        Column("warned_count", "integer", "Expectations that did not hold and refuse nothing."),
        Column("failed_count", "integer", "Critical expectations that did not hold; one refuses the loads."),
        Column("document_count", "bigint", "Documents that the loads brought or asked for."),
    ),
    primary_key=("validation_run_id",),
)
VALIDATION_RESULT = Table(
    name="quality.validation_result",
    description="What one expectation found. Grain: one row a run, table and check.",
    columns=(
        Column("validation_run_id", "varchar", "The run."),
        Column("table_name", "varchar", "The table that was looked at, with its schema."),
        Column("check_name", "varchar", "Unique within its table, and the same from run to run."),
        Column("check_no", "integer", "The place of the expectation within the run, from 1."),
        Column(
            "expectation_type",
            "varchar",
            "The expectation as Great Expectations calls it, or compare_with_history.",
        ),
        Column("column_name", "varchar", "The column, where the expectation is about one.", is_nullable=True),
        Column("severity", "varchar", "critical or warning."),
        Column("status", "varchar", "passed, warned or failed."),
        Column("is_success", "boolean", "Whether it held."),
        Column(
            "element_count", "bigint", "Rows looked at, where the expectation counts them.", is_nullable=True
        ),
        Column("unexpected_count", "bigint", "Rows for which it did not hold.", is_nullable=True),
        Column("unexpected_pct", "double", "The same in per cent of the rows looked at.", is_nullable=True),
        Column(
            "observed_value",
            "varchar",
            "What was found, or why nothing could be found out.",
            is_nullable=True,
        ),
        Column("reason", "varchar", "What the expectation protects, and what to do when it fails."),
    ),
    primary_key=("validation_run_id", "table_name", "check_name"),
)
VALIDATION_FAILURE = Table(
    name="quality.validation_failure",
    description=(
        "A sample of the rows that an expectation did not hold for. Grain: one row a result and failing row."
    ),
    columns=(
        Column("validation_run_id", "varchar", "The run."),
        Column("table_name", "varchar", "The table that was looked at, with its schema."),
        Column("check_name", "varchar", "The expectation."),
        Column("failure_no", "integer", "The place among the rows that are kept, from 1."),
        Column(
            "document_id",
            "varchar",
            "The document that the row speaks of, if it speaks of one.",
            is_nullable=True,
        ),
        Column(
            "char_start",
            "bigint",
            "Where in the document, in characters, if it is in one place.",
            is_nullable=True,
        ),
        Column("char_end", "bigint", "The character after the last one.", is_nullable=True),
        Column("row_values", "varchar", "The keys of the row and what is wrong with it, as JSON."),
    ),
    primary_key=("validation_run_id", "table_name", "check_name", "failure_no"),
)
SET_ASIDE_DOCUMENT = Table(
    name="quality.set_aside_document",
    description=(
        "A document that was left out so that its load could be accepted, and why. Grain: one row a "
        "document, run, table and check."
    ),
    columns=(
        Column("document_id", "varchar", "The document."),
        Column(
            "validation_run_id",
            "varchar",
            (
                "The look that found it; its results are kept. It decided nothing and is no "
                "quality.validation_run."
            ),
        ),
        Column("table_name", "varchar", "The table in which it failed."),
        Column("check_name", "varchar", "The critical expectation that it failed."),
        Column("reason", "varchar", "What the expectation protects, and what to do when it fails."),
        Column("set_aside_at", "timestamp with time zone", "When, UTC."),
        Column(
            "closed_at",
            "timestamp with time zone",
            "When it was asked for again; missing while it waits.",
            is_nullable=True,
        ),
        Column(
            "closed_as",
            "varchar",
            "released (a person vouches for it) or reprocessed (read again).",
            is_nullable=True,
        ),
    ),
    primary_key=("document_id", "validation_run_id", "table_name", "check_name"),
)

TABLES = (
    LOAD_VERDICT,
    LOAD_RELEASE,
    VALIDATION_RUN,
    VALIDATION_RESULT,
    VALIDATION_FAILURE,
    SET_ASIDE_DOCUMENT,
)
