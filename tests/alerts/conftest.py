"""Refused loads and incidents to tell of, and servers on loopback to tell."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from include.alerts.model import Alert
from include.settings import Settings
from include.tables.create import create_tables
from include.warehouse import writer
from tests.alerts.servers import MailServer, WebhookServer

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)

Query = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def query(settings: Settings) -> Query:
    """Asks or changes the warehouse, which has the tables of the gate."""

    def execute(statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        with writer(settings) as connection:
            create_tables(connection)
            return connection.execute(statement, parameters).fetchall()

    return execute


@pytest.fixture
def decide(query: Query) -> Callable[..., None]:
    """Keeps a run of the gate."""

    def insert(run_id: str, *, is_accepted: bool, days_ago: int = 0, load_ids: tuple[str, ...] = ()) -> None:
        query(
            "insert into quality.validation_run values (?, ?, ?, ?, ?, 270, 0, ?, 12)",
            run_id,
            list(load_ids or [f"load of {run_id}"]),
            NOW - timedelta(days=days_ago),
            NOW - timedelta(days=days_ago),
            is_accepted,
            0 if is_accepted else 3,
        )

    return insert


@pytest.fixture
def open_incident(query: Query) -> Callable[..., None]:
    """Keeps an incident that a run opened."""

    def insert(incident_id: str, **changed: Any) -> None:
        values = {
            "incident_id": incident_id,
            "kind": "volume",
            "metric_or_check": "document_count",
            "dimension": "Cointelegraph",
            "severity": "warning",
            "state": "opened",
            "opened_at": NOW,
            "opened_run_id": "run",
            "last_seen_at": NOW,
            "last_seen_run_id": "run",
            "observed_value": 3,
            "expected_low": 40.5,
            "expected_high": 60,
            "detail": "text of an article",
            "sample_document_ids": [],
            **changed,
        }
        places = ", ".join("?" * len(values))
        query(f"insert into quality.incident ({', '.join(values)}) values ({places})", *values.values())

    return insert


@pytest.fixture
def alerts() -> list[Alert]:
    return [
        Alert("load_refused", "run", "run", "load abc", "3 critical expectations failed"),
        Alert("incident_opened", "i1", "run", "document_count Cointelegraph", "volume, incident i1"),
    ]


@pytest.fixture
def webhook_server() -> Iterator[WebhookServer]:
    with WebhookServer() as server:
        yield server


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server
