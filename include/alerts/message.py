"""The words of an alert."""

from collections import Counter
from collections.abc import Sequence

from include.alerts.model import MAX_LISTED_COUNT, Alert, Event

WORDS: dict[Event, tuple[str, str]] = {
    "load_refused": ("load refused", "loads refused"),
    "incident_opened": ("incident opened", "incidents opened"),
    "incident_resolved": ("incident resolved", "incidents resolved"),
}
"""One and many of each event, the gravest first."""

WHERE_TO_LOOK = "Look: Quality in Airflow's menu, or make quality."


def title(alerts: Sequence[Alert]) -> str:
    """What happened, in one line."""
    counts = Counter(alert.event for alert in alerts)
    parts = [f"{counts[event]} {words[counts[event] > 1]}" for event, words in WORDS.items() if counts[event]]
    return f"Pressmark: {', '.join(parts)}"


def line(alert: Alert) -> str:
    """One alert in one line."""
    return f"{_event(alert)}: {alert.subject} ({alert.facts})"


def plain_text(alerts: Sequence[Alert]) -> str:
    """The body of a mail."""
    return "\n".join([title(alerts), "", *_listed([line(alert) for alert in alerts]), "", WHERE_TO_LOOK, ""])


def slack_text(alerts: Sequence[Alert]) -> str:
    """The same in Slack's mark-up, in which no name can call anybody, link to anything or look like ours.

    Source: https://docs.slack.dev/messaging/formatting-message-text, "Escaping text".
    """
    lines = [f"• {_event(alert)}: `{_slack_name(alert.subject)}` ({alert.facts})" for alert in alerts]
    return "\n".join([f"*{title(alerts)}*", *_listed(lines), WHERE_TO_LOOK])


def _event(alert: Alert) -> str:
    return WORDS[alert.event][0].capitalize()


def _listed(lines: list[str]) -> list[str]:
    left_count = len(lines) - MAX_LISTED_COUNT
    return [*lines[:MAX_LISTED_COUNT], *([f"and {left_count} more"] if left_count > 0 else [])]


def _slack_name(name: str) -> str:
    """Shown as code, where mentions and mark-up mean nothing."""
    escaped = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("`", "'")
