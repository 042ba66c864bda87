"""Turn raw documents into tables, check them, and publish what passed.

It runs whenever `ingest_articles` emits the asset `raw.document`. `normalise` runs dbt over all layers,
`validate` lets Great Expectations decide whether the new loads may be published, and `publish` swaps the
published file in. A refused load fails `validate` at once, without a retry, and the previous publication
stays: `quality.validation_result` and the report say why. Running it twice changes nothing.
"""

from dataclasses import asdict
from typing import Any

from airflow.sdk import dag, get_current_context, task
from airflow.sdk.exceptions import AirflowFailException

from include.operations.dag_defaults import DEFAULT_ARGS, RAW_DOCUMENT, START_DATE


@dag(
    schedule=[RAW_DOCUMENT],
    start_date=START_DATE,
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    doc_md=__doc__,
    tags=["pressmark", "warehouse"],
)
def build_warehouse() -> None:
    """`raw.document` to the published file."""

    @task
    def normalise() -> dict[str, Any]:
        """Run the dbt project: one process for all layers."""
        from include import transform
        from include.settings import load_settings

        return asdict(transform.normalise(load_settings()))

    @task
    def validate() -> dict[str, Any]:
        """Decide whether the new loads may be published."""
        from include.quality import gate
        from include.settings import load_settings

        verdict = gate.validate(load_settings())
        counts = {
            "passed_count": verdict.passed_count,
            "warned_count": verdict.warned_count,
            "failed_count": verdict.failed_count,
            "validation_run_id": verdict.validation_run_id,
            "report_path": str(verdict.report_path),
        }
        if not verdict.is_accepted:
            get_current_context()["ti"].xcom_push(key="return_value", value=counts)
            raise AirflowFailException(
                f"load refused: {verdict.failed_count} critical expectations failed, nothing is published; "
                f"see {verdict.report_path}"
            )
        return counts

    @task
    def publish() -> dict[str, int]:
        """Swap the published file in."""
        from include import warehouse
        from include.settings import load_settings

        return warehouse.publish(load_settings()).row_count_by_table

    normalise() >> validate() >> publish()


build_warehouse()
