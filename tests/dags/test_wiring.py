"""What starts what."""

from typing import Any

import pytest

from include.operations.services.metadata import prepare_metadata
from include.settings import Settings


def test_ingestion_runs_every_quarter_of_an_hour_and_announces_documents(dag_bag: Any) -> None:
    dag = dag_bag.dags["ingest_articles"]
    (task,) = dag.tasks
    assert dag.schedule == "*/15 * * * *"
    assert [asset.name for asset in task.outlets] == ["raw.document"]


def test_the_build_runs_when_documents_are_announced(dag_bag: Any) -> None:
    condition = dag_bag.dags["build_warehouse"].timetable.asset_condition
    assert [asset.name for asset in condition.objects] == ["raw.document"]


def test_nothing_is_published_before_it_is_validated(dag_bag: Any) -> None:
    dag = dag_bag.dags["build_warehouse"]
    chain = {task.task_id: task.downstream_task_ids for task in dag.tasks}
    assert chain == {
        "normalise": {"validate"},
        "validate": {"publish"},
        "publish": {"write_news_page"},
        "write_news_page": set(),
    }
    assert {task.trigger_rule for task in dag.tasks} == {"all_success"}


def test_the_pool_that_the_tasks_take_exists_and_has_one_slot(dag_bag: Any, settings: Settings) -> None:
    prepare_metadata(settings)
    from airflow.models.pool import Pool

    pools = {task.pool for dag in dag_bag.dags.values() for task in dag.tasks}
    assert pools == {"warehouse", Pool.DEFAULT_POOL_NAME}
    assert Pool.get_pool("warehouse").slots == 1


def test_feeds_are_polled_host_by_host_and_then_noted_whatever_failed(dag_bag: Any) -> None:
    dag = dag_bag.dags["poll_feeds"]
    chain = {task.task_id: task.downstream_task_ids for task in dag.tasks}
    assert chain == {"choose_feeds": {"poll_host"}, "poll_host": {"record_polls"}, "record_polls": set()}
    assert dag.schedule == "5-59/10 * * * *"
    assert dag.get_task("poll_host").is_mapped
    assert dag.get_task("poll_host").max_active_tis_per_dag == 1
    assert dag.get_task("record_polls").trigger_rule == "none_skipped"


def test_a_day_s_maintenance_begins_with_a_backup_and_ends_with_a_proof(dag_bag: Any) -> None:
    dag = dag_bag.dags["maintain_warehouse"]
    chain = {task.task_id: task.downstream_task_ids for task in dag.tasks}
    assert chain == {
        "sizes_before": {"back_up"},
        "back_up": {"forget_outdated"},
        "forget_outdated": {"compact", "clean_metadata"},
        "compact": {"check_publication"},
        "check_publication": {"write_model_docs"},
        "write_model_docs": {"sizes_after"},
        "clean_metadata": {"sizes_after"},
        "sizes_after": set(),
    }
    assert dag.schedule == "7 3 * * *"
    assert dag.get_task("forget_outdated").trigger_rule == "all_success", "nothing is forgotten unsaved"
    assert dag.get_task("sizes_after").trigger_rule == "all_done"


def test_published_tables_are_announced_to_whoever_builds_on_them(dag_bag: Any) -> None:
    for dag_id in ("build_warehouse", "reprocess_articles"):
        task = dag_bag.dags[dag_id].get_task("publish")
        assert [asset.name for asset in task.outlets] == ["core", "marts"]


@pytest.mark.parametrize(
    ("dag_id", "task_id", "moments"),
    [
        ("build_warehouse", "validate", ["on_success_callback", "on_failure_callback"]),
        ("reprocess_articles", "validate", ["on_success_callback", "on_failure_callback"]),
        ("build_warehouse", "publish", ["on_execute_callback"]),
        ("ingest_articles", "land_inbox", ["on_execute_callback"]),
        ("poll_feeds", "record_polls", ["on_success_callback"]),
    ],
)
def test_alerts_are_sent_after_each_verdict_before_it_is_published_and_again_later(
    dag_bag: Any, dag_id: str, task_id: str, moments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from include.alerts import deliver

    told: list[Settings] = []
    monkeypatch.setattr(deliver, "deliver", told.append)
    task = dag_bag.dags[dag_id].get_task(task_id)
    for callback in [callback for moment in moments for callback in getattr(task, moment)]:
        callback({})
    assert len(told) == len(moments)
    assert all(isinstance(settings, Settings) for settings in told)
