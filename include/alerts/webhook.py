"""Alerts as JSON to an address: `{"text": …}`, which Slack, Mattermost and Rocket.Chat take."""

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any

from include.alerts import message
from include.alerts.model import Alert, DeliveryError

TIMEOUT_SECONDS = 10


class WebhookChannel:
    """One address, which is itself the secret: it is never part of an error."""

    name = "webhook"

    def __init__(self, url: str) -> None:
        self._url = url

    def send(self, alerts: Sequence[Alert]) -> None:
        """Post one message.

        Raises:
            DeliveryError: no answer, or another one than success.
        """
        request = urllib.request.Request(  # noqa: S310  # the settings admit http and https only
            self._url,
            data=json.dumps({"text": message.slack_text(alerts)}).encode(),
            headers={"Content-Type": "application/json"},
            method="POST",
        )
        opener = urllib.request.build_opener(_NoRedirect)
        try:
            with opener.open(request, timeout=TIMEOUT_SECONDS):
                pass
        except urllib.error.HTTPError as error:
            error.close()
            raise DeliveryError(f"the server answered with status {error.code}") from None
        except urllib.error.URLError as error:
            raise DeliveryError(f"no connection ({type(error.reason).__name__})") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise DeliveryError(f"no answer ({type(error).__name__})") from None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirected POST would arrive as a GET without a message, and look like success."""

    def redirect_request(self, *arguments: Any) -> None:
        """Follow nothing, so that the redirect is an error."""
