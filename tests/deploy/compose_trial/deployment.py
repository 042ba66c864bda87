"""What an operator does, by the commands of the manual: Compose on a folder of the host, and the API."""

import json
import os
import re
import signal
import socket
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from tests.deploy.compose_trial.base_images import POSTGRES_IMAGE, PYTHON_IMAGE, REDIS_IMAGE
from tests.deploy.compose_trial.commands import TrialError, run, wait_until
from tests.deploy.compose_trial.engine import PROJECT, Engine

ROOT = Path(__file__).resolve().parents[3]
MANUAL = ROOT / "docs" / "deployment.md"
PASSWORDS = "/var/lib/pressmark/airflow/simple_auth_manager_passwords.json.generated"
LOGIN_REFUSALS = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.FOUND,
    HTTPStatus.SEE_OTHER,
    HTTPStatus.TEMPORARY_REDIRECT,
}
RUN_SECONDS = 180
"""How long a run of a DAG may take on two busy cores."""

FOR_THE_TRIAL = """
services:
  airflow-init:
    build:
      network: host
  dag-processor:
    healthcheck:
      interval: 15s
  triggerer:
    healthcheck:
      interval: 15s
"""
"""What differs from the project's file: the image is built on the network of this machine, where the package
index is reached, and two checks that are asked once a minute are asked more often, to wait for less."""


def manual_commands(heading: str) -> list[str]:
    """The blocks of shell commands below one heading of the manual."""
    section = re.search(rf"^## {re.escape(heading)}$(.+?)(?=^## |\Z)", MANUAL.read_text("utf-8"), re.M | re.S)
    if section is None:
        raise TrialError(f"{MANUAL} has no heading {heading!r}")
    blocks = re.findall(r"^ *```sh\n(.+?)^ *```", section[1], re.M | re.S)
    return [re.sub(r"^   ", "", block, flags=re.M) for block in blocks]


def free_port() -> int:
    """A port of the loopback interface that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Deployment:
    """One deployment: `folder` is what the manual calls the project's folder.

    With `has_workers` it is that of the manual's chapter on several workers.
    """

    engine: Engine
    folder: Path
    has_workers: bool = False
    port: int = field(default_factory=free_port)
    _token: str = ""

    def __post_init__(self) -> None:
        self.folder.mkdir()
        for name in ("seeds", "docker-compose.yml"):  # one file extends the other, by its place there
            (self.folder / name).symlink_to(ROOT / name)
        self._trial_path.write_text(FOR_THE_TRIAL, "utf-8")
        self._env_path.write_text(
            f"PYTHON_IMAGE={PYTHON_IMAGE}\nPOSTGRES_IMAGE={POSTGRES_IMAGE}\nREDIS_IMAGE={REDIS_IMAGE}\n"
            f"PRESSMARK_PORT={self.port}\n",
            "utf-8",
        )

    @property
    def _env_path(self) -> Path:
        return self.folder / ".env"

    @property
    def _trial_path(self) -> Path:
        return self.folder / "for-the-trial.yml"

    @property
    def _files(self) -> list[str]:
        """The project's own files."""
        return ["docker-compose.yml", *(["docker-compose.celery.yml"] if self.has_workers else [])]

    @property
    def inbox(self) -> Path:
        """The inbox, as the host sees it."""
        return self.folder / "data" / "inbox"

    @property
    def published_path(self) -> Path:
        """The published file, as the host sees it."""
        return self.folder / "data" / "published" / "pressmark.duckdb"

    @property
    def backups(self) -> Path:
        """The folder of the backups, as the host sees it."""
        return self.folder / "data" / "backups"

    def compose(
        self, *arguments: str | Path, project: Path | None = None, timeout_seconds: float = 300
    ) -> str:
        """Run Compose on the project's file, and on nothing else that lies beside it."""
        return run(
            [
                self.engine.compose,
                "--project-name", PROJECT,
                "--project-directory", project or self.folder,
                "--env-file", self._env_path,
                *[argument for file in self._files for argument in ("--file", ROOT / file)],
                "--file", self._trial_path,
                *arguments,
            ],
            variables=self.engine.variables,
            timeout_seconds=timeout_seconds,
        )  # fmt: skip

    def build(self) -> None:
        """Build the image as the Compose file says; all services have the same."""
        self.compose("build", "airflow-init", project=ROOT, timeout_seconds=420)

    def last_words(self) -> str:
        """What the services said last, for whoever looks for the reason of a failure."""
        try:
            return self.compose("ps", "--all") + self.compose("logs", "--no-color", "--tail", "40")
        except TrialError as error:
            return str(error)

    def follow(self, commands: str) -> None:
        """Run commands of the manual in the project's folder."""
        run(["bash", "-euc", commands], folder=self.folder)

    def up(self) -> None:
        """Start everything that does not run, and wait until all of it is healthy."""
        self.compose("up", "--no-build", "--detach", "--wait", "--wait-timeout", "280")

    def kill(self, service: str) -> None:
        """Kill a service as the system would, and wait until the engine has it back and its check passes."""
        container = self.compose("ps", "--quiet", service).strip()
        before = self._state(container)
        os.kill(before["Pid"], signal.SIGKILL)
        check = json.loads(
            self.engine.call("inspect", "--format", "{{json .Config.Healthcheck.Test}}", container)
        )
        command = check[1:] if check[0] == "CMD" else ["sh", "-c", *check[1:]]

        def is_back() -> bool:
            state = self._state(container)
            if not state["Running"] or state["StartedAt"] == before["StartedAt"]:
                return False
            try:
                self.engine.call("exec", container, *command, timeout_seconds=60)
            except TrialError:
                return False
            return True

        wait_until(f"{service} is back and fit", is_back, timeout_seconds=150)

    def _state(self, container: str) -> dict[str, Any]:
        state: dict[str, Any] = json.loads(
            self.engine.call("inspect", "--format", "{{json .State}}", container)
        )
        return state

    def log_in(self) -> None:
        """Log in with the password that was generated."""
        passwords = json.loads(self.compose("exec", "--no-TTY", "api-server", "cat", PASSWORDS))
        (user, password), *_ = passwords.items()
        self._token = self.call("POST", "/auth/token", {"username": user, "password": password})[
            "access_token"
        ]

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Ask the REST API."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"},
        )
        try:
            with _without_proxy(request) as response:
                return json.load(response)
        except OSError as error:
            raise TrialError(f"{method} {path}: {error}") from error

    def page_status(self, path: str, *, is_logged_in: bool) -> tuple[int, str]:
        """The status of a page as a browser sees it, whose cookie tells who is logged in, and its text."""
        cookies = {"Cookie": f"_token={self._token}"} if is_logged_in else {}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=cookies)
        try:
            with _without_proxy(request) as response:
                return response.status, response.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, ""

    def run_dag(self, dag_id: str) -> None:
        """Trigger a DAG and wait until this run has ended, and none of its tasks has failed."""
        run_id = ""

        def is_triggered() -> bool:
            nonlocal run_id
            try:
                run_id = self.call("POST", f"/api/v2/dags/{dag_id}/dagRuns", {"logical_date": None})[
                    "dag_run_id"
                ]
            except TrialError:
                return False  # a service that was killed is on its way back, or the DAG is not known yet
            return True

        def has_ended() -> bool:
            try:
                state = self.call("GET", f"/api/v2/dags/{dag_id}/dagRuns/{run_id}")["state"]
            except TrialError:
                return False
            if state == "failed":
                raise TrialError(f"a run of {dag_id} failed; its tasks: {self._task_states(dag_id, run_id)}")
            return bool(state == "success")

        wait_until(f"{dag_id} could be triggered", is_triggered, timeout_seconds=90)
        wait_until(f"the run of {dag_id} ended", has_ended, timeout_seconds=RUN_SECONDS)
        if "failed" in self._task_states(dag_id, run_id):
            raise TrialError(f"in a run of {dag_id}: {self._task_states(dag_id, run_id)}")

    def _task_states(self, dag_id: str, run_id: str) -> str:
        tasks = self.call("GET", f"/api/v2/dags/{dag_id}/dagRuns/{run_id}/taskInstances")["task_instances"]
        return ", ".join(f"{task['task_id']} {task['state']}" for task in tasks)

    def states(self, dag_id: str) -> list[str]:
        """The states of all runs of a DAG."""
        runs = self.call("GET", f"/api/v2/dags/{dag_id}/dagRuns")["dag_runs"]
        return [run["state"] for run in runs]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Show a redirection to the login as what it is."""


_without_proxy = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect).open
