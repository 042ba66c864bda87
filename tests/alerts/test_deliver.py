"""Once over each channel; what fails is tried again by the next ingestion, and fails nothing else."""

import logging
from collections.abc import Callable
from dataclasses import replace

import pytest

from include.alerts import deliver as deliver_module
from include.alerts.deliver import deliver
from include.settings import AlertSettings, Settings
from tests.alerts.conftest import NOW, Query
from tests.alerts.servers import SECRET, MailServer, WebhookServer

Decide = Callable[..., None]


@pytest.fixture
def everywhere(settings: Settings, webhook_server: WebhookServer, mail_server: MailServer) -> Settings:
    """Alerts go over each channel."""
    alerts = AlertSettings(
        webhook_url=webhook_server.url,
        mail_to=("owner@news.example",),
        mail_from="pressmark@news.example",
        smtp_url=f"smtp://127.0.0.1:{mail_server.port}",
    )
    return replace(settings, alerts=alerts)


def logged(caplog: pytest.LogCaptureFixture) -> list[tuple[int, str]]:
    return [(record.levelno, record.getMessage()) for record in caplog.records]


def test_by_default_alerts_are_logged(
    settings: Settings, decide: Decide, open_incident: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    decide("run", is_accepted=False)
    open_incident("i1", opened_run_id="earlier", resolved_at=NOW, resolved_run_id="run")
    with caplog.at_level(logging.INFO, logger="include.alerts"):
        deliver(settings)
    lines = logged(caplog)
    assert (
        logging.WARNING,
        "Load refused: load load of run (3 critical expectations failed, 12 documents, run run; "
        'mended, or right as it is: make release LOADS="load of run")',
    ) in lines
    assert {level for level, line in lines if line.startswith("Incident resolved")} == {logging.INFO}
    assert len(lines) == 3


def test_each_channel_gets_one_message_a_build_and_none_twice(
    everywhere: Settings,
    decide: Decide,
    open_incident: Callable[..., None],
    webhook_server: WebhookServer,
    mail_server: MailServer,
    query: Query,
) -> None:
    decide("run", is_accepted=False)
    open_incident("i1")
    deliver(everywhere)
    assert deliver(everywhere) == []
    (text,) = webhook_server.texts
    assert "run run" in text
    assert "incident i1" in text
    (mail,) = mail_server.received
    assert mail["Subject"] == "Pressmark: 1 load refused, 1 incident opened"
    sent = query("select channel, event, attempt_count, sent_at is not null from quality.alert order by all")
    assert sent == [
        (channel, event, 1, True)
        for channel in ("log", "mail", "webhook")
        for event in ("incident_opened", "load_refused")
    ]


def test_a_webhook_that_fails_is_tried_again_by_the_next_build_and_stops_nothing_else(
    everywhere: Settings,
    decide: Decide,
    webhook_server: WebhookServer,
    mail_server: MailServer,
    query: Query,
    caplog: pytest.LogCaptureFixture,
) -> None:
    decide("bad", is_accepted=False)
    webhook_server.status = 500
    deliver(everywhere)
    assert len(mail_server.received) == 1
    kept = "select attempt_count, last_error, sent_at is null from quality.alert where channel = 'webhook'"
    assert query(kept) == [(1, "the server answered with status 500", True)]
    assert "1 alerts did not go over webhook, the next ingestion tries again" in caplog.text

    webhook_server.status = 200
    decide("worse", is_accepted=False)
    deliver(everywhere)
    deliver(everywhere)
    (text,) = webhook_server.texts
    assert "run bad" in text
    assert "run worse" in text
    assert len(mail_server.received) == 2
    assert query(kept + " order by all") == [(1, None, False), (2, None, False)]


def test_no_secret_is_logged_or_kept(
    settings: Settings, decide: Decide, query: Query, caplog: pytest.LogCaptureFixture
) -> None:
    """The servers are gone: a connection that fails is where libraries name the address."""
    with WebhookServer() as webhook, MailServer() as mail:
        alerts = AlertSettings(
            webhook_url=webhook.url,
            mail_to=("owner@news.example",),
            smtp_url=f"smtp://me:{SECRET}@127.0.0.1:{mail.port}",
        )
    decide("bad", is_accepted=False)
    with caplog.at_level(logging.DEBUG):
        deliveries = deliver(replace(settings, alerts=alerts))
    assert [delivery.error is None for delivery in deliveries] == [True, False, False]
    kept = str(query("from quality.alert"))
    shown = str(replace(settings, alerts=alerts))
    for text in (caplog.text, kept, shown):
        assert SECRET not in text
    assert "owner@" not in caplog.text + kept


def test_a_message_that_was_sent_and_not_marked_is_sent_again(
    everywhere: Settings, decide: Decide, webhook_server: WebhookServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*arguments: object) -> None:
        raise Killed

    decide("bad", is_accepted=False)
    with monkeypatch.context() as patch:
        patch.setattr(deliver_module.outbox, "mark", die)
        with pytest.raises(Killed):
            deliver(everywhere)
    deliver(everywhere)
    deliver(everywhere)
    first, second = webhook_server.texts
    assert first == second


def test_where_there_is_no_warehouse_nothing_is_made(settings: Settings) -> None:
    assert deliver(settings) == []
    assert not settings.warehouse_path.exists()
