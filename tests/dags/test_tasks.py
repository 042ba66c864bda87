"""What the tasks make of what the work answers: skip, fail for good, or hand on the counts."""

import sys
from collections import defaultdict
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest


@dataclass
class Summary:
    load_id: str | None = "load"
    found_count: int = 2
    landed_count: int = 2
    pending_load_count: int = 1


@dataclass
class Verdict:
    is_accepted: bool
    passed_count: int = 5
    warned_count: int = 1
    failed_count: int = 2
    validation_run_id: str = "run"
    report_path: Path = Path("/home/reports/index.html")
    set_aside_count: int = 0


class RecordingTaskInstance:
    """Keeps what a task leaves for others."""

    def __init__(self) -> None:
        self.xcoms: dict[str, Any] = {}
        self.events: dict[Any, SimpleNamespace] = defaultdict(SimpleNamespace)

    def xcom_push(self, key: str, value: Any) -> None:
        self.xcoms[key] = value


@pytest.fixture
def task_instance(dag_bag: Any, monkeypatch: pytest.MonkeyPatch) -> RecordingTaskInstance:
    recording = RecordingTaskInstance()
    for dag in dag_bag.dags.values():
        for task in dag.tasks:
            monkeypatch.setitem(
                task.python_callable.__globals__,
                "get_current_context",
                lambda: {"ti": recording, "outlet_events": recording.events},
            )
    return recording


def work_answers(monkeypatch: pytest.MonkeyPatch, module: str, function: str, answer: Any) -> None:
    double = ModuleType(module)
    setattr(double, function, lambda settings: answer)
    package, _, name = module.rpartition(".")
    monkeypatch.setitem(sys.modules, module, double)
    monkeypatch.setattr(import_module(package), name, double, raising=False)


def run_task(dag_bag: Any, dag_id: str, task_id: str) -> Any:
    return dag_bag.dags[dag_id].get_task(task_id).python_callable()


@pytest.fixture
def exceptions(dag_bag: Any) -> Any:
    import airflow.sdk.exceptions

    return airflow.sdk.exceptions


@pytest.mark.parametrize(
    ("summary", "is_publication_behind"),
    [
        (Summary(), False),
        (Summary(landed_count=0, pending_load_count=1), False),
        (Summary(landed_count=0, pending_load_count=0), True),
    ],
    ids=["landed", "waits to be validated", "waits to be published"],
)
def test_whatever_is_left_to_build_is_announced(
    dag_bag: Any,
    task_instance: RecordingTaskInstance,
    monkeypatch: pytest.MonkeyPatch,
    summary: Summary,
    is_publication_behind: bool,
) -> None:
    work_answers(monkeypatch, "include.landing.land", "land_inbox", summary)
    work_answers(
        monkeypatch, "include.operations.tasks.publication", "is_publication_behind", is_publication_behind
    )
    assert run_task(dag_bag, "ingest_articles", "land_inbox") == asdict(summary)
    (told,) = (event.extra for event in task_instance.events.values())
    assert told.pop("duration_seconds") >= 0
    assert told == asdict(summary), "the asset tells what was landed"


def test_nothing_new_is_a_skip_that_still_tells_its_counts(
    dag_bag: Any, task_instance: RecordingTaskInstance, monkeypatch: pytest.MonkeyPatch, exceptions: Any
) -> None:
    summary = Summary(load_id=None, landed_count=0, pending_load_count=0)
    work_answers(monkeypatch, "include.landing.land", "land_inbox", summary)
    work_answers(monkeypatch, "include.operations.tasks.publication", "is_publication_behind", False)
    with pytest.raises(exceptions.AirflowSkipException, match="nothing new: 2 found"):
        run_task(dag_bag, "ingest_articles", "land_inbox")
    assert task_instance.xcoms == {"return_value": asdict(summary)}


def test_while_no_feed_is_due_nothing_is_asked_of_the_network(
    dag_bag: Any, monkeypatch: pytest.MonkeyPatch, exceptions: Any
) -> None:
    double = ModuleType("include.feeds.due")
    double.due_feeds = lambda settings, now: []  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "include.feeds.due", double)
    monkeypatch.setattr(import_module("include.feeds"), "due", double, raising=False)
    with pytest.raises(exceptions.AirflowSkipException, match="no feed is active"):
        run_task(dag_bag, "poll_feeds", "choose_feeds")


def test_an_accepted_load_hands_on_its_counts(
    dag_bag: Any, task_instance: RecordingTaskInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    work_answers(monkeypatch, "include.operations.tasks.validation", "decide", Verdict(is_accepted=True))
    assert run_task(dag_bag, "build_warehouse", "validate")["passed_count"] == 5


def test_a_refused_load_fails_without_a_retry_and_says_where_to_look(
    dag_bag: Any, task_instance: RecordingTaskInstance, monkeypatch: pytest.MonkeyPatch, exceptions: Any
) -> None:
    work_answers(monkeypatch, "include.operations.tasks.validation", "decide", Verdict(is_accepted=False))
    with pytest.raises(exceptions.AirflowFailException, match=r"2 critical .* see /home/reports/index\.html"):
        run_task(dag_bag, "build_warehouse", "validate")
    assert task_instance.xcoms["return_value"]["failed_count"] == 2
