"""The tasks that every build is made of, whichever DAG starts it.

DAG files import this: nothing heavy here.
"""

from dataclasses import asdict
from typing import Any

from airflow.sdk import get_current_context, task
from airflow.sdk.exceptions import AirflowFailException

from include.operations.tasks.alert_notifier import AlertNotifier


@task
def normalise() -> dict[str, Any]:
    """Run the dbt project: one process for all layers."""
    from include import transform
    from include.settings import load_settings

    return asdict(transform.normalise(load_settings(), is_rebuild=_is_rebuild()))


@task(on_success_callback=AlertNotifier(), on_failure_callback=AlertNotifier())
def validate() -> dict[str, Any]:
    """Decide whether the new loads may be published, without documents that had to be set aside."""
    from include.operations.tasks import validation
    from include.settings import load_settings

    verdict = validation.decide(load_settings())
    counts = {
        "passed_count": verdict.passed_count,
        "warned_count": verdict.warned_count,
        "failed_count": verdict.failed_count,
        "set_aside_count": verdict.set_aside_count,
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


@task(on_execute_callback=AlertNotifier())
def publish() -> dict[str, int]:
    """Swap the published file in, which holds what was told before."""
    from include.publication import publish as publication
    from include.settings import load_settings

    return publication.publish(load_settings(), is_full=_is_rebuild()).row_count_by_table


@task
def write_news_page() -> str:
    """Write the page of the news from the published file, and tell where it is.

    A task of its own: where it fails, that is seen and tried again, and what is published stays so.
    """
    from include.news_page import page
    from include.settings import load_settings

    return str(page.write_page(load_settings()))


def _is_rebuild() -> bool:
    """Whether the DAG run was asked to make everything anew; most DAGs cannot be."""
    return bool(get_current_context()["params"].get("is_rebuild", False))
