"""The environment in which every Airflow process of one home runs.

Airflow is configured by variables alone, all derived from the settings, so that a home holds its state
and nothing else on the machine is read or written. Options: Airflow 3.3, configuration reference.
"""

import json
import os
import secrets
import sys
import tempfile
from base64 import urlsafe_b64encode
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from include.settings import PROJECT_ROOT, Settings, inherited_environment

WAREHOUSE_POOL = "warehouse"
"""The pool of one slot that every task takes which opens the warehouse: one writes, or many read."""

LAKE_POOL = "lake"
"""The pool of one slot of those tasks that Spark works for: the warehouse is free for others meanwhile."""

LOOPBACK_HOST = "127.0.0.1"
ADMIN_USER = "admin"

TASK_SLOT_COUNT = 2
"""All tasks queue for the one slot of the pool; a second worker lets the next one start at once."""

_DATABASE_ADDRESS = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"
_REPLACED_IN_TASKS = frozenset({_DATABASE_ADDRESS, "AIRFLOW__CORE__SQL_ALCHEMY_CONN"})

_SIMPLE_AUTH_MANAGER = "airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager"


def base_url(settings: Settings) -> str:
    """The address of the UI and of the REST API."""
    return f"http://{LOOPBACK_HOST}:{settings.port}"


def admin_password_path(settings: Settings) -> Path:
    """The file that holds the UI's users and passwords as one JSON object, readable by its owner only."""
    return settings.airflow_home / "passwords.json"


def airflow_environment(settings: Settings) -> dict[str, str]:
    """The complete environment of an Airflow process; makes the home's secrets when they are missing."""
    settings.airflow_home.mkdir(parents=True, exist_ok=True, mode=0o700)
    generated = _kept(settings.airflow_home / "secrets.json", _new_secrets)
    _kept(admin_password_path(settings), lambda: {ADMIN_USER: secrets.token_urlsafe(16)})
    inherited = inherited_environment()
    return {
        **inherited,
        **settings.environment,
        **_configuration(settings),
        **generated,
        **_local_addresses_without_proxy(inherited),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), inherited.get("PATH", os.defpath)]),
        "PYTHONPATH": str(PROJECT_ROOT),
        "GX_ANALYTICS_ENABLED": "false",
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }


def metadata_environment(settings: Settings) -> dict[str, str]:
    """The environment of a process that may open Airflow's metadata, as started from a task.

    In a task Airflow replaces the address of its database by one that cannot be opened. A home's own is
    known; elsewhere (Compose) a command tells it, which Airflow asks where the variable is missing.
    """
    inherited = inherited_environment()
    if f"{_DATABASE_ADDRESS}_CMD" not in inherited:
        return airflow_environment(settings)
    return {name: value for name, value in inherited.items() if name not in _REPLACED_IN_TASKS}


def _configuration(settings: Settings) -> dict[str, str]:
    return {
        "AIRFLOW_HOME": str(settings.airflow_home),
        "AIRFLOW__CORE__AUTH_MANAGER": _SIMPLE_AUTH_MANAGER,
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(settings.dags_dir),
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{base_url(settings)}/execution/",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__PARALLELISM": str(TASK_SLOT_COUNT),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(settings.airflow_plugins_dir),
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(admin_password_path(settings)),
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{ADMIN_USER}:admin",
        "AIRFLOW__API__BASE_URL": base_url(settings),
        "AIRFLOW__API__HOST": LOOPBACK_HOST,
        "AIRFLOW__API__PORT": str(settings.port),
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__DAG_PROCESSOR__PARSING_PROCESSES": "1",
        _DATABASE_ADDRESS: f"sqlite:///{settings.airflow_home / 'airflow.db'}",
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(settings.airflow_home / "logs"),
        "AIRFLOW__LOGGING__COLORED_CONSOLE_LOG": "False",
        # Airflow sets these whatever the umask says, and by itself lets the group write.
        "AIRFLOW__LOGGING__FILE_TASK_HANDLER_NEW_FILE_PERMISSIONS": "0o600",
        "AIRFLOW__LOGGING__FILE_TASK_HANDLER_NEW_FOLDER_PERMISSIONS": "0o700",
        "AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK": "False",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
    }


def _local_addresses_without_proxy(inherited: dict[str, str]) -> dict[str, str]:
    """Tasks reach the API over the loopback interface, which a company's proxy cannot."""
    exempt = inherited.get("no_proxy") or inherited.get("NO_PROXY")
    hosts = ",".join(filter(None, [exempt, LOOPBACK_HOST, "localhost"]))
    return {"NO_PROXY": hosts, "no_proxy": hosts}


def _new_secrets() -> dict[str, str]:
    return {
        "AIRFLOW__API__SECRET_KEY": secrets.token_urlsafe(32),
        "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_urlsafe(64),
        "AIRFLOW__CORE__FERNET_KEY": urlsafe_b64encode(secrets.token_bytes(32)).decode("ascii"),
    }


def _kept(path: Path, make: Callable[[], dict[str, str]]) -> dict[str, str]:
    """What `path` holds; made once, so that whoever comes second finds the first one's values."""
    if not path.exists():
        # mkstemp makes the file with mode 0600, and a link never replaces what another process linked first.
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                json.dump(make(), stream)
            with suppress(FileExistsError):
                os.link(draft, path)
        finally:
            Path(draft).unlink()
    values: dict[str, str] = json.loads(path.read_text("utf-8"))
    return values
