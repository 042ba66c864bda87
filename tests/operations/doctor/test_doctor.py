"""The doctor names what is wrong, says what to do, and tells monitors by its exit code."""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from collections import namedtuple
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from include.maintenance.backup import back_up
from include.maintenance.manifest import MANIFEST_NAME
from include.monitoring.stages import recorded
from include.operations.airflow_environment import airflow_environment
from include.operations.commands import doctor
from include.operations.doctor import machine
from include.operations.doctor.finding import Finding
from include.operations.doctor.home import look_at_home
from include.operations.doctor.machine import look_at_machine
from include.settings import Settings, SparkSettings
from include.warehouse import FORMAT_NO, writer
from tests.object_store import running_store

IS_SPARK_THERE = importlib.util.find_spec("pyspark") is not None
NO_SPARK = "pyspark is not installed"
"""What the doctor finds where the group of libraries is not wanted: it says so, whatever else is wrong."""


@pytest.fixture
def samples(published_samples: Settings, settings: Settings) -> Settings:
    """The published samples in the home that the commands see."""
    shutil.copytree(published_samples.home, settings.home)
    back_up(settings)
    return settings


def found(settings: Settings) -> dict[str, Finding]:
    return {finding.subject: finding for finding in (*look_at_machine(settings), *look_at_home(settings))}


def change(settings: Settings, statement: str, *values: object) -> None:
    with writer(settings) as connection:
        connection.execute(statement, list(values))


def test_a_home_that_is_well_is_well_in_every_line(
    samples: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    findings = found(samples)
    assert {finding.state for finding in findings.values()} == {"ok"}, findings
    assert {"Python", "Disk", "Services", "Rights", "Processes", "Warehouse", "Backups"} <= set(findings)
    assert doctor.main() == 0
    assert "23 documents" in capsys.readouterr().out


def test_a_new_home_says_how_to_begin(settings: Settings) -> None:
    settings.home.mkdir()
    Path(settings.inbox).mkdir()
    finding = found(settings)["Warehouse"]
    assert (finding.state, finding.remedy) == ("warning", "make run")


def test_where_spark_builds_its_java_is_looked_for(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.home.mkdir()
    Path(settings.inbox).mkdir()
    assert "Spark" not in found(settings)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    finding = found(replace(settings, engine="spark"))["Spark"]
    assert finding.state == "wrong"
    assert ("There is no Java" if IS_SPARK_THERE else NO_SPARK) in finding.text


def test_a_lake_in_a_store_is_looked_for(settings: Settings) -> None:
    settings.home.mkdir()
    Path(settings.inbox).mkdir()
    assert "Lake" not in found(settings)
    on_spark = replace(settings, engine="spark", spark=SparkSettings(lake="s3://news/lake"))
    with running_store("news"):
        finding = found(on_spark)["Lake"]
        assert (finding.state, finding.text) == ("ok", "s3://news/lake")
        on_spark = replace(settings, engine="spark", spark=SparkSettings(lake="s3://olds/lake"))
        finding = found(on_spark)["Lake"]
    assert finding.state == "wrong"
    assert "The specified bucket does not exist" in finding.text


def test_where_a_server_builds_it_is_looked_for(settings: Settings) -> None:
    settings.home.mkdir()
    Path(settings.inbox).mkdir()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        endpoint = "127.0.0.1:{1}".format(*listening.getsockname())
        on_server = replace(settings, engine="spark", spark=SparkSettings(master=f"sc://{endpoint}"))
        finding = found(on_server)["Spark"]
        assert finding.text == (f"a server at {endpoint}" if IS_SPARK_THERE else NO_SPARK)
    finding = found(on_server)["Spark"]
    assert finding.state == "wrong"
    assert (f"answers at {endpoint}" if IS_SPARK_THERE else NO_SPARK) in finding.text


def test_what_waits_for_a_person_is_wrong_and_fails(
    samples: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    change(samples, "insert into raw.load values ('bad', '2026-01-01', 1, 1, 0, 0)")
    change(samples, "insert into quality.load_verdict values ('bad', 'run', false, now())")
    assert found(samples)["Loads"].state == "wrong"
    assert doctor.main() == 1
    assert "make release" in capsys.readouterr().out


def test_a_load_that_waits_too_long_is_wrong(samples: Settings) -> None:
    landed_at = datetime.now(UTC) - timedelta(hours=3)
    change(samples, "insert into raw.load values ('waiting', ?, 1, 1, 0, 0)", landed_at)
    assert "3.0 hours" in found(samples)["Lag"].text


def test_a_stage_that_failed_is_named(samples: Settings) -> None:
    with pytest.raises(ZeroDivisionError), recorded(samples, "normalise"):
        1 / 0  # noqa: B018
    assert "normalise failed" in found(samples)["Stage"].text


def test_a_damaged_warehouse_or_published_file_has_its_remedy(samples: Settings) -> None:
    samples.warehouse_path.write_bytes(b"damaged" * 1000)
    samples.published_path.write_bytes(b"damaged" * 1000)
    findings = found(samples)
    assert findings["Warehouse"].state == findings["Published"].state == "wrong"
    assert findings["Warehouse"].remedy == "make restore FROM=latest"


def test_a_newer_home_is_wrong(samples: Settings) -> None:
    change(samples, "insert into quality.upgrade values (?, 'of the future', '9.0', now())", FORMAT_NO + 1)
    assert "later version" in found(samples)["Warehouse"].text


def test_secrets_that_others_can_read_are_wrong(samples: Settings) -> None:
    airflow_environment(samples)
    assert found(samples)["Rights"].state == "ok"
    secrets = samples.airflow_home / "secrets.json"
    secrets.chmod(0o644)
    finding = found(samples)["Rights"]
    assert finding.state == "wrong"
    assert finding.remedy == f"chmod 600 {secrets}"


def test_little_room_is_a_warning_and_none_is_wrong(
    samples: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    for free, state in ((machine.MIN_FREE_BYTES - 1, "wrong"), (machine.MIN_FREE_BYTES * 2, "warning")):
        monkeypatch.setattr(machine.shutil, "disk_usage", lambda path, free=free: usage(0, 0, free))
        assert found(samples)["Disk"].state == state


def test_a_port_that_is_taken_is_named(samples: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("PRESSMARK_PORT", str(taken.getsockname()[1]))
        from include.settings import load_settings

        assert found(load_settings())["Services"].state == "warning"


def test_a_missing_inbox_is_wrong(samples: Settings) -> None:
    shutil.rmtree(samples.inbox)
    assert found(samples)["Inbox"].state == "wrong"


def test_backups_that_stopped_are_a_warning(samples: Settings) -> None:
    (folder,) = (samples.home / "backups").iterdir()
    manifest = folder / MANIFEST_NAME
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    manifest.write_text(manifest.read_text().replace(today, "2026-01-01"))
    assert found(samples)["Backups"].state == "warning"


def test_a_process_that_lost_its_run_is_found(samples: Settings) -> None:
    """The one between ends at once, so that the one below it has lost its parent."""
    start = (
        "import subprocess, sys;"
        "child = subprocess.Popen([sys.executable, '-c', 'print(1, flush=True); input()'],"
        " stdin=sys.stdin, stdout=sys.stdout);"
        "print(child.pid, flush=True)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", start],
        env={**os.environ, "PRESSMARK_HOME": str(samples.home)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as between:
        assert between.stdin and between.stdout
        lines = {between.stdout.readline().strip(), between.stdout.readline().strip()}
        between.wait()
        (pid,) = lines - {"1"}
        finding = found(samples)["Processes"]
        between.stdin.close()
    assert finding.state == "warning"
    assert finding.remedy == f"kill {pid}"
