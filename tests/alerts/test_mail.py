"""Mail over a real SMTP server, in clear, with STARTTLS and from the first byte encrypted."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from include.alerts.mail import MailChannel
from include.alerts.model import Alert, DeliveryError
from tests.alerts.servers import MailServer

SENDER = "pressmark@news.example"
RECIPIENTS = ("owner@news.example", "desk@news.example")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate of `localhost`, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    encoding = serialization.Encoding.PEM
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + signed.public_bytes(encoding))
    return path


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def encrypting_server(tls: ssl.SSLContext) -> Iterator[MailServer]:
    with MailServer(tls) as server:
        yield server


def send(server: MailServer, alerts: list[Alert], *, scheme: str = "smtp", user: str = "") -> None:
    MailChannel(f"{scheme}://{user}localhost:{server.port}", SENDER, RECIPIENTS).send(alerts)


def test_one_mail_tells_all_alerts_to_all_recipients(mail_server: MailServer, alerts: list[Alert]) -> None:
    send(mail_server, alerts)
    (mail,) = mail_server.received
    assert mail_server.recipients == [list(RECIPIENTS)]
    assert mail["Subject"] == "Pressmark: 1 load refused, 1 incident opened"
    assert (mail["From"], mail["To"]) == (SENDER, ", ".join(RECIPIENTS))
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "text/plain"
    assert "Load refused: load abc (3 critical expectations failed)" in mail.get_content()


def test_the_same_alerts_are_the_same_mail_and_others_another(
    mail_server: MailServer, alerts: list[Alert]
) -> None:
    send(mail_server, alerts)
    send(mail_server, alerts)
    send(mail_server, alerts[:1])
    first, second, third = [mail["Message-ID"] for mail in mail_server.received]
    assert first == second != third


@pytest.mark.parametrize(
    ("refused", "expected"),
    [(RECIPIENTS[:1], "^the server refused 1 of 2 recipients$"), (RECIPIENTS, "SMTPRecipientsRefused")],
)
def test_an_unknown_recipient_is_an_error_without_an_address(
    mail_server: MailServer, alerts: list[Alert], refused: tuple[str, ...], expected: str
) -> None:
    mail_server.refused = set(refused)
    with pytest.raises(DeliveryError, match=expected) as error:
        send(mail_server, alerts)
    assert "@" not in str(error.value)


def test_a_refused_mail_is_an_error_with_its_code(mail_server: MailServer, alerts: list[Alert]) -> None:
    mail_server.answer_to_data = "552 too much"
    with pytest.raises(DeliveryError, match=r"^the server answered with code 552$"):
        send(mail_server, alerts)


def test_no_server_is_an_error(alerts: list[Alert]) -> None:
    with MailServer() as ended:
        pass
    with pytest.raises(DeliveryError, match="ConnectionRefusedError"):
        send(ended, alerts)


def test_a_password_is_not_sent_in_clear(mail_server: MailServer, alerts: list[Alert]) -> None:
    with pytest.raises(DeliveryError, match="offers no encryption") as error:
        send(mail_server, alerts, user="me:pass%40word@")
    assert "pass" not in str(error.value).replace("password", "")
    assert mail_server.logins == []
    assert mail_server.received == []


def test_a_user_logs_in_after_the_connection_is_encrypted(
    encrypting_server: MailServer, alerts: list[Alert], certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    send(encrypting_server, alerts, user="me:pass%40word@")
    assert encrypting_server.logins == [(b"me", b"pass@word")]
    assert len(encrypting_server.received) == 1


def test_a_server_that_is_not_trusted_gets_nothing(
    encrypting_server: MailServer, alerts: list[Alert]
) -> None:
    with pytest.raises(DeliveryError, match="SSLCertVerificationError"):
        send(encrypting_server, alerts, user="me:password@")
    assert encrypting_server.logins == []
    assert encrypting_server.received == []


def test_a_server_may_encrypt_from_the_first_byte(
    tls: ssl.SSLContext, alerts: list[Alert], certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with MailServer(tls, is_tls_from_first_byte=True) as server:
        send(server, alerts, scheme="smtps", user="me:password@")
    assert server.logins == [(b"me", b"password")]
    assert len(server.received) == 1
