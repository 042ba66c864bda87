"""What need not be kept is forgotten, and what says what happened stays."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from include.landing.land import land_inbox
from include.landing.replay import replay_quarantine
from include.maintenance.retention import LEFTOVER_SECONDS, SERVICE_LOG_BYTES, forget_outdated
from include.publication.publish import publish
from include.settings import Settings
from include.warehouse import reader, writer

NOW = datetime.now(UTC)
NEXT_YEAR = NOW + timedelta(days=370)
IN_TWO_YEARS = NOW + timedelta(days=800)


def rows(settings: Settings, query: str) -> list[tuple]:
    with writer(settings) as connection:
        return connection.execute(query).fetchall()


def aged(path: Path, seconds: float) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    at = NOW.timestamp() - seconds
    os.utime(path, (at, at))
    return path


def test_rejected_bytes_go_and_the_ledger_stays(samples: Settings) -> None:
    ledger = "select * from raw.landing_event order by all"
    events = rows(samples, ledger)
    ((kept_count,),) = rows(samples, "select count(*) from raw.quarantine where content_id is not null")
    assert kept_count > 0
    assert forget_outdated(samples, NOW).quarantined_count == 0
    assert forget_outdated(samples, NEXT_YEAR).quarantined_count == kept_count
    assert rows(samples, "select count(*) from raw.quarantine_chunk") == [(0,)]
    assert rows(samples, ledger) == events
    assert forget_outdated(samples, NEXT_YEAR).quarantined_count == 0


def test_what_was_forgotten_cannot_be_replayed_and_is_counted_so(samples: Settings) -> None:
    forget_outdated(samples, NEXT_YEAR)
    replay = replay_quarantine(samples)
    assert replay.load.found_count == 0
    assert replay.left_count == replay.unkept_count > 0


def test_bytes_that_were_found_again_are_kept_with_their_newer_finding(samples: Settings) -> None:
    content = b"\x00\x01\x02" * 500
    (Path(samples.inbox) / "old.bin").write_bytes(content)
    land_inbox(samples)
    rows(samples, "update raw.quarantine set quarantined_at = quarantined_at - interval 400 day")
    (Path(samples.inbox) / "new.bin").write_bytes(content)
    land_inbox(samples)
    ((content_id,),) = rows(samples, "select content_id from raw.quarantine where source_uri = 'new.bin'")
    forget_outdated(samples, NOW)
    assert rows(samples, f"select count(*) from raw.quarantine_chunk where content_id = '{content_id}'") != [
        (0,)
    ]
    forget_outdated(samples, NEXT_YEAR)
    (Path(samples.inbox) / "newest.bin").write_bytes(content)
    land_inbox(samples)
    assert rows(samples, f"select count(*) from raw.quarantine_chunk where content_id = '{content_id}'") != [
        (0,)
    ]


def test_of_each_feed_the_last_poll_stays(samples: Settings) -> None:
    rows(
        samples,
        """
        insert into raw.feed_poll by name
        select
            'poll' || number || feed_id as poll_id, feed_id, 'https://news.example/feed' as address,
            'example' as source, 'newsroom' as kind, now() - to_days(number * 100) as started_at,
            now() - to_days(number * 100) as finished_at, 'read' as outcome, 1 as request_count,
            10 as byte_count, 1 as item_count, 1 as new_item_count, 0 as changed_item_count, 0 as page_count,
            0 as failed_page_count
        from range(4, 8) as numbers(number), (values ('one'), ('two')) as feeds(feed_id)
        """,
    )
    assert forget_outdated(samples, NOW).poll_count == 6
    assert rows(samples, "select poll_id from raw.feed_poll order by all") == [("poll4one",), ("poll4two",)]


@pytest.fixture
def two_runs(samples: Settings) -> Settings:
    """The run of the samples once more, as if it had been two years ago."""
    with writer(samples) as connection:
        for table in ("validation_run", "validation_result", "validation_failure"):
            times = "started_at - interval 2 year as started_at, finished_at - interval 2 year as finished_at"
            replaced = f"'old' as validation_run_id{', ' + times if table == 'validation_run' else ''}"
            connection.execute(
                f"insert into quality.{table} select * replace ({replaced}) from quality.{table}"
            )
    return samples


def test_single_results_go_and_runs_and_verdicts_stay(two_runs: Settings) -> None:
    publish(two_runs)
    count = "select count(*) from quality.validation_result where validation_run_id = 'old'"
    ((before,),) = rows(two_runs, count)
    assert before > 100
    assert forget_outdated(two_runs, NOW).result_run_count == 1
    assert rows(two_runs, count) == [(0,)]
    assert rows(two_runs, "select count(*) from quality.validation_run") == [(2,)]
    publish(two_runs)
    with reader(two_runs.published_path) as connection:
        assert connection.execute(count).fetchall() == [(0,)], "what is forgotten is forgotten everywhere"


def test_what_a_refused_load_failed_is_kept_as_long_as_the_refusal(two_runs: Settings) -> None:
    rows(two_runs, "update quality.validation_run set is_accepted = false where validation_run_id = 'old'")
    assert forget_outdated(two_runs, NOW).result_run_count == 0


def test_the_latest_run_keeps_its_results_whatever_its_age(samples: Settings) -> None:
    assert forget_outdated(samples, IN_TWO_YEARS).result_run_count == 0


def test_old_logs_go_with_their_folders(samples: Settings) -> None:
    task_logs = samples.airflow_home / "logs" / "dag_id=ingest_articles"
    old = aged(task_logs / "run_id=1" / "attempt=1.log", 31 * 86_400)
    os.utime(old.parent, (old.stat().st_mtime, old.stat().st_mtime))
    new = aged(task_logs / "run_id=2" / "attempt=1.log", 86_400)
    run_log = aged(samples.logs_dir / "run-1.log", 31 * 86_400)
    assert forget_outdated(samples, NOW).log_file_count == 2
    assert not old.parent.exists()
    assert new.exists()
    assert not run_log.exists()


def test_the_log_of_a_service_is_emptied_when_it_is_long_and_its_end_is_kept(samples: Settings) -> None:
    log = samples.logs_dir / "scheduler.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("ab") as service:
        service.write(b"x" * (SERVICE_LOG_BYTES + 1))
        service.flush()
        assert forget_outdated(samples, NOW).log_file_count == 1
        service.write(b"goes on")
    assert log.read_bytes() == b"goes on", "a service that appends is not disturbed"
    assert log.with_name("scheduler.log.1").stat().st_size == SERVICE_LOG_BYTES + 1


def test_leftovers_of_killed_processes_go_after_a_day(samples: Settings) -> None:
    folder = samples.warehouse_path.parent
    leftovers = [
        folder / "spill" / "duckdb_temp_storage_DEFAULT-0.tmp",
        folder / ".backup-abc" / "pressmark.duckdb",
        folder / ".pressmark.duckdb.compacted",
        samples.exports_dir / ".draft-1" / "a.csv",
    ]
    for path in leftovers:
        aged(path, LEFTOVER_SECONDS + 60)
        if path.parent not in (folder, folder / "spill"):
            os.utime(path.parent, (path.stat().st_mtime, path.stat().st_mtime))
    young = aged(folder / "spill" / "young.tmp", 60)
    assert forget_outdated(samples, NOW).leftover_count == len(leftovers)
    assert not any(path.exists() for path in leftovers)
    assert young.exists()
    assert samples.warehouse_path.exists()
