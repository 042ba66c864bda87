"""Nothing of a home can be written by another user, and nothing of ours opens a port to the network.

`tests/pipeline/test_run.py` looks at every file of a whole run, `tests/pipeline/test_scheduler.py` at the
sockets of the services.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from include.files import replace_file
from include.landing.land import land_inbox
from include.maintenance.backup import back_up
from include.operations.airflow_environment import LOOPBACK_HOST, admin_password_path, airflow_environment
from include.operations.home import ensure_home
from include.settings import Settings
from tests.security.modes import modes_that_let_others_write


@pytest.fixture(params=[0o000, 0o002, 0o022, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    former = os.umask(request.param)
    yield request.param
    os.umask(former)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_nobody_else_writes_whatever_the_umask(umask: int, settings: Settings, tmp_path: Path) -> None:
    settings = replace(settings, home=tmp_path / "new", inbox=str(tmp_path / "new" / "inbox"))
    ensure_home(settings)
    Path(settings.inbox).mkdir()
    (Path(settings.inbox) / "a.txt").write_text("Words")
    airflow_environment(settings)
    land_inbox(settings)
    back_up(settings)
    replace_file(settings.reports_dir / "index.html", "words")
    assert modes_that_let_others_write(settings.home) == {}
    assert mode(settings.home) == 0o755 & ~umask


def test_a_careful_umask_stays(umask: int, settings: Settings) -> None:
    ensure_home(settings)
    left = os.umask(0)
    os.umask(left)
    assert left == umask | 0o022


def test_secrets_are_the_owners_alone(umask: int, settings: Settings) -> None:
    airflow_environment(settings)
    assert mode(settings.airflow_home) == 0o700
    assert mode(settings.airflow_home / "secrets.json") == 0o600
    assert mode(admin_password_path(settings)) == 0o600


def test_no_backup_holds_a_secret(settings: Settings) -> None:
    secret = "T000-never-to-be-kept"
    alerts = replace(
        settings.alerts,
        webhook_url=f"https://hooks.example/{secret}",
        smtp_url=f"smtps://u:{secret}@mail.example",
    )
    settings = replace(settings, alerts=alerts)
    (Path(settings.inbox) / "a.txt").write_text("Words")
    kept = airflow_environment(settings)
    land_inbox(settings)
    back_up(settings)
    secrets = [secret.encode(), kept["AIRFLOW__CORE__FERNET_KEY"].encode()]
    for path in (settings.home / "backups").rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert [found for found in secrets if found in content] == [], path


def test_airflow_lets_nobody_write_its_logs_and_listens_on_loopback(settings: Settings) -> None:
    environment = airflow_environment(settings)
    assert environment["AIRFLOW__LOGGING__FILE_TASK_HANDLER_NEW_FILE_PERMISSIONS"] == "0o600"
    assert environment["AIRFLOW__LOGGING__FILE_TASK_HANDLER_NEW_FOLDER_PERMISSIONS"] == "0o700"
    assert environment["AIRFLOW__API__HOST"] == LOOPBACK_HOST == "127.0.0.1"
    assert environment["AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK"] == "False"
