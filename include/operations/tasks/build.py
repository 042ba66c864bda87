"""The tasks that every build is made of, whichever DAG starts it.

DAG files import this: nothing heavy here.
"""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from airflow.sdk import get_current_context, task
from airflow.sdk.exceptions import AirflowFailException

from include.operations.tasks.alert_notifier import AlertNotifier
from include.operations.tasks.defaults import BUILD_POOL, BUILD_TIMEOUT, CORE, MARTS, TASK_TIMEOUT
from include.operations.tasks.measured import measured

if TYPE_CHECKING:
    from include.settings import Settings


@task(pool=BUILD_POOL, execution_timeout=BUILD_TIMEOUT)
def normalise() -> dict[str, Any]:
    """Run the dbt project: one process for all layers."""
    from include import transform

    settings = _settings()
    with measured(settings, "normalise"):
        return asdict(transform.normalise(settings, is_rebuild=_is_rebuild()))


@task(
    pool=BUILD_POOL,
    execution_timeout=BUILD_TIMEOUT,
    on_success_callback=AlertNotifier(),
    on_failure_callback=AlertNotifier(),
)
def validate() -> dict[str, Any]:
    """Decide whether the new loads may be published, without documents that had to be set aside."""
    from include.operations.tasks import validation

    settings = _settings()
    with measured(settings, "validate", is_told=True):
        verdict = validation.decide(settings)
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


@task(outlets=[CORE, MARTS], on_execute_callback=AlertNotifier())
def publish() -> dict[str, int]:
    """Swap the published file in, which holds what was told before; the assets tell rows and duration."""
    from include.publication import publish as publication
    from include.settings import load_settings

    settings = load_settings()
    with measured(settings, "publish", is_told=True) as stage:
        published = publication.publish(settings, is_full=_is_rebuild())
    events = get_current_context()["outlet_events"]
    for asset in (CORE, MARTS):
        events[asset].extra = {
            name: row_count
            for name, row_count in published.row_count_by_table.items()
            if name.startswith(f"{asset.name}.")
        } | {"duration_seconds": stage.duration_seconds}
    return published.row_count_by_table


@task
def write_news_page() -> str:
    """Write the page of the news from the published file, and tell where it is.

    A task of its own: where it fails, that is seen and tried again, and what is published stays so.
    """
    from include.news_page import page
    from include.settings import load_settings

    settings = load_settings()
    with measured(settings, "write_news_page"):
        return str(page.write_page(settings))


def _settings() -> "Settings":
    """The settings of a task that no slot keeps others from: it waits for them as long as they may take."""
    from include.settings import load_settings

    settings = load_settings()
    if not settings.is_built_on_spark:
        return settings
    return replace(
        settings,
        lock_timeout_seconds=max(settings.lock_timeout_seconds, int(TASK_TIMEOUT.total_seconds())),
    )


def _is_rebuild() -> bool:
    """Whether the DAG run was asked to make everything anew; most DAGs cannot be."""
    return bool(get_current_context()["params"].get("is_rebuild", False))
