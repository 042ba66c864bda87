"""A refused load is told of by `make run`; a webhook that fails fails no build and is called again."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from include.settings import PROJECT_ROOT, AlertSettings, Settings
from include.warehouse import reader
from tests.alerts.servers import SECRET, WebhookServer
from tests.pipeline.conftest import record, rows, write_feed


def run(settings: Settings) -> int:
    return subprocess.run(
        [sys.executable, "-m", "include.operations.commands.run"],
        cwd=PROJECT_ROOT,
        env={**os.environ, **settings.environment},
        capture_output=True,
        check=False,
    ).returncode


def texts_under(home: Path) -> str:
    """Every log and report, and what Airflow keeps about its tasks."""
    paths = [path for suffix in ("log", "html", "db") for path in home.rglob(f"*.{suffix}")]
    assert paths
    return "\n".join(path.read_bytes().decode("latin-1") for path in paths)


def test_a_refused_load_is_told_once_by_the_first_build_that_reaches_the_webhook(settings: Settings) -> None:
    with WebhookServer() as server:
        settings = replace(settings, alerts=AlertSettings(webhook_url=server.url))
        bad = [
            record(name, f"Bitcoin rises {name}", "Bitcoin (BTC) rose.", 9, datetime="2099-01-01T00:00:00Z")
            for name in "abcd"
        ]
        write_feed(settings, "bad.jsonl", bad)
        server.status = 500
        assert run(settings) == 1
        assert len(server.asked) == 1
        assert "the server answered with status 500" in texts_under(settings.home)

        server.status = 200
        write_feed(settings, "good.jsonl", [record("e", "Solana waits", "Solana (SOL) did nothing.", 9)])
        assert run(settings) == 1, "the first load stands refused"
        text, resolution = server.texts
        assert "1 load refused" in text
        assert "refused" not in resolution
        assert run(settings) == 1
        assert server.texts == [text, resolution]
        with reader(settings.published_path) as connection:
            assert connection.execute(
                "select count(*), count(sent_at) from quality.alert where channel = 'webhook'"
            ).fetchall() == rows(
                settings, "select count(*), count(*) from quality.alert where channel = 'webhook'"
            )
    ((run_id,),) = rows(
        settings, "select validation_run_id from quality.validation_run where not is_accepted"
    )
    assert run_id in text
    assert "Bitcoin rises" not in text
    assert SECRET not in texts_under(settings.home)
