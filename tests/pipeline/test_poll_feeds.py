"""What a feed says is, within one poll, a row of the published file that tells where it came from."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from include import warehouse
from include.landing.land import land_inbox
from include.operations.airflow_environment import airflow_environment
from include.publication.publish import publish
from include.settings import PROJECT_ROOT, Settings
from include.transform import normalise
from tests.feeds.servers import Site
from tests.pipeline import one_item_feed
from tests.pipeline.conftest import decide, rows

POLLS = "select outcome, item_count, new_item_count, page_count, request_count from raw.feed_poll"

POLL_WITH_LOOPBACK = """
import json
from include.operations.runs.pipeline import load_dags
from include.operations.services.metadata import prepare_metadata
from include.settings import load_settings
from tests.feeds.loopback import allow_loopback

settings = load_settings()
prepare_metadata(settings)
allow_loopback()
run = load_dags(settings.dags_dir)["poll_feeds"].test()
print(json.dumps({task.task_id: task.state for task in run.get_task_instances()}))
"""


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        yield server


@pytest.fixture
def polled(settings: Settings, site: Site, tmp_path: Path) -> Settings:
    """A home whose list names one feed of the site, which is active."""
    one_item_feed.offer(site, tmp_path / "feeds.csv")
    return replace(settings, feeds_path=tmp_path / "feeds.csv")


def poll(settings: Settings) -> dict[str, str]:
    """Run the real DAG in a process of its own, where loopback is allowed; tell what became of its tasks."""
    completed = subprocess.run(
        [sys.executable, "-c", POLL_WITH_LOOPBACK],
        cwd=PROJECT_ROOT,
        env=airflow_environment(settings),
        capture_output=True,
        text=True,
        check=False,
    )
    assert completed.returncode == 0, completed.stdout + completed.stderr
    states: dict[str, str] = json.loads(completed.stdout.splitlines()[-1])
    return states


def test_an_item_and_its_page_are_polled_landed_and_published(polled: Settings, site: Site) -> None:
    assert poll(polled) == dict.fromkeys(("choose_feeds", "poll_host", "record_polls"), "success")
    assert site.asked == ["/robots.txt", "/feed", "/1"]
    assert rows(polled, POLLS) == [("read", 1, 1, 1, 3)]
    assert poll(polled) == dict.fromkeys(("choose_feeds", "poll_host", "record_polls"), "skipped")
    assert len(site.asked) == 3

    assert land_inbox(polled).landed_count == 2
    normalise(polled)
    decide(polled, is_accepted=True)
    publish(polled)
    assert one_item_feed.published(polled) == one_item_feed.expected(site)
    with warehouse.reader(polled.published_path) as connection:
        assert connection.execute(POLLS).fetchall() == [("read", 1, 1, 1, 3)]
