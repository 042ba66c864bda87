"""Land what is new in the inbox as raw documents.

Every quarter of an hour the inbox is read once. Each thing found is landed, recognised as a duplicate, or
quarantined with a reason; the ledger `raw.landing_event` holds all three. Where documents were landed, or
an earlier load waits to be validated or published, the asset `raw.document` is emitted, and
`build_warehouse` follows. Otherwise the task is skipped. Running it twice lands nothing twice. Alerts that
did not arrive are sent again first.
"""

from dataclasses import asdict
from typing import Any

from airflow.sdk import dag, get_current_context, task
from airflow.sdk.exceptions import AirflowSkipException

from include.operations.tasks.alert_notifier import AlertNotifier
from include.operations.tasks.defaults import DEFAULT_ARGS, RAW_DOCUMENT, START_DATE
from include.operations.tasks.measured import measured


@dag(
    schedule="*/15 * * * *",
    start_date=START_DATE,
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    doc_md=__doc__,
    tags=["pressmark", "landing"],
)
def ingest_articles() -> None:
    """Inbox to `raw.document`."""

    @task(outlets=[RAW_DOCUMENT], on_execute_callback=AlertNotifier())
    def land_inbox() -> dict[str, Any]:
        """Read the inbox once and record what became of everything in it."""
        from include.landing import land
        from include.operations.tasks import publication
        from include.settings import load_settings

        settings = load_settings()
        with measured(settings, "land_inbox", is_told=True) as stage:
            summary = land.land_inbox(settings)
        counts = asdict(summary)
        is_work_left = summary.pending_load_count or publication.is_publication_behind(settings)
        if not summary.landed_count and not is_work_left:
            get_current_context()["ti"].xcom_push(key="return_value", value=counts)
            raise AirflowSkipException(
                f"nothing new: {summary.found_count} found, none landed, and no load waits to be published"
            )
        get_current_context()["outlet_events"][RAW_DOCUMENT].extra = counts | {
            "duration_seconds": stage.duration_seconds
        }
        return counts

    land_inbox()


ingest_articles()
