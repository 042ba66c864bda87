"""A run triggered over REST reaches the published file, and `make down` leaves no process."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple

import psutil
import pytest

from include.operations.airflow_environment import ADMIN_USER, admin_password_path, base_url
from include.operations.services.processes import end_services, read_session, running_processes
from include.settings import PROJECT_ROOT, AlertSettings, Settings
from include.warehouse import reader
from tests.alerts.servers import WebhookServer
from tests.feeds.servers import Site
from tests.pipeline import one_item_feed
from tests.pipeline.conftest import record, write_feed
from tests.security.modes import modes_that_let_others_write

DEADLINE_SECONDS = 400
ATTEMPT_COUNT = 5
"""SQLite has one writer at a time: a request that waits 5 seconds for another is answered with 500."""

POLL_SECONDS = 1.0


@pytest.fixture
def webhook_server() -> Iterator[WebhookServer]:
    with WebhookServer() as server:
        yield server


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        yield server


@pytest.fixture
def settings(tmp_path: Path, webhook_server: WebhookServer, site: Site) -> Iterator[Settings]:
    home = tmp_path / "a home"
    list_path = tmp_path / "feeds.csv"
    one_item_feed.offer(site, list_path)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    alerts = AlertSettings(webhook_url=webhook_server.url)
    settings = Settings(home=home, inbox=str(home / "inbox"), port=port, alerts=alerts, feeds_path=list_path)
    allow_loopback_in_every_process(settings)
    yield settings
    end_services(settings)


def allow_loopback_in_every_process(settings: Settings) -> None:
    """Airflow imports this module wherever it starts: Airflow 3.3, "Configuring local settings"."""
    path = settings.airflow_home / "config" / "airflow_local_settings.py"
    path.parent.mkdir(parents=True, mode=0o700)
    path.write_text("from tests.feeds.loopback import allow_loopback\n\nallow_loopback()\n")


def operate(settings: Settings, name: str) -> str:
    """Run one of the commands behind the Makefile, which has to succeed, and return what it says."""
    completed = subprocess.run(
        [sys.executable, "-m", f"include.operations.commands.{name}"],
        cwd=PROJECT_ROOT,
        env={**os.environ, **settings.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert completed.returncode == 0, completed.stdout + ends_of_logs(settings)
    return completed.stdout


class Page(NamedTuple):
    """What the UI's server answers to a browser."""

    status: int
    content_type: str
    policy: str
    text: str


class Api:
    """Airflow's REST API, as the admin."""

    def __init__(self, settings: Settings) -> None:
        self._url = base_url(settings)
        self._open = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
        password = json.loads(admin_password_path(settings).read_text())[ADMIN_USER]
        self._token = ""
        login = self.call("POST", "/auth/token", {"username": ADMIN_USER, "password": password})
        self._token = login["access_token"]

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        request = urllib.request.Request(
            self._url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"},
        )
        for _ in range(ATTEMPT_COUNT - 1):
            try:
                return self._answer(request)
            except urllib.error.HTTPError as error:
                if error.code != HTTPStatus.INTERNAL_SERVER_ERROR:
                    raise
        return self._answer(request)

    def _answer(self, request: urllib.request.Request) -> Any:
        with self._open(request, timeout=30) as response:
            return json.load(response)

    def page(self, path: str, *, is_logged_in: bool = True) -> Page:
        """What a browser gets, which shows by its cookie who is logged in."""
        cookies = {"Cookie": f"_token={self._token}"} if is_logged_in else {}
        request = urllib.request.Request(self._url + path, headers=cookies)
        try:
            response = self._open(request, timeout=30)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            headers = response.headers
            return Page(
                response.status,
                headers.get_content_type(),
                headers.get("Content-Security-Policy", ""),
                response.read().decode("utf-8", errors="replace"),
            )

    def menu(self) -> dict[str, str]:
        """The addresses of the entries that plugins add to the UI's menu, by name."""
        assert self.call("GET", "/api/v2/plugins/importErrors")["import_errors"] == []
        plugins = self.call("GET", "/api/v2/plugins")["plugins"]
        return {view["name"]: f"/{view['href']}" for plugin in plugins for view in plugin["external_views"]}

    def dag_ids(self) -> set[str]:
        return {dag["dag_id"] for dag in self.call("GET", "/api/v2/dags")["dags"]}

    def run_states(self, dag_id: str, run_type: str) -> list[str]:
        runs = self.call("GET", f"/api/v2/dags/{dag_id}/dagRuns")["dag_runs"]
        return [run["state"] for run in runs if run["run_type"] == run_type]


def wait_until(settings: Settings, what: str, is_reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    pause = threading.Event()
    while not is_reached():
        if time.monotonic() > deadline:
            pytest.fail(f"not in time: {what}\n{ends_of_logs(settings)}")
        pause.wait(POLL_SECONDS)


def ends_of_logs(settings: Settings) -> str:
    paths = [*settings.logs_dir.glob("*.log"), *(settings.airflow_home / "logs").glob("dag_id=*/**/*.log")]
    return "\n".join(f"--- {path}\n{path.read_text(errors='replace')[-2000:]}" for path in paths)


def members(session_id: int) -> list[psutil.Process]:
    """Living processes of a session, found here without the code under test."""
    found = []
    for process in psutil.process_iter():
        try:
            if os.getsid(process.pid) == session_id and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except (ProcessLookupError, psutil.NoSuchProcess):
            continue
    return found


def check_nothing_listens_to_the_network(settings: Settings, session_id: int) -> None:
    listening = []
    for process in members(session_id):
        with suppress(psutil.NoSuchProcess):  # it has ended meanwhile, and listens to nothing
            connections = process.net_connections(kind="inet")
            listening += [each.laddr for each in connections if each.status == psutil.CONN_LISTEN]
    assert settings.port in {address.port for address in listening}
    assert {address.ip for address in listening} == {"127.0.0.1"}


def check_reports_open_from_the_menu(api: Api) -> None:
    menu = api.menu()
    quality = api.page(menu["Quality"])
    assert "Pressmark quality</title>" in quality.text
    assert "core.article" in quality.text
    index_address = menu["Data Docs"]
    run_address = index_address + first_link(api.page(index_address))
    table_address = run_address.removesuffix("index.html") + first_link(api.page(run_address))
    assert "Great Expectations" in api.page(table_address).text

    assert "Pressmark</title>" in api.page(menu["News"]).text

    addresses = [menu["Quality"], menu["Quality"] + "index.html", index_address, run_address, table_address]
    addresses.append(menu["News"])
    for address in addresses:
        page = api.page(address)
        assert (page.status, page.content_type) == (200, "text/html"), address
        assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:;" in page.policy, address
        assert "script-src" not in page.policy, address
    for address in [*addresses, menu["Quality"] + "missing.html"]:
        page = api.page(address, is_logged_in=False)
        assert (page.status, page.text) == (401, '{"detail":"Not authenticated"}'), address


def check_nothing_but_reports_is_served(settings: Settings, api: Api) -> None:
    """With a login, too: neither by a path out of the folder nor by a link out of it."""
    (settings.home / "outside.html").write_text("not for the UI")
    (settings.reports_dir / "link.html").symlink_to(settings.home / "outside.html")
    reports = api.menu()["Quality"]
    for path in [
        "link.html",
        "../outside.html",
        "%2e%2e/outside.html",
        "..%2foutside.html",
        "data_docs/..%2f..%2foutside.html",
        "data_docs/../../outside.html",
        f"/{settings.home}/outside.html".replace(" ", "%20"),
        f"%2f{settings.home}/outside.html".replace(" ", "%20"),
        "%00",
    ]:
        page = api.page(reports + path)
        assert page.status == 404, path
        assert "not for the UI" not in page.text


def check_a_refused_load_is_told(settings: Settings, api: Api, webhook_server: WebhookServer) -> None:
    bad = [
        record(name, f"Bitcoin rises {name}", "Bitcoin (BTC) rose.", 9, datetime="2099-01-01T00:00:00Z")
        for name in "abcd"  # one more than may always be set aside
    ]
    write_feed(settings, "bad.jsonl", bad)
    api.call("POST", "/api/v2/dags/ingest_articles/dagRuns", {"logical_date": None})
    wait_until(
        settings,
        "the build of a bad load fails",
        lambda: "failed" in api.run_states("build_warehouse", "asset_triggered"),
    )

    def refusals() -> list[str]:
        return [text for text in webhook_server.texts if "1 load refused" in text]

    wait_until(settings, "the refusal is told", lambda: bool(refusals()))
    assert len(refusals()) == 1


def check_a_feed_comes_by_itself(settings: Settings, api: Api, site: Site) -> None:
    api.call("POST", "/api/v2/dags/poll_feeds/dagRuns", {"logical_date": None})
    wait_until(settings, "the feed is polled", lambda: "success" in api.run_states("poll_feeds", "manual"))
    assert site.asked == ["/robots.txt", "/feed", "/1"]
    api.call("POST", "/api/v2/dags/ingest_articles/dagRuns", {"logical_date": None})
    wait_until(
        settings,
        "the feed's item is published",
        lambda: one_item_feed.published(settings) == one_item_feed.expected(site),
    )


def first_link(page: Page) -> str:
    """The first one that leads further down."""
    found = re.search(r'<a href="([^".][^"]*)"', page.text)
    assert found is not None, page.text
    return found[1]


def test_a_triggered_ingestion_is_built_and_published_and_nothing_survives_down(
    settings: Settings, webhook_server: WebhookServer, site: Site
) -> None:
    said = operate(settings, "up")
    assert base_url(settings) in said
    assert str(admin_password_path(settings)) in said
    session = read_session(settings)
    assert session is not None
    assert len(members(session.session_id)) >= 5, "the supervisor and its four services"
    assert "Already running" in operate(settings, "up")

    api = Api(settings)
    wait_until(
        settings,
        "the DAGs are known",
        lambda: {"ingest_articles", "build_warehouse", "poll_feeds"} <= api.dag_ids(),
    )
    shutil.copytree(settings.sample_articles_dir, settings.inbox, dirs_exist_ok=True)
    for dag_id in ("ingest_articles", "build_warehouse", "poll_feeds"):
        api.call("PATCH", f"/api/v2/dags/{dag_id}", {"is_paused": False})
    api.call("POST", "/api/v2/dags/ingest_articles/dagRuns", {"logical_date": None})

    def is_finished(dag_id: str, run_type: str) -> bool:
        states = api.run_states(dag_id, run_type)
        if "failed" in states:
            pytest.fail(f"{dag_id} failed\n{ends_of_logs(settings)}")
        return "success" in states

    wait_until(settings, "the ingestion succeeds", lambda: is_finished("ingest_articles", "manual"))
    wait_until(
        settings, "the build follows and succeeds", lambda: is_finished("build_warehouse", "asset_triggered")
    )
    with reader(settings.published_path) as connection:
        ((article_count,),) = connection.execute("select count(*) from core.article").fetchall()
    assert article_count > 10
    check_nothing_listens_to_the_network(settings, session.session_id)
    check_reports_open_from_the_menu(api)
    check_nothing_but_reports_is_served(settings, api)
    check_a_feed_comes_by_itself(settings, api, site)
    check_a_refused_load_is_told(settings, api, webhook_server)

    assert modes_that_let_others_write(settings.home) == {}
    assert "processes ended" in operate(settings, "down")
    assert members(session.session_id) == []
    assert running_processes(settings) == []
    assert "Nothing runs" in operate(settings, "down")
    with pytest.raises(urllib.error.URLError):
        Api(settings)
