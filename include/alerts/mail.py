"""Alerts as mail, over SMTP."""

import hashlib
import smtplib
import ssl
from collections.abc import Sequence
from email.message import EmailMessage
from email.utils import format_datetime, localtime
from urllib.parse import SplitResult, unquote, urlsplit

from include.alerts import message
from include.alerts.model import Alert, DeliveryError

TIMEOUT_SECONDS = 10
PORTS = {"smtp": 587, "smtps": 465}
"""Submission, encrypted on request (RFC 6409) and from the first byte (RFC 8314)."""


class MailChannel:
    """One server and its recipients. Neither is ever part of an error, nor is the password."""

    name = "mail"

    def __init__(self, smtp_url: str, sender: str, recipients: Sequence[str]) -> None:
        self._server = urlsplit(smtp_url)
        self._sender = sender
        self._recipients = recipients

    def send(self, alerts: Sequence[Alert]) -> None:
        """Send one mail to all recipients.

        Raises:
            DeliveryError: the server did not take it for every recipient.
        """
        try:
            with _connection(self._server) as smtp:
                _log_in(smtp, self._server)
                refused = smtp.send_message(self._mail(alerts))
        except smtplib.SMTPResponseException as error:
            raise DeliveryError(f"the server answered with code {error.smtp_code}") from None
        except (OSError, smtplib.SMTPException) as error:
            raise DeliveryError(f"no mail was sent ({type(error).__name__})") from None
        if refused:
            raise DeliveryError(f"the server refused {len(refused)} of {len(self._recipients)} recipients")

    def _mail(self, alerts: Sequence[Alert]) -> EmailMessage:
        mail = EmailMessage()
        mail["Subject"] = message.title(alerts)
        mail["From"] = self._sender
        mail["To"] = ", ".join(self._recipients)
        mail["Date"] = format_datetime(localtime())
        # The same alerts are the same message, so that a mail that was sent and not marked is shown once.
        content = "\x00".join(
            f"{alert.event} {alert.subject_id} {alert.validation_run_id}" for alert in alerts
        )
        mail["Message-ID"] = f"<{hashlib.sha256(content.encode()).hexdigest()[:32]}@pressmark>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.plain_text(alerts))
        return mail


def _connection(server: SplitResult) -> smtplib.SMTP:
    host, port = server.hostname or "", server.port or PORTS[server.scheme]
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
    return smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)


def _log_in(smtp: smtplib.SMTP, server: SplitResult) -> None:
    """Encrypt where the server can, and log in where the settings name a user."""
    smtp.ehlo()
    if smtp.has_extn("starttls"):
        smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo()
    if server.username is None:
        return
    if not isinstance(smtp.sock, ssl.SSLSocket):
        raise DeliveryError("the server offers no encryption, and a password is not sent without")
    smtp.login(unquote(server.username), unquote(server.password or ""))
