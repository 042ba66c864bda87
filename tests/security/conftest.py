"""The servers that alerts are told to, and incidents to tell of, as the tests of alerts have them."""

from tests.alerts.conftest import decide, mail_server, open_incident, query, webhook_server

__all__ = ["decide", "mail_server", "open_incident", "query", "webhook_server"]
