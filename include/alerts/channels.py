"""The channels that the settings configure. The log is always one of them."""

import logging
from collections.abc import Sequence

from include.alerts import message
from include.alerts.mail import MailChannel
from include.alerts.model import Alert, Channel
from include.alerts.webhook import WebhookChannel
from include.settings import AlertSettings

logger = logging.getLogger(__name__)


class LogChannel:
    """The log of the task that found out."""

    name = "log"

    def send(self, alerts: Sequence[Alert]) -> None:
        """Log a line an alert."""
        for alert in alerts:
            level = logging.INFO if alert.event == "incident_resolved" else logging.WARNING
            logger.log(level, "%s", message.line(alert))


def configured_channels(settings: AlertSettings) -> list[Channel]:
    """The channels over which every alert goes."""
    channels: list[Channel] = [LogChannel()]
    if settings.webhook_url:
        channels.append(WebhookChannel(settings.webhook_url))
    if settings.mail_to and settings.smtp_url:
        channels.append(MailChannel(settings.smtp_url, settings.mail_from, settings.mail_to))
    return channels
