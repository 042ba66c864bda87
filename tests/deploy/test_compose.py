"""The Compose file is valid, holds no secret, listens on loopback only and fits the installed Airflow."""

import importlib.util
import json
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from include.publication.spare import spare_path
from include.settings import Settings, load_settings
from tests.deploy.compose_trial.deployment import manual_commands

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = Path(__file__).parent / "compose_spec" / "compose-spec.json"
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]

DATABASE = "postgres"
ONE_SHOT = "airflow-init"
LONG_RUNNING = sorted(set(SERVICES) - {ONE_SHOT})
AIRFLOW = sorted(set(SERVICES) - {DATABASE})

SECRET_NAME = re.compile(r"PASSWORD|SECRET|FERNET_KEY|TOKEN|SQL_ALCHEMY_CONN")
ELSEWHERE = re.compile(r"_(CMD|FILE)$")
"""How the name of a variable ends that tells where a secret stands, and does not hold it."""
URL_PASSWORD = re.compile(r"://[^:/@\s]+:(.+)@")


def secrets_in(environment: dict[str, str]) -> list[str]:
    """Name the variables that hold a secret, whatever their value, instead of telling where it stands."""
    return [
        name
        for name, value in environment.items()
        if (SECRET_NAME.search(name) and not ELSEWHERE.search(name))
        or ((in_url := URL_PASSWORD.search(str(value))) and in_url[1] != "%s")
    ]


def files_of_secrets(environment: dict[str, str]) -> set[str]:
    """Return the files that an environment says to read secrets from."""
    values = [str(value) for name, value in environment.items() if ELSEWHERE.search(name)]
    return {name for value in values for name in re.findall(r"/run/secrets/(\w+)", value)}


def mounts(service: dict[str, Any]) -> dict[str, str]:
    """Return the source of every mount by its target."""
    pairs = [
        (mount["target"], mount["source"])
        if isinstance(mount, dict)
        else tuple(reversed(mount.split(":")[:2]))
        for mount in service.get("volumes", [])
    ]
    return dict(pairs)


def airflow_options() -> set[str]:
    """Return the environment variables by which the options of the installed Airflow are set.

    An option that is a secret can be told by a command, too.
    """
    spec = importlib.util.find_spec("airflow")
    assert spec is not None and spec.origin is not None
    sections = yaml.safe_load((Path(spec.origin).parent / "config_templates" / "config.yml").read_text())
    return {
        f"AIRFLOW__{section.upper()}__{option.upper()}{ending}"
        for section, description in sections.items()
        for option, details in description["options"].items()
        for ending in ("", *(["_CMD"] if details.get("sensitive") else []))
    }


def test_file_is_valid_against_the_compose_specification() -> None:
    validator = Draft202012Validator(json.loads(SCHEMA.read_text()))
    errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(COMPOSE)]
    assert errors == []


def test_schema_refuses_an_unknown_key() -> None:
    validator = Draft202012Validator(json.loads(SCHEMA.read_text()))
    assert not validator.is_valid({"services": {"scheduler": {"image": "pressmark", "restarts": "always"}}})


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_no_environment_holds_a_secret(name: str) -> None:
    assert secrets_in(SERVICES[name].get("environment", {})) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("POSTGRES_PASSWORD", "airflow"),
        ("AIRFLOW__API__SECRET_KEY", "${AIRFLOW_API_SECRET_KEY:-change-me}"),
        ("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "postgresql://postgres/airflow"),
        ("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_CMD", "echo postgresql://airflow:airflow@postgres/airflow"),
        ("AIRFLOW__CORE__FERNET_KEY", "${AIRFLOW_FERNET_KEY}"),
    ],
)
def test_a_secret_in_an_environment_would_be_found(name: str, value: str) -> None:
    assert secrets_in({name: value}) == [name]


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_service_is_given_the_secrets_that_it_reads_and_no_other(name: str) -> None:
    service = SERVICES[name]
    assert files_of_secrets(service["environment"]) == set(service["secrets"])


def test_every_secret_is_a_file_that_has_to_be_there() -> None:
    sources = {name: secret["file"] for name, secret in COMPOSE["secrets"].items()}
    assert sources == {name: f"${{PRESSMARK_SECRETS:-./secrets}}/{name}" for name in sources}
    first_step = manual_commands("Start")[0]
    assert {name for name in sources if f"> secrets/{name}\n" not in first_step} == set()


def test_secrets_are_neither_committed_nor_sent_to_the_builder() -> None:
    assert "secrets/" in (ROOT / ".gitignore").read_text().splitlines()
    assert not any("secrets" in line for line in (ROOT / ".dockerignore").read_text().splitlines())


def test_database_address_is_a_command_so_that_a_task_can_have_the_metadata_cleaned(tmp_path: Path) -> None:
    command = SERVICES["scheduler"]["environment"]["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_CMD"]
    (tmp_path / "postgres_password").write_text("letters4nd0digits\n")
    words = shlex.split(command.replace("$$", "$").replace("/run/secrets", str(tmp_path)))
    completed = subprocess.run(words, capture_output=True, text=True, check=True)
    assert completed.stdout == "postgresql+psycopg2://airflow:letters4nd0digits@postgres:5432/airflow"


def test_every_variable_that_compose_demands_is_explained() -> None:
    demanded = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    manual = (ROOT / "docs" / "deployment.md").read_text()
    assert demanded
    assert {variable for variable in demanded if f"{variable}=" not in manual} == set()


def test_every_setting_reaches_the_tasks() -> None:
    names = set(Settings(home=Path("/home"), inbox="/inbox").environment)
    assert names == set(re.findall(r"PRESSMARK_\w+", (ROOT / "include" / "settings.py").read_text()))
    environment = SERVICES["scheduler"]["environment"]
    at_places_of_the_container = {"PRESSMARK_HOME", "PRESSMARK_INBOX"}
    on_the_host = {"PRESSMARK_PORT"}
    not_in_the_image = {
        "PRESSMARK_ENGINE",
        "PRESSMARK_LAKE",
        "PRESSMARK_SPARK_MASTER",
        "PRESSMARK_SPARK_CONF",
    }
    passed_on = {name for name, value in environment.items() if value == f"${{{name}:-}}"}
    assert passed_on == names - at_places_of_the_container - on_the_host - not_in_the_image
    assert at_places_of_the_container <= set(environment)
    assert SERVICES["api-server"]["ports"] == ["127.0.0.1:${PRESSMARK_PORT:-8080}:8080"]


def test_setting_that_is_passed_on_empty_has_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings(home=Path("/home"), inbox="/inbox").environment:
        monkeypatch.delenv(name, raising=False)
    default = load_settings()
    for name, value in SERVICES["scheduler"]["environment"].items():
        if value == f"${{{name}:-}}":
            monkeypatch.setenv(name, "")
    assert load_settings() == default


def test_every_port_is_on_loopback() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert ports
    assert [port for port in ports if not str(port).startswith("127.0.0.1:")] == []


def test_no_service_shares_the_network_of_the_host() -> None:
    assert [name for name, service in SERVICES.items() if "network_mode" in service] == []


@pytest.mark.parametrize("name", LONG_RUNNING)
def test_long_running_service_has_a_health_check_and_comes_back(name: str) -> None:
    service = SERVICES[name]
    assert service["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
    assert service["restart"] == "unless-stopped"


def test_health_check_of_the_scheduler_is_switched_on() -> None:
    assert SERVICES["scheduler"]["environment"]["AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK"] == "true"


@pytest.mark.parametrize("name", AIRFLOW)
def test_every_airflow_service_runs_from_the_one_image(name: str) -> None:
    build = {"context": ".", "args": {"PYTHON_IMAGE": "${PYTHON_IMAGE:-python:3.12-slim}"}}
    assert (SERVICES[name]["image"], SERVICES[name]["build"]) == ("pressmark", build)


@pytest.mark.parametrize("name", sorted(set(AIRFLOW) - {ONE_SHOT}))
def test_airflow_starts_after_the_migration(name: str) -> None:
    conditions = {service: wait["condition"] for service, wait in SERVICES[name]["depends_on"].items()}
    assert conditions[ONE_SHOT] == "service_completed_successfully"
    assert conditions[DATABASE] == "service_healthy"


def test_init_waits_for_the_database_and_makes_the_pool_with_one_slot() -> None:
    service = SERVICES[ONE_SHOT]
    assert service["depends_on"] == {DATABASE: {"condition": "service_healthy"}}
    assert service["restart"] == "no"
    assert "airflow pools set warehouse 1 " in service["command"][-1]


def test_only_the_service_that_runs_tasks_holds_the_warehouse() -> None:
    scheduler = SERVICES["scheduler"]
    home = scheduler["environment"]["PRESSMARK_HOME"]
    holders = {name: mounts(service)[home] for name, service in SERVICES.items() if home in mounts(service)}
    assert scheduler["environment"]["AIRFLOW__CORE__EXECUTOR"] == "LocalExecutor"
    assert holders == {"scheduler": "pressmark-home"}


def test_scheduler_upgrades_the_home_before_it_starts_and_then_holds_it_alone() -> None:
    scheduler = SERVICES["scheduler"]
    upgrade, start = scheduler["command"][-1].splitlines()
    assert scheduler["command"][:2] == ["bash", "-euc"]
    assert upgrade == "python -m include.operations.commands.upgrade"
    assert re.fullmatch(r"exec flock --nonblock .*/home\.lock airflow scheduler", start)
    assert f" {scheduler['environment']['PRESSMARK_HOME']}/home.lock " in start


@pytest.mark.parametrize(
    ("service", "target", "source", "is_read_only"),
    [
        ("scheduler", "/srv/inbox", "${PRESSMARK_INBOX:-./data/inbox}", False),
        ("scheduler", "published", "${PRESSMARK_PUBLISHED:-./data/published}", False),
        ("scheduler", "reports", "${PRESSMARK_REPORTS:-./data/reports}", False),
        ("scheduler", "backups", "${PRESSMARK_BACKUPS_FOLDER:-./data/backups}", False),
        ("api-server", "reports", "${PRESSMARK_REPORTS:-./data/reports}", True),
    ],
)
def test_folder_of_the_host_is_mounted_where_the_home_expects_it(
    service: str, target: str, source: str, is_read_only: bool
) -> None:
    path = str(Path(SERVICES["scheduler"]["environment"]["PRESSMARK_HOME"]) / target)
    (mount,) = [
        mount for mount in SERVICES[service]["volumes"] if isinstance(mount, dict) and mount["target"] == path
    ]
    assert mount["source"] == source
    assert mount.get("read_only", False) is is_read_only
    # A mistyped path shall be an error, never an empty folder.
    assert mount["bind"] == {"create_host_path": False}


def test_spare_file_and_published_file_share_the_folder_that_is_mounted() -> None:
    settings = Settings(home=Path(SERVICES["scheduler"]["environment"]["PRESSMARK_HOME"]), inbox="/inbox")
    assert str(settings.published_path.parent) in mounts(SERVICES["scheduler"])
    assert spare_path(settings).parent == settings.published_path.parent


def test_logs_of_tasks_lie_where_maintenance_looks_for_them() -> None:
    settings = Settings(home=Path(SERVICES["scheduler"]["environment"]["PRESSMARK_HOME"]), inbox="/inbox")
    for name in AIRFLOW:
        assert mounts(SERVICES[name])[str(settings.airflow_home)] == "airflow-home"


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_service_can_write_nowhere_but_to_its_mounts_and_has_limits(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert "/tmp" in service["tmpfs"]
    assert service["mem_limit"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert set(service["logging"]["options"]) == {"max-size", "max-file"}


def test_every_named_volume_is_declared_and_used() -> None:
    sources = {source for service in SERVICES.values() for source in mounts(service).values()}
    assert {source for source in sources if source[0] not in "./$"} == set(COMPOSE["volumes"])


def test_every_airflow_option_exists_in_the_installed_version() -> None:
    options = airflow_options()
    used = {
        variable
        for service in SERVICES.values()
        for variable in service.get("environment", {})
        if variable.startswith("AIRFLOW__")
    }
    assert used
    assert used - options == set(), "renamed or removed in this Airflow: see its release notes"
