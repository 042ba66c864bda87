"""The same landing from an S3-compatible store, served on this machine for the test."""

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from include.feeds import outgoing
from include.feeds.model import Feed, FeedItem
from include.feeds.network.client import Answer
from include.feeds.state import WantedPage
from include.landing import land
from include.landing.inbox.address import open_inbox
from include.landing.inbox.files import InboxError, InboxFile
from include.landing.land import land_inbox
from include.landing.reading.read import Landable, Refused
from include.settings import PROJECT_ROOT, Settings
from tests.landing.ledger import assert_balanced, events, query, reasons, record, state
from tests.object_store import running_store


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A store on a free port of the loopback interface, and an environment that leads to it alone."""
    with running_store() as endpoint, pytest.MonkeyPatch.context() as patch:
        if "airflow" not in sys.modules:
            patch.setenv("AIRFLOW_HOME", str(tmp_path_factory.mktemp("airflow")))
        yield endpoint


@pytest.fixture
def store(endpoint: str, request: pytest.FixtureRequest) -> Any:
    """A client of the store; each test has a bucket of its own."""
    import boto3

    client = boto3.client("s3", endpoint_url=endpoint)
    client.create_bucket(Bucket=bucket_of(request))
    return client


@pytest.fixture
def bucket(request: pytest.FixtureRequest) -> str:
    return bucket_of(request)


@pytest.fixture
def remote(settings: Settings, bucket: str) -> Settings:
    return replace(settings, inbox=f"s3://{bucket}/in")


def bucket_of(request: pytest.FixtureRequest) -> str:
    return request.node.name.replace("_", "-")[:60].rstrip("-")


def test_objects_land_as_files_do(remote: Settings, store: Any, bucket: str) -> None:
    line = json.dumps(record(1)).encode()
    objects = {
        "in/page.txt": b"Words",
        "in/deep/feed.jsonl.gz": gzip.compress(line + b"\nno record\n" + line),
        "in/page.html": b"<html><body><p>Other words</p></body></html>",
        "in/odd #%41 'name'.txt": b"More words",
        "in/bad.txt": b"caf\xe9 au lait",
        "in/.upload/half.txt": b"not yet",
        "in/folder/": b"",
        "in-another/page.txt": b"not in this inbox",
    }
    for key, content in objects.items():
        store.put_object(Bucket=bucket, Key=key, Body=content)
    summary = land_inbox(remote)
    root = f"s3://{bucket}/in"
    assert sorted(events(remote), key=repr) == sorted(
        [
            (f"{root}/bad.txt", None, "quarantined", "undecodable"),
            (f"{root}/deep/feed.jsonl.gz", 1, "landed", None),
            (f"{root}/deep/feed.jsonl.gz", 2, "quarantined", "malformed_record"),
            (f"{root}/deep/feed.jsonl.gz", 3, "duplicate", None),
            (f"{root}/odd #%41 'name'.txt", None, "landed", None),
            (f"{root}/page.html", None, "landed", None),
            (f"{root}/page.txt", None, "landed", None),
        ],
        key=repr,
    )
    assert (summary.found_count, summary.deferred_count) == (7, 0)
    assert_balanced(remote)
    before = state(remote)
    assert land_inbox(remote).unchanged_count == 5
    assert state(remote) == before


def test_an_object_written_anew_is_found_again(remote: Settings, store: Any, bucket: str) -> None:
    store.put_object(Bucket=bucket, Key="in/page.txt", Body=b"Words")
    land_inbox(remote)
    store.put_object(Bucket=bucket, Key="in/page.txt", Body=b"Other")
    assert land_inbox(remote).landed_count == 1


def test_an_object_that_changes_or_vanishes_is_left_to_the_next_load(
    remote: Settings, store: Any, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        store.put_object(Bucket=bucket, Key=f"in/{name}.txt", Body=f"Words of {name}".encode())
    read_file = land.read_file

    def read_after_a_change(file: InboxFile, *limits: int) -> Iterator[Landable | Refused]:
        if file.source_uri.endswith("a.txt"):
            store.put_object(Bucket=bucket, Key="in/a.txt", Body=b"Other words")
            store.delete_object(Bucket=bucket, Key="in/b.txt")
        yield from read_file(file, *limits)

    with monkeypatch.context() as patch:
        patch.setattr(land, "read_file", read_after_a_change)
        summary = land_inbox(remote)
    assert (summary.landed_count, summary.deferred_count, summary.quarantined_count) == (1, 2, 0)
    assert land_inbox(remote).landed_count == 1
    assert set(reasons(remote)) == {f"s3://{bucket}/in/a.txt", f"s3://{bucket}/in/c.txt"}


@pytest.mark.usefixtures("endpoint")
@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("s3://no-such-bucket/in", "cannot be listed"),
        ("nowhere://bucket/in", "cannot be reached"),
    ],
)
def test_a_store_that_cannot_be_read_says_what_to_do(settings: Settings, url: str, message: str) -> None:
    with pytest.raises(InboxError, match=message):
        land_inbox(replace(settings, inbox=url))


def test_a_connection_of_airflow_leads_to_the_store(
    endpoint: str, settings: Settings, store: Any, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put_object(Bucket=bucket, Key="page.txt", Body=b"Words")
    connection = {
        "conn_type": "aws",
        "login": "reader",
        "password": "not-a-secret",
        "extra": {"endpoint_url": endpoint, "region_name": "us-east-1"},
    }
    monkeypatch.setenv("AIRFLOW_CONN_NEWS_STORE", json.dumps(connection))
    for name in ("AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name)
    (found,) = open_inbox(replace(settings, inbox=f"s3://news_store@{bucket}")).files()
    assert found.source_uri == f"s3://{bucket}/page.txt"
    with found.open() as stream:
        assert stream.read() == b"Words"


def test_a_folder_needs_no_slow_library(settings: Settings, inbox: Path) -> None:
    (inbox / "page.txt").write_text("Words")
    (inbox / "feed.jsonl").write_text(json.dumps(record(1)))
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from include.landing.land import land_inbox\n"
        "from include.settings import Settings\n"
        "summary = land_inbox(Settings(home=Path(sys.argv[1]), inbox=sys.argv[2]))\n"
        "slow = {'airflow', 's3fs', 'trafilatura', 'inscriptis'}\n"
        "print(summary.landed_count, *(slow & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(settings.home), settings.inbox],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "2\n"


def test_what_a_poll_brings_into_a_store_is_landed_from_there(
    remote: Settings, store: Any, tmp_path: Path
) -> None:
    feed = Feed("https://news.example/feed", "tides", "newsroom", "en", 30, True, True)
    fetched_at = datetime(2026, 3, 3, 10, tzinfo=UTC)
    answer = Answer("https://news.example/1", 200, {}, b"<html><body><p>The tide.</p></body></html>")
    page = WantedPage(answer.address, "Tide", None, None)
    names = [
        outgoing.write_items(tmp_path, feed, [FeedItem("1", "Tide")], fetched_at),
        *outgoing.write_page(tmp_path, feed, page, answer, fetched_at),
    ]
    outgoing.deliver(remote, feed.feed_id, tmp_path, names)
    assert not [path for path in tmp_path.rglob("*.gz*") if path.is_file()]
    outgoing.deliver(remote, feed.feed_id, tmp_path, names)
    assert land_inbox(remote).landed_count == 2
    assert query(remote, "select title, url, source from raw.document order by all") == [
        ("Tide", "https://news.example/1", "tides"),
        ("Tide", None, "tides"),
    ]
    assert land_inbox(remote).unchanged_count == 2
