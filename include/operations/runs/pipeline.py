"""Run the real DAGs once, in this process, without a scheduler.

Importing Airflow takes seconds, so it is done once for all DAGs: `dag.test()` creates the DAG run in the
metadata database and executes its tasks here, with their retries, skips, XComs and asset events.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pluggy import HookimplMarker

from include.operations.errors import OperationError

INGEST_DAG_ID = "ingest_articles"
BUILD_DAG_ID = "build_warehouse"
REPROCESS_DAG_ID = "reprocess_articles"
MAINTENANCE_DAG_ID = "maintain_warehouse"
PUBLISH_TASK_ID = "publish"
"""The task that returns something as soon as the published file is swapped in."""
REQUEST_TASK_ID = "request_reprocessing"
"""The task of `reprocess_articles` that returns a request, or is skipped."""

_hook = HookimplMarker("airflow")


@dataclass(slots=True)
class PipelineResult:
    """What a run came to. `returned` holds what each finished task gave back, by task id.

    `failed_task` is None where every task succeeded or was skipped; `is_built` tells whether there was
    something to build.
    """

    returned: dict[str, Any] = field(default_factory=dict)
    is_built: bool = False
    failed_task: str | None = None
    failure: str | None = None


class TaskListener:
    """Hears from Airflow what its tasks do, and passes it on in words.

    `first_task_began_at` is a reading of the monotonic clock, in seconds; None before any task ran.
    """

    def __init__(self, say: Callable[[str, str], None]) -> None:
        self._say = say
        self.first_task_began_at: float | None = None
        self.last_failure: str | None = None

    @_hook
    def on_task_instance_running(self, previous_state: Any, task_instance: Any) -> None:
        """Airflow's hook."""
        if self.first_task_began_at is None:
            self.first_task_began_at = time.monotonic()
        self._say(task_instance.task_id, "running")

    @_hook
    def on_task_instance_success(self, previous_state: Any, task_instance: Any) -> None:
        """Airflow's hook."""
        self._say(task_instance.task_id, "done")

    @_hook
    def on_task_instance_skipped(self, previous_state: Any, task_instance: Any) -> None:
        """Airflow's hook."""
        self._say(task_instance.task_id, "nothing to do")

    @_hook
    def on_task_instance_failed(
        self, previous_state: Any, task_instance: Any, error: str | BaseException | None
    ) -> None:
        """Airflow's hook, called at each failed try."""
        self.last_failure = str(error)
        self._say(task_instance.task_id, "failed")


def load_dags(dags_dir: Path) -> dict[str, Any]:
    """The DAGs of the pipeline by id.

    Raises:
        OperationError: a DAG file cannot be imported, or a DAG is missing.
    """
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(dags_dir)
    if bag.import_errors:
        errors = "\n".join(f"{path}: {error}" for path, error in bag.import_errors.items())
        raise OperationError(f"A DAG file cannot be imported; mend it, then run again.\n{errors}")
    if missing := {INGEST_DAG_ID, BUILD_DAG_ID, REPROCESS_DAG_ID, MAINTENANCE_DAG_ID} - set(bag.dags):
        raise OperationError(f"No DAG {' and '.join(sorted(missing))} in {dags_dir}: restore the file.")
    return dict(bag.dags)


def run_pipeline(dags: dict[str, Any], listener: TaskListener) -> PipelineResult:
    """Ingest, and build where the ingestion emitted its asset event, as the scheduler would."""
    result = PipelineResult()
    _listen(listener)
    run_id = _run_dag(dags[INGEST_DAG_ID], listener, result)
    if result.failed_task is None and _is_asset_emitted(run_id):
        result.is_built = True
        _run_dag(dags[BUILD_DAG_ID], listener, result)
        if result.failed_task is None:
            _forget_queued_build()
    return result


def run_reprocessing(
    dags: dict[str, Any], listener: TaskListener, parameters: dict[str, str | bool | None]
) -> PipelineResult:
    """Read documents again; the DAG builds and publishes by itself. The parameters are those of the DAG."""
    result = PipelineResult()
    _listen(listener)
    _run_dag(dags[REPROCESS_DAG_ID], listener, result, parameters)
    result.is_built = REQUEST_TASK_ID in result.returned
    return result


def run_maintenance(dags: dict[str, Any], listener: TaskListener) -> PipelineResult:
    """Do what is done once a day; nothing is built."""
    result = PipelineResult()
    _listen(listener)
    _run_dag(dags[MAINTENANCE_DAG_ID], listener, result)
    return result


def _listen(listener: TaskListener) -> None:
    from airflow.sdk.listener import get_listener_manager

    get_listener_manager().add_listener(listener)  # type: ignore[no-untyped-call]


def _run_dag(
    dag: Any,
    listener: TaskListener,
    result: PipelineResult,
    parameters: dict[str, str | bool | None] | None = None,
) -> str:
    """Run one DAG to its end, add what it came to, and return the id of the run."""
    from airflow.utils.state import TaskInstanceState

    run = dag.test(run_conf=parameters)
    for task_instance in run.get_task_instances():
        returned = task_instance.xcom_pull(task_ids=task_instance.task_id)
        if returned is not None:
            result.returned[task_instance.task_id] = returned
        if task_instance.state == TaskInstanceState.FAILED:
            result.failed_task = task_instance.task_id
            result.failure = listener.last_failure
    return str(run.run_id)


def _is_asset_emitted(run_id: str) -> bool:
    from airflow.models.asset import AssetEvent
    from airflow.utils.session import create_session
    from sqlalchemy import select

    of_this_run = (AssetEvent.source_dag_id == INGEST_DAG_ID) & (AssetEvent.source_run_id == run_id)
    with create_session() as session:
        return session.scalar(select(AssetEvent.id).where(of_this_run).limit(1)) is not None


def _forget_queued_build() -> None:
    """Take the build just done from the scheduler's queue, so that `make up` does not do it once more."""
    from airflow.models.asset import AssetDagRunQueue
    from airflow.utils.session import create_session
    from sqlalchemy import delete

    with create_session() as session:
        session.execute(delete(AssetDagRunQueue).where(AssetDagRunQueue.target_dag_id == BUILD_DAG_ID))
