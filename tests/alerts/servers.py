"""A receiver of webhooks and a mail server, on loopback, which keep what they are sent."""

import json
import socketserver
import ssl
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

SECRET = "T000-secret"


class _Serving:
    """Serves in a thread while it is entered."""

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    @property
    def port(self) -> int:
        return self.server_address[1]


class WebhookServer(_Serving, ThreadingHTTPServer):
    """Answers with `status`; with None it answers only when `is_ended` is set."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _WebhookHandler)
        self.status: int | None = 200
        self.is_ended = threading.Event()
        self.received: list[dict[str, Any]] = []
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/{SECRET}"

    @property
    def texts(self) -> list[str]:
        return [body["text"] for body in self.received]

    def __exit__(self, *error: object) -> None:
        self.is_ended.set()
        super().__exit__(*error)


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


class MailServer(_Serving, socketserver.ThreadingTCPServer):
    """Speaks the SMTP that a client needs to hand in a mail (RFC 5321), encrypted where it has a context.

    `refused` holds the recipients that it does not know; `answer_to_data` is its answer to a whole mail.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _MailHandler)
        self.tls = tls
        self.refused: set[str] = set()
        self.answer_to_data = "250 OK"
        self.received: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.logins: list[str] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that does not trust the certificate hangs up."""


class _MailHandler(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._recipients: list[str] = []
        self._say("220 test")
        while line := self.rfile.readline():
            command, _, argument = line.decode().strip().partition(" ")
            if command.upper() == "QUIT":
                self._say("221 bye")
                return
            getattr(self, f"_on_{command.lower()}", self._on_unknown)(argument)

    def _say(self, *lines: str) -> None:
        for line in lines:
            self.wfile.write(f"{line}\r\n".encode())

    def _on_ehlo(self, argument: str) -> None:
        is_encrypted = isinstance(self.connection, ssl.SSLSocket)
        offers_tls = self.server.tls is not None and not is_encrypted
        self._say("250-test", "250-STARTTLS" if offers_tls else "250-8BITMIME", "250 AUTH PLAIN")

    def _on_starttls(self, argument: str) -> None:
        assert self.server.tls is not None
        self._say("220 go ahead")
        self.connection = self.server.tls.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)

    def _on_auth(self, argument: str) -> None:
        self.server.logins.append(argument)
        self._say("235 OK")

    def _on_mail(self, argument: str) -> None:
        self._say("250 OK")

    def _on_rcpt(self, argument: str) -> None:
        address = argument.partition("<")[2].partition(">")[0]
        if address in self.server.refused:
            self._say(f"550 {address} is unknown")
            return
        self._recipients.append(address)
        self._say("250 OK")

    def _on_data(self, argument: str) -> None:
        self._say("354 go ahead")
        content = b""
        while (line := self.rfile.readline()) != b".\r\n":
            content += line
        if self.server.answer_to_data.startswith("2"):
            self.server.received.append(message_from_bytes(content, policy=policy.default))
            self.server.recipients.append(self._recipients)
        self._say(self.server.answer_to_data)

    def _on_rset(self, argument: str) -> None:
        self._say("250 OK")

    def _on_unknown(self, argument: str) -> None:
        self._say("502 what?")
