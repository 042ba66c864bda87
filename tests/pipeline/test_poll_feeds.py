"""What a feed says is, within one poll, a row of the published file that tells where it came from."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from include import warehouse
from include.feeds.listing import COLUMNS, row_of
from include.feeds.model import Feed
from include.landing.land import land_inbox
from include.operations.airflow_environment import airflow_environment
from include.publication.publish import publish
from include.settings import PROJECT_ROOT, Settings
from include.transform import normalise
from tests.feeds.feeds import item, rss
from tests.feeds.servers import Site, gives
from tests.pipeline.conftest import decide, rows

PAGE = """<html lang="en"><body><article><h1>Bitcoin at high tide</h1><p>Bitcoin (BTC) came in with the tide
at nine in the morning, and the harbour master said that nobody had seen it so high before.</p></article>
</body></html>"""

POLL_WITH_LOOPBACK = """
import json
from functools import partial
from include.feeds import polling
from include.feeds.network import client, polite
from include.operations.runs.pipeline import load_dags
from include.operations.services.metadata import prepare_metadata
from include.settings import load_settings
from tests.feeds.servers import with_loopback

settings = load_settings()
prepare_metadata(settings)
polling.Client = partial(client.Client, is_reachable=with_loopback)
polite.PAUSE_SECONDS = 0.0
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
    site.pages |= {
        "/feed": gives(rss(item(1, "Bitcoin at high tide", f"{site.url}/1")), etag='"1"'),
        "/1": gives(PAGE, content_type="text/html"),
    }
    feed = Feed(f"{site.url}/feed", "cointelegraph", "newsroom", "en", 30, True, True)
    path = tmp_path / "feeds.csv"
    path.write_text(f"{','.join(COLUMNS)}\n{row_of(feed)}\n")
    return replace(settings, feeds_path=path)


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
    assert rows(
        polled, "select outcome, item_count, new_item_count, page_count, request_count from raw.feed_poll"
    ) == [("read", 1, 1, 1, 3)]
    assert poll(polled) == dict.fromkeys(("choose_feeds", "poll_host", "record_polls"), "skipped")
    assert len(site.asked) == 3

    assert land_inbox(polled).landed_count == 2
    normalise(polled)
    decide(polled, is_accepted=True)
    publish(polled)
    with warehouse.reader(polled.published_path) as connection:
        found = connection.execute(
            """
            select distinct
                article.headline, article.source_name, article.canonical_url,
                article.published_at::varchar,
                event.captured_at > article.published_at,
                document.landed_at >= event.captured_at,
                split_part(document.source_uri, '/', 1)
            from core.article as article
            join raw.document as document using (document_id)
            join raw.landing_event as event using (document_id)
            """
        ).fetchall()
    assert found == [
        (
            "Bitcoin at high tide",
            "Cointelegraph",
            f"{site.url}/1",
            "2026-03-03 10:01:00+00",
            True,
            True,
            "feeds",
        )
    ]
