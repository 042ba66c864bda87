"""Send what is to be told. What cannot be sent now is sent by the next ingestion."""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import NamedTuple

from include.alerts import outbox
from include.alerts.channels import configured_channels
from include.alerts.model import Alert, Channel, DeliveryError
from include.settings import Settings
from include.tables.create import create_tables
from include.warehouse import writer

logger = logging.getLogger(__name__)


class Delivery(NamedTuple):
    """One message over one channel. `error` is None where it was taken."""

    channel_name: str
    alerts: list[Alert]
    attempted_at: datetime
    error: str | None


def deliver(settings: Settings) -> list[Delivery]:
    """Tell over each channel, in one message, what was not told over it yet.

    The warehouse is free while messages are under way. A process that is killed between sending and marking
    has the message sent again; otherwise no alert goes twice over a channel.

    Raises:
        WarehouseBusyError: another process holds the warehouse.
    """
    # Airflow calls back for a killed task elsewhere, which may be a container without the warehouse.
    if not settings.warehouse_path.exists():
        return []
    with _alone(settings):
        channels = configured_channels(settings.alerts)
        with writer(settings) as connection:
            create_tables(connection)
            outbox.record(connection, [channel.name for channel in channels])
            waiting = [(channel, outbox.due(connection, channel.name)) for channel in channels]
        deliveries = [_send(channel, alerts) for channel, alerts in waiting if alerts]
        if deliveries:
            with writer(settings) as connection:
                for delivery in deliveries:
                    outbox.mark(connection, *delivery)
        return deliveries


def _send(channel: Channel, alerts: list[Alert]) -> Delivery:
    error = None
    try:
        channel.send(alerts)
    except DeliveryError as failure:
        error = str(failure)
        logger.warning(
            "%d alerts did not go over %s, the next ingestion tries again: %s",
            len(alerts),
            channel.name,
            error,
        )
    return Delivery(channel.name, alerts, datetime.now(UTC), error)


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Let two builds that end at the same time tell one after the other; the lock ends with the process."""
    with (settings.warehouse_path.parent / "alerts.lock").open("a") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield
