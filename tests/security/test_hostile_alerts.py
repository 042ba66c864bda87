"""A name out of a document calls nobody, links to nothing, and adds no header to a mail."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from include.alerts.deliver import deliver
from include.alerts.mail import MailChannel
from include.alerts.model import Alert
from include.settings import AlertSettings, Settings, load_settings
from include.variables import SettingsError
from tests.alerts.servers import MailServer, WebhookServer

CALLS = (
    "<!channel>", "<!here|all>", "<!everyone>", "<!subteam^S012>", "<@U012345>", "<#C012>", "@channel",
    "@all",
)  # fmt: skip
LINKS = ("<https://evil.example|click>", "[click](https://evil.example)", "<mailto:a@evil.example|b>")
MARKUP = ("*bold*", "~gone~", "```\nquoted", "`x` <!channel> `y`", "&lt;!channel&gt;")
HEADERS = (
    "x\r\nBcc: everybody@evil.example",
    "x\nSubject: owned\n\nnew body",
    "x\r\n\r\n.\r\nMAIL FROM:<a@evil.example>",
    "x\u2028Bcc: a@evil.example\x0bTo: b@evil.example\x85Cc: c@evil.example",
)


@pytest.fixture
def told(
    settings: Settings,
    open_incident: Callable[..., None],
    mail_server: MailServer,
    webhook_server: WebhookServer,
) -> Callable[[str], tuple[str, str]]:
    """Has an incident about such a name told; answers the text of the webhook and that of the mail."""
    alerts = AlertSettings(
        webhook_url=webhook_server.url,
        mail_to=("desk@news.example",),
        mail_from="pressmark@news.example",
        smtp_url=f"smtp://localhost:{mail_server.port}",
    )

    def tell(name: str) -> tuple[str, str]:
        open_incident("one", dimension=name)
        deliveries = deliver(replace(settings, alerts=alerts))
        assert [delivery.error for delivery in deliveries] == [None, None, None]
        (mail,) = mail_server.received
        assert mail_server.recipients == [["desk@news.example"]]
        assert mail["To"] == "desk@news.example"
        assert mail["Subject"] == "Pressmark: 1 incident opened"
        assert {"bcc", "cc"} & {header.lower() for header in mail} == set()
        (text,) = webhook_server.texts
        return text, mail.get_content()

    return tell


@pytest.mark.parametrize("name", [*CALLS, *LINKS, *MARKUP])
def test_a_name_is_one_piece_of_code(told: Callable[[str], tuple[str, str]], name: str) -> None:
    text, _ = told(name)
    (line,) = (line for line in text.splitlines() if line.startswith("•"))
    before, inside, after = line.split("`")
    assert (before, after[:2]) == ("• Incident opened: ", " (")
    assert {"<", ">"} & set(text) == set()
    # As the receiver reads it back, it is the name again.
    shown = inside.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert shown == "document_count " + " ".join(name.replace("`", "'").split())


@pytest.mark.parametrize("name", HEADERS)
def test_a_name_stays_in_its_line(told: Callable[[str], tuple[str, str]], name: str) -> None:
    text, mail = told(name)
    for written in (text, mail):
        (line,) = (line for line in written.splitlines() if "Incident opened" in line)
        assert "evil.example" in line or "owned" in line
    assert [line for line in mail.splitlines() if line.lower().startswith(("bcc", "subject", "."))] == []


def test_a_name_that_reached_a_channel_as_it_was_changes_no_header(mail_server: MailServer) -> None:
    """The second line: the outbox has it in one line already."""
    alert = Alert("incident_opened", HEADERS[0], HEADERS[1], HEADERS[2], HEADERS[3])
    url = f"smtp://localhost:{mail_server.port}"
    MailChannel(url, "pressmark@news.example", ["desk@news.example"]).send([alert])
    (mail,) = mail_server.received
    assert {"bcc", "cc", "reply-to"} & {header.lower() for header in mail} == set()
    assert mail_server.recipients == [["desk@news.example"]]


@pytest.mark.parametrize("name", ["PRESSMARK_ALERT_MAIL_TO", "PRESSMARK_ALERT_MAIL_FROM"])
@pytest.mark.parametrize("address", ["a@b.example\r\nBcc: c@d.example", "a b@c.example", "a@b\x00.example"])
def test_an_address_holds_no_line_of_its_own(
    name: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "\x00" in address:
        address = address.replace("\x00", "\x7f")  # no variable of an environment holds a NUL
    monkeypatch.setenv("PRESSMARK_SMTP_URL", "smtp://localhost")
    monkeypatch.setenv(name, address)
    with pytest.raises(SettingsError, match=name):
        load_settings()
