"""What is told, and how a channel says that it could not be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Event = Literal["load_refused", "incident_opened", "incident_resolved"]

MAX_LISTED_COUNT = 20
"""What one message lists; the rest is counted, so that a message stays short whatever happened."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One event, in ids and counts; never the text of an article.

    `subject` may hold a name that stands in a document, as that of a source: every channel shows it as text.
    `facts` consists of our own words and figures.
    """

    event: Event
    subject_id: str
    validation_run_id: str
    subject: str
    facts: str


class DeliveryError(Exception):
    """A channel did not take a message; the text names no address and no secret."""


class Channel(Protocol):
    """One way to reach people."""

    @property
    def name(self) -> str:
        """Under which `quality.alert` keeps what was sent over it."""

    def send(self, alerts: Sequence[Alert]) -> None:
        """Send one message about all alerts.

        Raises:
            DeliveryError: it is not known to have arrived.
        """
