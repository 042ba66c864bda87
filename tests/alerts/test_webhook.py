"""The webhook: JSON that Slack takes, and errors that do not tell the address."""

import pytest

from include.alerts import message, webhook
from include.alerts.model import Alert, DeliveryError
from include.alerts.webhook import WebhookChannel
from tests.alerts.servers import SECRET, WebhookServer


def test_one_post_tells_all_alerts(webhook_server: WebhookServer, alerts: list[Alert]) -> None:
    WebhookChannel(webhook_server.url).send(alerts)
    assert webhook_server.received == [{"text": message.slack_text(alerts)}]
    assert webhook_server.asked == [f"POST /{SECRET}"]


@pytest.mark.parametrize("status", [400, 404, 500, 503])
def test_a_refusal_is_an_error_with_its_status(
    webhook_server: WebhookServer, alerts: list[Alert], status: int
) -> None:
    webhook_server.status = status
    with pytest.raises(DeliveryError, match=f"^the server answered with status {status}$"):
        WebhookChannel(webhook_server.url).send(alerts)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_because_the_message_would_be_lost(
    webhook_server: WebhookServer, alerts: list[Alert], status: int
) -> None:
    webhook_server.status = status
    with pytest.raises(DeliveryError, match=str(status)):
        WebhookChannel(webhook_server.url).send(alerts)
    assert webhook_server.asked == [f"POST /{SECRET}"]


def test_a_server_that_never_answers_is_given_up(
    webhook_server: WebhookServer, alerts: list[Alert], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "TIMEOUT_SECONDS", 0.2)
    webhook_server.status = None
    with pytest.raises(DeliveryError, match="TimeoutError"):
        WebhookChannel(webhook_server.url).send(alerts)


def test_no_server_is_an_error_that_does_not_tell_the_address(alerts: list[Alert]) -> None:
    with WebhookServer() as ended:
        url = ended.url
    with pytest.raises(DeliveryError) as error:
        WebhookChannel(url).send(alerts)
    assert str(error.value) == "no connection (ConnectionRefusedError)"


@pytest.mark.parametrize("path", ["with space", "with\nline", "é"])
def test_an_address_that_cannot_be_sent_to_is_an_error_that_does_not_tell_it(
    webhook_server: WebhookServer, alerts: list[Alert], path: str
) -> None:
    with pytest.raises(DeliveryError) as error:
        WebhookChannel(f"{webhook_server.url}/{path}").send(alerts)
    assert SECRET not in str(error.value)
    assert webhook_server.received == []
