"""Who has not logged in learns nothing: every route of the UI, of the API and of our own pages is tried."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from include.operations.airflow_environment import airflow_environment
from include.settings import PROJECT_ROOT, Settings
from tests.conftest import make_settings

TRY_EVERY_ROUTE = """
import json, re, sys
from fastapi.testclient import TestClient
from airflow.api_fastapi.app import create_app
from include.operations.services import metadata
from include.settings import load_settings

metadata.prepare_metadata(load_settings())
app = create_app()


def routes(found, prefix=""):
    for route in found:
        path = prefix + getattr(route, "path", "")
        if getattr(route, "methods", None):
            yield from ((method, path) for method in route.methods if method not in {"HEAD", "OPTIONS"})
        else:
            inner = getattr(route, "app", None)
            yield from routes(getattr(inner, "routes", None) or getattr(route, "routes", None) or [], path)


answers = {}
with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
    client.get("/execution/health")  # the routes of each version are made when one is first asked for
    for method, path in sorted(set(routes(app.routes))):
        answer = client.request(method, re.sub(r"\\{[^}]*\\}", "1", path))
        answers[f"{method} {path}"] = [answer.status_code, answer.text[:4000]]
    for path in json.loads(sys.argv[1]):
        answer = client.get(path)
        answers[f"GET {path}"] = [answer.status_code, answer.text[:4000]]
print(json.dumps(answers))
"""

SHELL_ALONE = {
    "GET /docs", "GET /docs/oauth2-redirect", "GET /redoc", "GET /openapi.json", "GET /auth/openapi.json",
    "GET /auth/docs", "GET /auth/docs/oauth2-redirect", "GET /auth/redoc", "GET /auth/{rest_of_path:path}",
    "GET /execution/docs", "GET /execution/docs/oauth2-redirect", "GET /execution/redoc",
    "GET /execution/changelog", "GET /{rest_of_path:path}",
}  # fmt: skip
"""Pages without anything of this home: the login, the frame of the UI, and how the API is called."""

HEALTH_ALONE = {
    "GET /api/v2/monitor/health", "GET /api/v2/version",
    "GET /execution/health", "GET /execution/health/ping",
}  # fmt: skip
"""Whether Airflow is well, and which version it is: `make up` asks for that."""

REPORTS = (
    "/quality-reports/", "/quality-reports/index.html", "/quality-reports/news.html",
    "/quality-reports/data_docs/", "/quality-reports/data_docs/index.html", "/quality-reports/secret.html",
    "/quality-reports/%2e%2e/secret.txt", "/quality-reports//index.html", "/quality-reports/docs",
    "/quality-reports/openapi.json", "/quality-reports/redoc",
)  # fmt: skip
SECRET = "what only a login may show"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = make_settings(tmp_path_factory.mktemp("routes") / "home")
    for name in ("index.html", "news.html", "secret.html", "data_docs/index.html"):
        path = settings.reports_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SECRET)
    (settings.home / "secret.txt").write_text(SECRET)
    return settings


@pytest.fixture(scope="module")
def answers(home: Settings) -> dict[str, tuple[int, str]]:
    """What everybody is answered, by method and route."""
    completed = subprocess.run(
        [sys.executable, "-c", TRY_EVERY_ROUTE, json.dumps(REPORTS)],
        cwd=PROJECT_ROOT,
        env=airflow_environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert completed.returncode == 0, completed.stderr[-3000:]
    found: dict[str, Any] = json.loads(completed.stdout.splitlines()[-1])
    return {route: (status, text) for route, (status, text) in found.items()}


def test_all_kinds_of_routes_were_tried(answers: dict[str, tuple[int, str]]) -> None:
    assert len(answers) > 200
    for beginning in (
        "GET /api/v2/dags", "POST /api/v2/dags/{dag_id}/dagRuns", "GET /ui/", "GET /execution/",
        "PATCH /execution/", "GET /quality-reports/", "POST /auth/token", "DELETE /api/v2/",
    ):  # fmt: skip
        assert any(route.startswith(beginning) for route in answers), beginning


def test_no_route_reads_or_changes_anything_without_a_login(answers: dict[str, tuple[int, str]]) -> None:
    let_in = {
        route: status
        for route, (status, _) in answers.items()
        if status < 300 and route not in SHELL_ALONE | HEALTH_ALONE
    }
    assert let_in == {}


def test_what_is_open_tells_nothing_of_the_home(answers: dict[str, tuple[int, str]], home: Settings) -> None:
    passwords = json.loads((home.airflow_home / "passwords.json").read_text())
    secrets = [*passwords.values(), *json.loads((home.airflow_home / "secrets.json").read_text()).values()]
    for route, (_, text) in answers.items():
        for secret in [*secrets, SECRET, str(home.home)]:
            assert secret not in text, route
    for route in HEALTH_ALONE:
        assert set(json.loads(answers[route][1])) <= {
            "metadatabase", "scheduler", "triggerer", "dag_processor", "version", "git_version", "status",
            "ok", "failing",
        }, route  # fmt: skip


@pytest.mark.parametrize("path", REPORTS)
def test_no_report_is_shown_without_a_login(answers: dict[str, tuple[int, str]], path: str) -> None:
    status, text = answers[f"GET {path}"]
    assert status in {307, 401, 404}, text
    assert SECRET not in text


def test_nobody_logs_in_without_a_password(answers: dict[str, tuple[int, str]]) -> None:
    for route in ("POST /auth/token", "POST /auth/token/cli", "GET /auth/token/login"):
        status, text = answers.get(route, (401, ""))
        assert status >= 400, route
        assert "access_token" not in text, route


def test_reports_are_guarded_by_the_application_itself() -> None:
    """A route that somebody adds is guarded, too."""
    source = Path(PROJECT_ROOT / "include/operations/airflow_plugins/reports_app.py").read_text("utf-8")
    assert "dependencies=[Depends(requires_access_view(" in source
