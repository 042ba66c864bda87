"""Read landed documents again under the present parser, matcher and lists; nothing is landed again.

Trigger it after changing the parser or a list in `seeds/`. The parameters restrict what is read again: the
`layout` that documents were read in, and the days of their landing, both included; without any, all are.
`report_changes` tells field by field what that changed (`quality.reprocess_change`); rows that come out alike
stay as they are. With `is_rebuild`, every table is made anew from `raw`, also where nothing asks for it. The
result is validated, published and shown like any load. Running it twice changes nothing.
"""

from dataclasses import asdict
from typing import Any

from airflow.sdk import Param, dag, get_current_context, task
from airflow.sdk.exceptions import AirflowSkipException

from include.operations.tasks.build import normalise, publish, validate, write_news_page
from include.operations.tasks.defaults import DEFAULT_ARGS, START_DATE

OPTIONAL_TEXT = ["null", "string"]


@dag(
    schedule=None,
    start_date=START_DATE,
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    doc_md=__doc__,
    tags=["pressmark", "warehouse"],
    params={
        "layout": Param(None, type=OPTIONAL_TEXT, description="Only documents read in this layout."),
        "landed_from": Param(
            None, type=OPTIONAL_TEXT, format="date", description="Only documents landed on this day or later."
        ),
        "landed_to": Param(
            None,
            type=OPTIONAL_TEXT,
            format="date",
            description="Only documents landed on this day or earlier.",
        ),
        "is_rebuild": Param(
            False, type="boolean", description="Make every table anew, and write the published file whole."
        ),
    },
)
def reprocess_articles() -> None:
    """Landed documents to the published file, once more."""

    @task
    def request_reprocessing() -> str:
        """Choose the documents, and remember what they look like now."""
        from include.corrections import request
        from include.settings import load_settings

        made = request.request_for(load_settings(), get_current_context()["params"])
        if made.load_id is None:
            raise AirflowSkipException(f"{made.document_count} documents chosen, none to be read again")
        return made.load_id

    @task
    def report_changes(load_id: str) -> list[dict[str, Any]]:
        """Say what changed, field by field."""
        from include.corrections import changes
        from include.settings import load_settings

        return [asdict(change) for change in changes.report_changes(load_settings(), load_id)]

    requested = request_reprocessing()
    reported = report_changes(requested)  # type: ignore[arg-type]
    requested >> normalise() >> reported >> validate() >> publish() >> write_news_page()


reprocess_articles()
