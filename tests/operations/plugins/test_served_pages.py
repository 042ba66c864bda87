"""What the UI's plugin serves: reports to who is logged in, dbt's pages apart, and one word to all."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from include.monitoring import exposition
from include.settings import Settings

if TYPE_CHECKING:
    from selenium.webdriver.remote.webdriver import WebDriver


def allow() -> None:
    """Stands for a login that succeeded."""


@pytest.fixture
def reports_app(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    from include.operations.airflow_plugins import reports_app as serving

    app = serving.create_reports_app(settings.reports_dir)
    for dependency in app.router.dependencies:
        assert dependency.dependency is not None
        app.dependency_overrides[dependency.dependency] = allow
    return app


@pytest.fixture
def health(settings: Settings) -> TestClient:
    from include.operations.airflow_plugins.health_app import create_health_app

    return TestClient(create_health_app(settings))


def write_health(settings: Settings, text: bytes) -> None:
    settings.reports_dir.mkdir(parents=True, exist_ok=True)
    (settings.reports_dir / exposition.HEALTH_NAME).write_bytes(text)


def test_health_is_one_word_and_needs_no_login(settings: Settings, health: TestClient) -> None:
    write_health(settings, orjson.dumps({"is_ok": True, "written_at": time.time()}))
    answer = health.get("/")
    assert (answer.status_code, answer.text) == (200, "ok\n")


@pytest.mark.parametrize(
    "text",
    [
        orjson.dumps({"is_ok": False, "written_at": time.time()}),
        orjson.dumps({"is_ok": True, "written_at": time.time() - 2 * exposition.FRESH_SECONDS}),
        b"{}",
        b"[]",
        b"half a fi",
    ],
    ids=["not ok", "old", "empty", "other", "broken"],
)
def test_what_is_not_known_to_be_well_is_not_ok(settings: Settings, health: TestClient, text: bytes) -> None:
    write_health(settings, text)
    answer = health.get("/")
    assert (answer.status_code, answer.text) == (503, "not ok\n")


def test_a_home_without_a_run_is_not_ok(health: TestClient) -> None:
    assert health.get("/").status_code == 503
    assert health.get("/docs").status_code == 404


def test_only_the_pages_about_tables_may_run_a_program_and_from_an_origin_of_their_own(
    settings: Settings, reports_app: FastAPI
) -> None:
    for name in ("index.html", "tables/index.html"):
        (settings.reports_dir / name).parent.mkdir(parents=True, exist_ok=True)
        (settings.reports_dir / name).write_text("<p>here</p>")
    client = TestClient(reports_app)
    policies = {
        path: client.get(path).headers["Content-Security-Policy"]
        for path in (
            "/index.html",
            "/tables/",
            "/tables/index.html",
            "/tables/../index.html",
            "/tables/missing",
        )
    }
    assert "script-src" not in policies["/index.html"]
    assert "script-src" not in policies["/tables/../index.html"]
    for path in ("/tables/", "/tables/index.html", "/tables/missing"):
        assert policies[path].startswith("sandbox allow-scripts;")
        assert "allow-same-origin" not in policies[path]
        assert "connect-src" not in policies[path], "default-src 'none' forbids it"


@pytest.fixture
def served(reports_app: FastAPI) -> Iterator[str]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(reports_app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def test_dbts_pages_show_the_tables_within_these_bounds(
    served: str, settings: Settings, normalised_samples: Settings, browser: "WebDriver", tmp_path: Path
) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.wait import WebDriverWait

    from include.transform import write_model_docs
    from tests.conftest import copied

    page = write_model_docs(copied(normalised_samples, tmp_path / "copy"))
    (settings.reports_dir / "tables").mkdir(parents=True)
    page.rename(settings.reports_dir / "tables" / "index.html")
    browser.get(f"{served}/tables/index.html#!/model/model.pressmark.asset_daily")
    WebDriverWait(browser, 60).until(
        lambda shown: "share_of_voice_pct" in shown.find_element(By.TAG_NAME, "body").text
    )
    blocked = [
        entry["message"] for entry in browser.get_log("browser") if "Content Security" in entry["message"]
    ]
    assert not [message for message in blocked if "favicon" not in message]
