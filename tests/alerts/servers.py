"""A receiver of webhooks and a mail server, on loopback, which keep what they are sent."""

import json
import socket
import ssl
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

SECRET = "T000-secret"


class WebhookServer(ThreadingHTTPServer):
    """Answers with `status`; with None it answers only when `is_ended` is set."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _WebhookHandler)
        self.status: int | None = 200
        self.is_ended = threading.Event()
        self.received: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.is_ended.set()
        self.shutdown()
        self._thread.join()
        self.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/{SECRET}"

    @property
    def texts(self) -> list[str]:
        return [body["text"] for body in self.received]


class _WebhookHandler(BaseHTTPRequestHandler):
    server: WebhookServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = self.server.status
        if status is None:
            self.server.is_ended.wait()
            return
        assert self.headers["Content-Type"] == "application/json"
        self.server.asked.append(f"{self.command} {self.path}")
        if status == 200:
            self.server.received.append(json.loads(body))
        self._answer(status)

    def do_GET(self) -> None:
        self.server.asked.append(f"{self.command} {self.path}")
        self._answer(200)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        if status in (301, 302, 303, 307, 308):
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


class MailServer:
    """A mail server, encrypted where it has a context: on request, or from the first byte.

    `refused` holds the recipients that it does not know; `answer_to_data` is its answer to a whole mail.
    It would take a password in clear, too.
    """

    def __init__(self, tls: ssl.SSLContext | None = None, *, is_tls_from_first_byte: bool = False) -> None:
        self.refused: set[str] = set()
        self.answer_to_data = "250 OK"
        self.received: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.logins: list[tuple[bytes, bytes]] = []
        self.port = _free_port()
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            ssl_context=tls if is_tls_from_first_byte else None,
            tls_context=None if is_tls_from_first_byte else tls,
            authenticator=self._authenticate,
            auth_require_tls=False,
        )

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._controller.stop()

    def _authenticate(
        self, server: SMTP, session: Any, envelope: Any, mechanism: str, data: Any
    ) -> AuthResult:
        self.logins.append((data.login, data.password))
        return AuthResult(success=True)

    async def handle_RCPT(
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return f"550 {address} is unknown"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        if self.answer_to_data.startswith("2"):
            self.received.append(message_from_bytes(envelope.content, policy=policy.default))
            self.recipients.append(envelope.rcpt_tos)
        return self.answer_to_data


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
