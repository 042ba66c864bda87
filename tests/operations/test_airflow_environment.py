"""The environment of Airflow's processes: complete, private to the home, and the same at every start."""

import dataclasses
import json
import os
import stat
import sys
from pathlib import Path

import pytest

from include.operations.airflow_environment import admin_password_path, airflow_environment
from include.settings import PROJECT_ROOT, Settings, load_settings

SECRETS = ["AIRFLOW__API__SECRET_KEY", "AIRFLOW__API_AUTH__JWT_SECRET", "AIRFLOW__CORE__FERNET_KEY"]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_every_address_follows_the_port(settings: Settings) -> None:
    environment = airflow_environment(dataclasses.replace(settings, port=8123))
    assert environment["AIRFLOW__API__PORT"] == "8123"
    assert environment["AIRFLOW__API__BASE_URL"] == "http://127.0.0.1:8123"
    assert environment["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"] == "http://127.0.0.1:8123/execution/"
    assert environment["AIRFLOW__API__HOST"] == "127.0.0.1"


def test_secrets_are_made_once_and_for_the_owner_only(settings: Settings) -> None:
    first, second = airflow_environment(settings), airflow_environment(settings)
    assert [first[name] for name in SECRETS] == [second[name] for name in SECRETS]
    assert len({first[name] for name in SECRETS}) == len(SECRETS)
    assert mode(settings.airflow_home / "secrets.json") == 0o600
    assert mode(settings.airflow_home) == 0o700


def test_the_password_is_made_once_and_stands_in_a_file_of_the_owner(settings: Settings) -> None:
    environment = airflow_environment(settings)
    path = admin_password_path(settings)
    passwords = json.loads(path.read_text())
    airflow_environment(settings)
    assert json.loads(path.read_text()) == passwords
    assert len(passwords["admin"]) >= 20
    assert mode(path) == 0o600
    assert environment["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE"] == str(path)
    assert passwords["admin"] not in environment.values()


def test_no_draft_of_a_secret_is_left_behind(settings: Settings) -> None:
    airflow_environment(settings)
    assert {path.name for path in settings.airflow_home.iterdir()} == {"secrets.json", "passwords.json"}


def test_two_homes_share_no_path_and_no_secret(settings: Settings, tmp_path: Path) -> None:
    other = dataclasses.replace(settings, home=tmp_path / "other", inbox=str(tmp_path / "other" / "inbox"))
    one, two = airflow_environment(settings), airflow_environment(other)
    for name, value in one.items():
        if str(settings.home) in value or name in SECRETS:
            assert two[name] != value
            assert str(settings.home) not in two[name]


def test_the_users_own_airflow_is_left_alone(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_HOME", "/somebody/airflow")
    monkeypatch.setenv("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "postgresql://somewhere")
    environment = airflow_environment(settings)
    assert environment["AIRFLOW_HOME"] == str(settings.home / "airflow")
    assert (
        environment["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] == f"sqlite:///{settings.home}/airflow/airflow.db"
    )


def test_children_find_our_tools_first(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin")
    environment = airflow_environment(settings)
    assert environment["PATH"] == f"{Path(sys.executable).parent}{os.pathsep}/usr/bin"
    assert environment["PYTHONPATH"] == str(PROJECT_ROOT)


def test_children_read_the_same_settings(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in airflow_environment(settings).items():
        monkeypatch.setenv(name, value)
    assert load_settings() == settings


def test_tasks_reach_the_api_without_a_proxy(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("NO_PROXY", "intranet.example")
    environment = airflow_environment(settings)
    assert environment["no_proxy"] == environment["NO_PROXY"] == "intranet.example,127.0.0.1,localhost"


def test_nothing_reports_home(settings: Settings) -> None:
    environment = airflow_environment(settings)
    assert environment["GX_ANALYTICS_ENABLED"] == "false"
    assert environment["DBT_SEND_ANONYMOUS_USAGE_STATS"] == "false"
    assert environment["AIRFLOW__USAGE_DATA_COLLECTION__ENABLED"] == "False"
