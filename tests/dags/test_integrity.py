"""Every DAG keeps to the house rules; each message says how to mend what does not."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from include.operations.airflow_environment import airflow_environment
from include.settings import PROJECT_ROOT, Settings

DAG_IDS = {"ingest_articles", "build_warehouse", "poll_feeds", "reprocess_articles", "maintain_warehouse"}
TASKS_WITHOUT_WAREHOUSE = {"choose_feeds", "poll_host", "clean_metadata", "sizes_before", "sizes_after"}
"""They never open it: they wait for other people's machines or for Airflow's database, or look at files."""


TELL_TASKS = """
import json
from airflow.dag_processing.dagbag import DagBag
from include.settings import load_settings
bag = DagBag(load_settings().dags_dir)
assert not bag.import_errors
tasks = [task for dag in bag.dags.values() for task in dag.tasks]
print(json.dumps([(task.task_id, task.pool, task.execution_timeout.total_seconds()) for task in tasks]))
"""


@pytest.fixture
def tasks(dag_bag: Any) -> list[Any]:
    found = [task for dag in dag_bag.dags.values() for task in dag.tasks]
    assert found, "the DAGs have no tasks"
    return found


def test_exactly_the_expected_dags_are_found(dag_bag: Any) -> None:
    assert set(dag_bag.dags) == DAG_IDS, (
        "a DAG was added, renamed or lost: bring DAG_IDS here and docs/dags.md up to date, or mend the file"
    )


def test_no_dag_file_fails_to_import(dag_bag: Any) -> None:
    assert dag_bag.dags
    assert dag_bag.import_errors == {}


def test_every_task_has_an_owner_of_its_own(tasks: list[Any]) -> None:
    ownerless = [task.task_id for task in tasks if task.owner in ("", "airflow")]
    assert not ownerless, f"{ownerless}: give the DAG default_args=DEFAULT_ARGS, which names the owner"


def test_every_task_has_a_timeout(tasks: list[Any]) -> None:
    endless = [task.task_id for task in tasks if task.execution_timeout is None]
    assert not endless, f"{endless}: set execution_timeout, or take it from DEFAULT_ARGS"


def test_every_task_is_retried_after_a_delay(tasks: list[Any]) -> None:
    hasty = [task.task_id for task in tasks if task.retries < 1 or task.retry_delay <= timedelta(0)]
    assert not hasty, f"{hasty}: set retries and retry_delay, or take them from DEFAULT_ARGS"


def test_every_task_takes_the_slot_of_the_warehouse(tasks: list[Any]) -> None:
    guarded = [task for task in tasks if task.task_id not in TASKS_WITHOUT_WAREHOUSE]
    unguarded = [task.task_id for task in guarded if task.pool != "warehouse" or task.pool_slots != 1]
    assert not unguarded, (
        f"{unguarded}: set pool=WAREHOUSE_POOL, or take it from DEFAULT_ARGS; or two tasks block each other"
    )


def test_tasks_that_never_open_the_warehouse_hold_no_slot_of_it(tasks: list[Any]) -> None:
    waiting = [task for task in tasks if task.task_id in TASKS_WITHOUT_WAREHOUSE]
    assert {task.task_id for task in waiting} == TASKS_WITHOUT_WAREHOUSE
    assert {task.pool for task in waiting} == {"default_pool"}


def test_only_what_needs_no_file_of_the_warehouse_may_run_on_any_worker(tasks: list[Any]) -> None:
    assert {task.task_id for task in tasks if task.queue == "default"} == {
        "choose_feeds",
        "poll_host",
        "clean_metadata",
    }
    assert {task.queue for task in tasks} == {"default", "warehouse"}


def test_the_warehouse_is_free_while_spark_builds(settings: Settings) -> None:
    told = subprocess.run(
        [sys.executable, "-c", TELL_TASKS],
        cwd=PROJECT_ROOT,
        env=airflow_environment(replace(settings, engine="spark")),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    pools = {task_id: (pool, seconds) for task_id, pool, seconds in json.loads(told.splitlines()[-1])}
    half_a_day, half_an_hour = 12 * 3600, 1800
    assert pools["normalise"] == pools["validate"] == ("lake", half_a_day)
    assert pools["publish"] == pools["land_inbox"] == ("warehouse", half_an_hour)


def test_every_dag_says_what_it_is_for(dag_bag: Any) -> None:
    silent = [dag.dag_id for dag in dag_bag.dags.values() if not dag.doc_md or not dag.tags]
    assert not silent, f"{silent}: give the DAG doc_md=__doc__ and tags"


def test_no_dag_overlaps_with_itself_or_catches_up(dag_bag: Any) -> None:
    overlapping = [dag.dag_id for dag in dag_bag.dags.values() if dag.max_active_runs != 1 or dag.catchup]
    assert not overlapping, f"{overlapping}: set max_active_runs=1 and catchup=False"
