"""Several workers: one of them serves the warehouse, and the others never see its queue."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from include.operations.tasks.defaults import NETWORK_QUEUE, WAREHOUSE_QUEUE

ROOT = Path(__file__).resolve().parents[2]
BASE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


class Loader(yaml.SafeLoader):
    """Knows Compose's own tag for what takes the place of a list instead of adding to it."""


Loader.add_constructor("!override", lambda loader, node: loader.construct_sequence(node))
SERVICES: dict[str, Any] = yaml.load((ROOT / "docker-compose.celery.yml").read_text(), Loader)["services"]
BROKER = "redis"
AIRFLOW = sorted(set(SERVICES) - {BROKER})
WORKERS = {"warehouse-worker": WAREHOUSE_QUEUE, "worker": NETWORK_QUEUE}


def command_of(name: str) -> str:
    return " ".join(SERVICES[name]["command"])


@pytest.mark.parametrize("name", AIRFLOW)
def test_every_airflow_service_knows_the_executor_and_the_broker(name: str) -> None:
    environment = SERVICES[name]["environment"]
    assert environment["AIRFLOW__CORE__EXECUTOR"] == "CeleryExecutor"
    assert environment["AIRFLOW__CELERY__BROKER_URL"] == f"redis://{BROKER}:6379/0"
    assert SERVICES[name]["image"] == "pressmark-celery"


def test_no_airflow_service_of_the_ordinary_file_keeps_its_own_executor() -> None:
    assert set(BASE) - {"postgres"} <= set(AIRFLOW)


@pytest.mark.parametrize(("name", "queue"), WORKERS.items())
def test_worker_serves_its_queue_alone(name: str, queue: str) -> None:
    assert re.findall(r"--queues (\S+)", command_of(name)) == [queue]
    assert SERVICES[name]["extends"] == {"file": "docker-compose.yml", "service": "scheduler"}
    assert SERVICES[name]["depends_on"] == {BROKER: {"condition": "service_healthy"}}


def test_one_process_writes_and_holds_the_home_while_it_runs() -> None:
    command = command_of("warehouse-worker")
    assert "--concurrency 1 " in command
    assert command.index("commands.upgrade") < command.index("exec flock --nonblock")
    assert "/var/lib/pressmark/home.lock" in command
    assert command_of("scheduler") == "airflow scheduler"
    assert SERVICES["scheduler"]["volumes"] == ["airflow-home:/var/lib/pressmark/airflow"]


def test_broker_is_reached_by_the_services_alone_and_keeps_nothing() -> None:
    broker = SERVICES[BROKER]
    assert "ports" not in broker
    assert broker["read_only"] is True
    assert broker["cap_drop"] == ["ALL"]
    assert broker["command"][:5] == ["redis-server", "--save", "", "--appendonly", "no"]
    assert "networks" not in broker
