"""The image holds the code that the services run, and nothing private."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
DEFAULT_IMAGE = "python:3.12-slim"
FINAL_STAGE = DOCKERFILE.rsplit("\nFROM ", 1)[-1]
IGNORE_LINES = [
    line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")
]


def image_environment() -> dict[str, str]:
    """Return what the final stage sets by ENV."""
    block = re.search(r"^ENV (.+?)(?<!\\)\n", FINAL_STAGE, re.MULTILINE | re.DOTALL)
    assert block is not None
    return dict(assignment.split("=", 1) for assignment in block[1].replace("\\\n", " ").split())


def test_image_copies_every_folder_that_a_run_needs() -> None:
    copied = set(re.findall(r"^COPY --chown=\S+ (\S+) \S+$", FINAL_STAGE, re.MULTILINE))
    assert copied >= {"dags", "dbt_project", "expectations", "include", "seeds"}
    assert {path for path in copied if not (ROOT / path).exists()} == set()


def test_only_what_is_copied_reaches_the_builder() -> None:
    copied = {
        path
        for sources in re.findall(r"^COPY (?!--from)(?:--chown=\S+ )?(.+) \S+$", DOCKERFILE, re.MULTILINE)
        for path in sources.split()
    }
    assert IGNORE_LINES[0] == "*"
    assert {line.removeprefix("!") for line in IGNORE_LINES if line.startswith("!")} == copied


def test_base_image_is_an_argument_and_the_same_in_both_stages() -> None:
    assert re.findall(r"^ARG PYTHON_IMAGE=(.+)$", DOCKERFILE, re.MULTILINE) == [DEFAULT_IMAGE]
    assert re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE) == ["${PYTHON_IMAGE}"] * 2


def test_environment_is_the_locked_one_without_the_tools_of_developers() -> None:
    assert re.search(r"^RUN uv sync --frozen --no-dev( \$\{EXTRA_GROUP.*\})?$", DOCKERFILE, re.MULTILINE)


def test_image_runs_without_privileges() -> None:
    users = re.findall(r"^USER (\S+)$", FINAL_STAGE, re.MULTILINE)
    assert users
    assert users[-1] not in {"root", "0"}


def test_image_holds_no_secret() -> None:
    assert not re.search(r"PASSWORD|SECRET|FERNET|TOKEN", DOCKERFILE)


def test_image_and_compose_agree_on_every_path() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    environment = image_environment()
    assert environment["PRESSMARK_HOME"] == services["scheduler"]["environment"]["PRESSMARK_HOME"]
    assert environment["PRESSMARK_INBOX"] == services["scheduler"]["environment"]["PRESSMARK_INBOX"]
    assert f"airflow-home:{environment['AIRFLOW_HOME']}" in services["scheduler"]["volumes"]
    assert str(Path(environment["AIRFLOW_CONFIG"]).parent) in services["scheduler"]["tmpfs"]
    assert environment["AIRFLOW__CORE__DAGS_FOLDER"] == f"{environment['PYTHONPATH']}/dags"
    plugins = Path(environment["AIRFLOW__CORE__PLUGINS_FOLDER"]).relative_to(environment["PYTHONPATH"])
    assert list((ROOT / plugins).glob("*.py"))


def test_folders_of_named_volumes_belong_to_the_user_of_the_image() -> None:
    # So must the folders inside them that folders of the host are mounted on.
    made = re.search(r"install --directory --owner=(\w+) --group=\w+ ([^&]+?)\n\n", FINAL_STAGE)
    assert made is not None
    environment = image_environment()
    assert made[1] == re.findall(r"^USER (\S+)$", FINAL_STAGE, re.MULTILINE)[-1]
    volumes = {environment["AIRFLOW_HOME"], environment["PRESSMARK_HOME"]}
    inside = {f"{environment['PRESSMARK_HOME']}/{name}" for name in ("backups", "published", "reports")}
    assert volumes | inside <= set(made[2].split())
