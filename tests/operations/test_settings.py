"""Settings: read from the environment, and turned back into it."""

from pathlib import Path

import pytest

from include.settings import PROJECT_ROOT, Settings, SettingsError, load_settings


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
    )
    for name, value in settings.environment.items():
        monkeypatch.setenv(name, value)
    assert load_settings() == settings


@pytest.mark.parametrize("port", ["0", "-1", "80 80", "http", "65536", "٣"])
def test_an_unusable_port_is_named_with_the_variable_that_holds_it(
    monkeypatch: pytest.MonkeyPatch, port: str
) -> None:
    monkeypatch.setenv("PRESSMARK_PORT", port)
    with pytest.raises(SettingsError, match=r"PRESSMARK_PORT is .* set it to a whole number"):
        load_settings()
