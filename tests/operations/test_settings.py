"""Settings: read from the environment, and turned back into it."""

from pathlib import Path

import pytest

from include.settings import PROJECT_ROOT, AlertSettings, Settings, SparkSettings, load_settings
from include.variables import SettingsError


def test_without_variables_everything_lies_under_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PRESSMARK_HOME", raising=False)
    monkeypatch.delenv("PRESSMARK_INBOX", raising=False)
    settings = load_settings()
    assert settings.home == PROJECT_ROOT / "data"
    assert settings.inbox == str(PROJECT_ROOT / "data" / "inbox")
    paths = [settings.warehouse_path, settings.published_path, settings.reports_dir, settings.airflow_home]
    paths += [settings.dbt_dir, settings.logs_dir]
    assert all(path.is_relative_to(settings.home) for path in paths)


def test_relative_paths_are_resolved_so_that_a_child_elsewhere_means_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRESSMARK_HOME", "here")
    monkeypatch.setenv("PRESSMARK_INBOX", "there")
    settings = load_settings()
    assert settings.home == tmp_path / "here"
    assert settings.environment["PRESSMARK_INBOX"] == str(tmp_path / "there")


@pytest.mark.parametrize("inbox", ["/an/inbox", "s3://bucket/prefix"])
def test_their_environment_makes_the_same_settings(monkeypatch: pytest.MonkeyPatch, inbox: str) -> None:
    settings = Settings(
        home=Path("/a home"),
        inbox=inbox,
        port=8123,
        max_document_bytes=17,
        lock_timeout_seconds=3,
        text_process_count=5,
        max_set_aside_pct=0,
        max_set_aside_count=0,
        alerts=AlertSettings(
            webhook_url="https://hooks.example/secret",
            mail_to=("owner@news.example", "desk@news.example"),
            mail_from="pressmark@news.example",
            smtp_url="smtps://me:secret@mail.example",
        ),
        feeds_path=Path("/lists/feeds.csv"),
        feed_contact="desk@news.example",
        engine="spark",
        spark=SparkSettings(
            lake="/a lake",
            master="spark://head:7077",
            configuration=(("spark.executor.memory", "8g"), ("spark.app.name", "a name=here")),
        ),
    )
    for name, value in settings.environment.items():
        monkeypatch.setenv(name, value)
    assert load_settings() == settings


@pytest.mark.parametrize("inbox", ["s3://bucket", "s3://bucket/", "s3://news_store@bucket/a prefix"])
def test_a_bucket_is_taken_as_it_stands(monkeypatch: pytest.MonkeyPatch, inbox: str) -> None:
    monkeypatch.setenv("PRESSMARK_INBOX", inbox)
    settings = load_settings()
    assert (settings.inbox, settings.is_inbox_local) == (inbox, False)


@pytest.mark.parametrize(
    "inbox",
    ["ftp://host/x", "gs://bucket/x", "file:///x", "s3://", "s3:///x", "s3://@/x", "s3:/bucket/x", "S3://b"],
)
def test_an_inbox_of_another_kind_is_named_with_what_can_be_one(
    monkeypatch: pytest.MonkeyPatch, inbox: str
) -> None:
    monkeypatch.setenv("PRESSMARK_INBOX", inbox)
    with pytest.raises(SettingsError, match=r"^PRESSMARK_INBOX is .* or to s3://") as raised:
        load_settings()
    assert inbox in str(raised.value)


@pytest.mark.parametrize("name", ["a:b", "news: today", "a b/c:/d"])
def test_a_folder_may_have_a_colon_in_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.setenv("PRESSMARK_INBOX", str(tmp_path / name))
    assert load_settings().inbox == str(tmp_path / name)


@pytest.mark.parametrize("port", ["0", "-1", "80 80", "http", "65536", "٣"])
def test_an_unusable_port_is_named_with_the_variable_that_holds_it(
    monkeypatch: pytest.MonkeyPatch, port: str
) -> None:
    monkeypatch.setenv("PRESSMARK_PORT", port)
    with pytest.raises(SettingsError, match=r"PRESSMARK_PORT is .* set it to a whole number"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PRESSMARK_ALERT_WEBHOOK_URL", "hooks.example/secret"),
        ("PRESSMARK_ALERT_WEBHOOK_URL", "file:///secret"),
        ("PRESSMARK_ALERT_WEBHOOK_URL", "https:///secret"),
        ("PRESSMARK_ALERT_WEBHOOK_URL", "https://hooks.example:port/secret"),
        ("PRESSMARK_SMTP_URL", "http://me:secret@mail.example"),
        ("PRESSMARK_SMTP_URL", "smtp://me:secret@[mail.example"),
        ("PRESSMARK_SMTP_URL", "smtp://me:secret@mail.example:99999"),
    ],
)
def test_an_unusable_address_is_named_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=rf"^{name} is not usable: set it to a URL") as error:
        load_settings()
    assert "secret" not in str(error.value)


def test_settings_that_are_shown_keep_their_secrets() -> None:
    alerts = AlertSettings(
        webhook_url="https://hooks.example/secret", smtp_url="smtp://me:secret@mail.example"
    )
    assert "secret" not in repr(Settings(home=Path("/home"), inbox="/inbox", alerts=alerts))


@pytest.mark.parametrize("contact", ["désk@news.example", "desk\r\nCookie: x", "desk (news)", "x" * 201])
def test_a_contact_that_no_header_can_hold_is_named(monkeypatch: pytest.MonkeyPatch, contact: str) -> None:
    monkeypatch.setenv("PRESSMARK_FEED_CONTACT", contact)
    with pytest.raises(SettingsError, match=r"^PRESSMARK_FEED_CONTACT is not usable"):
        load_settings()


@pytest.mark.parametrize("address", ["owner", "owner@news.example\nBcc: x@y", "Owner <owner@news.example>"])
def test_an_unusable_mail_address_is_named(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("PRESSMARK_SMTP_URL", "smtp://mail.example")
    monkeypatch.setenv("PRESSMARK_ALERT_MAIL_TO", f"desk@news.example, {address}")
    with pytest.raises(SettingsError, match=r"^PRESSMARK_ALERT_MAIL_TO holds"):
        load_settings()


def test_recipients_without_a_server_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSMARK_ALERT_MAIL_TO", "owner@news.example")
    with pytest.raises(SettingsError, match="set PRESSMARK_SMTP_URL"):
        load_settings()


def test_without_a_sender_mails_come_from_the_first_recipient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSMARK_SMTP_URL", "smtp://mail.example")
    monkeypatch.setenv("PRESSMARK_ALERT_MAIL_TO", " owner@news.example , desk@news.example,")
    alerts = load_settings().alerts
    assert alerts.mail_to == ("owner@news.example", "desk@news.example")
    assert alerts.mail_from == "owner@news.example"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("PRESSMARK_ENGINE", "Spark", "is 'Spark': set it to duckdb or spark"),
        ("PRESSMARK_LAKE", "s3://aws@bucket/lake", "names something before the bucket: .* AWS_ACCESS_KEY_ID"),
        ("PRESSMARK_LAKE", "gs://bucket/lake", "is 'gs://bucket/lake': .* or to s3://bucket/prefix"),
    ],
)
def test_what_cannot_build_is_named_with_what_can(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"^{name} {message}"):
        load_settings()


@pytest.mark.parametrize("text", ["hidden", "=hidden", "spark.a='hidden"])
def test_what_is_no_setting_of_spark_is_told_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("PRESSMARK_SPARK_CONF", f"spark.a=b {text}")
    with pytest.raises(SettingsError, match="PRESSMARK_SPARK_CONF") as raised:
        load_settings()
    assert "hidden" not in str(raised.value)
