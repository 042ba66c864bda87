"""The Compose file is valid, holds no secret, listens on loopback only and fits the installed Airflow."""

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from include.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = Path(__file__).parent / "compose_spec" / "compose-spec.json"
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]

DATABASE = "postgres"
ONE_SHOT = "airflow-init"
LONG_RUNNING = sorted(set(SERVICES) - {ONE_SHOT})
AIRFLOW = sorted(set(SERVICES) - {DATABASE})

REQUIRED_VARIABLE = re.compile(r"\$\{\w+:\?[^}]+\}")
SECRET_NAME = re.compile(r"PASSWORD|SECRET|FERNET_KEY|TOKEN")
URL_PASSWORD = re.compile(r"://[^:/@\s]+:(.+)@")


def literal_secrets(environment: dict[str, str]) -> list[str]:
    """Name the variables that state a secret, or a default for one, instead of demanding it."""
    found = []
    for name, value in environment.items():
        in_url = URL_PASSWORD.search(str(value))
        secret = str(value) if SECRET_NAME.search(name) else in_url and in_url[1]
        if secret and not REQUIRED_VARIABLE.fullmatch(secret):
            found.append(name)
    return found


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
    """Return every option of the installed Airflow as the environment variable that sets it."""
    spec = importlib.util.find_spec("airflow")
    assert spec is not None and spec.origin is not None
    sections = yaml.safe_load((Path(spec.origin).parent / "config_templates" / "config.yml").read_text())
    return {
        f"AIRFLOW__{section.upper()}__{option.upper()}"
        for section, description in sections.items()
        for option in description["options"]
    }


def test_file_is_valid_against_the_compose_specification() -> None:
    validator = Draft202012Validator(json.loads(SCHEMA.read_text()))
    errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(COMPOSE)]
    assert errors == []


def test_schema_refuses_an_unknown_key() -> None:
    validator = Draft202012Validator(json.loads(SCHEMA.read_text()))
    assert not validator.is_valid({"services": {"scheduler": {"image": "pressmark", "restarts": "always"}}})


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_no_service_has_a_default_secret(name: str) -> None:
    assert literal_secrets(SERVICES[name].get("environment", {})) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("POSTGRES_PASSWORD", "airflow"),
        ("AIRFLOW__API__SECRET_KEY", "${AIRFLOW_API_SECRET_KEY:-change-me}"),
        ("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "postgresql://airflow:airflow@postgres/airflow"),
        ("AIRFLOW__CORE__FERNET_KEY", "${AIRFLOW_FERNET_KEY}"),
    ],
)
def test_a_default_secret_would_be_found(name: str, value: str) -> None:
    assert literal_secrets({name: value}) == [name]


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
    passed_on = {name for name, value in environment.items() if value == f"${{{name}:-}}"}
    assert passed_on == names - at_places_of_the_container - on_the_host
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
    assert (SERVICES[name]["image"], SERVICES[name]["build"]) == ("pressmark", ".")


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


def test_the_ui_sees_the_reports_of_the_home_and_cannot_change_them() -> None:
    reports = f"{SERVICES['scheduler']['environment']['PRESSMARK_HOME']}/reports"
    assert mounts(SERVICES["scheduler"])[reports] == "pressmark-reports"
    assert f"pressmark-reports:{reports}:ro" in SERVICES["api-server"]["volumes"]


def test_inbox_of_the_scheduler_is_the_folder_of_the_host() -> None:
    scheduler = SERVICES["scheduler"]
    source = mounts(scheduler)[scheduler["environment"]["PRESSMARK_INBOX"]]
    assert source == "${PRESSMARK_INBOX:-./data/inbox}"


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
