"""Forgets what is no news when its time is over: rejected bytes, polls, single results, logs, leftovers."""

import logging
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from include.maintenance.backup import DRAFT_PREFIX
from include.settings import Settings
from include.tables.create import create_tables
from include.warehouse import writer

logger = logging.getLogger(__name__)

SERVICE_LOG_BYTES = 10_000_000
"""A service writes on for months: a longer log is set aside once, as `.1`, and emptied."""

LEFTOVER_SECONDS = 24 * 3600
"""What a killed process has left is certainly nobody's after a day: no task may take so long."""

REPLACED_DAYS = 30
"""How long a warehouse is kept that a backup took the place of."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was removed, by kind."""

    quarantined_count: int
    poll_count: int
    result_run_count: int
    log_file_count: int
    leftover_count: int


def forget_outdated(settings: Settings, now: datetime | None = None) -> Forgotten:
    """Remove what the settings say need not be kept. The ledger, the documents and every verdict stay.

    Raises:
        WarehouseBusyError: another process holds the warehouse.
    """
    now = now or datetime.now(UTC)
    with writer(settings) as connection:
        create_tables(connection)
        connection.begin()
        quarantined_count = _forget_quarantined(connection, _before(now, settings.retention.quarantine_days))
        poll_count = _forget_polls(connection, _before(now, settings.retention.poll_days))
        result_run_count = _forget_results(connection, _before(now, settings.retention.result_days))
        connection.commit()
        leftover_count = _remove_leftovers(settings, now)  # while no build can be at work
    log_limit = _before(now, settings.retention.log_days).timestamp()
    forgotten = Forgotten(
        quarantined_count,
        poll_count,
        result_run_count,
        _remove_old_logs(settings, log_limit) + _shorten_service_logs(settings),
        leftover_count,
    )
    logger.info("%s", forgotten)
    return forgotten


def _before(now: datetime, days: int) -> datetime:
    return now - timedelta(days=days)


def _forget_quarantined(connection: duckdb.DuckDBPyConnection, limit: datetime) -> int:
    """The bytes go; that there was something, why it was not landed, and its hash stay."""
    ((count,),) = connection.execute(
        """
        update raw.quarantine
        set bytes_removed_at = now()
        where
            quarantined_at < $limit and content_id is not null and bytes_removed_at is null
            and content_id not in (
                select content_id
                from raw.quarantine
                where quarantined_at >= $limit and content_id is not null
            )
        """,
        {"limit": limit},
    ).fetchall()
    connection.execute(
        """
        delete from raw.quarantine_chunk
        where content_id not in (
            select content_id from raw.quarantine where content_id is not null and bytes_removed_at is null
        )
        """
    )
    return int(count)


def _forget_polls(connection: duckdb.DuckDBPyConnection, limit: datetime) -> int:
    """Of each feed the last poll stays, whatever its age: it says how the feed was doing."""
    ((count,),) = connection.execute(
        """
        delete from raw.feed_poll
        where
            finished_at < ?
            and (feed_id, finished_at) not in (
                select feed_id, max(finished_at) from raw.feed_poll group by feed_id
            )
        """,
        [limit],
    ).fetchall()
    return int(count)


def _forget_results(connection: duckdb.DuckDBPyConnection, limit: datetime) -> int:
    """Single results of runs that accepted; the runs, the verdicts and what was measured stay.

    What a refused load failed is kept as long as the refusal stands.
    """
    connection.execute(
        """
        create or replace temp table outdated_run as
        select distinct validation_run_id
        from quality.validation_result
        inner join quality.validation_run using (validation_run_id)
        where
            finished_at < $limit and is_accepted
            and finished_at < (select max(finished_at) from quality.validation_run)
            and validation_run_id not in (
                select validation_run_id from quality.set_aside_document where closed_at is null
            )
        """,
        {"limit": limit},
    )
    for table in ("quality.validation_result", "quality.validation_failure"):
        connection.execute(
            f"delete from {table} where validation_run_id in (select validation_run_id from outdated_run)"
        )
    ((count,),) = connection.execute("select count(*) from outdated_run").fetchall()
    return int(count)


def _remove_leftovers(settings: Settings, now: datetime) -> int:
    """What killed processes have left beside the warehouse, the exports and the reports."""
    folder = settings.warehouse_path.parent
    limit = now.timestamp() - LEFTOVER_SECONDS
    leftovers = [
        *folder.glob("spill/*"),
        *folder.glob(f"{DRAFT_PREFIX}*"),
        *folder.glob(".restore-*"),
        *folder.glob(f".{settings.warehouse_path.name}.compacted*"),
        *settings.exports_dir.glob(".draft-*"),
        *settings.reports_dir.glob(".*.html.[0-9]*"),
    ]
    replaced = folder.glob(f"{settings.warehouse_path.name}.replaced-*")
    removed = _remove_older(leftovers, limit)
    return removed + _remove_older(replaced, _before(now, REPLACED_DAYS).timestamp())


def _remove_old_logs(settings: Settings, limit: float) -> int:
    root = settings.airflow_home / "logs"
    removed = 0
    for log in [path for path in root.rglob("*") if path.is_file()]:
        if not _remove_older([log], limit):
            continue
        removed += 1
        for folder in log.parents:
            if folder == root or any(folder.iterdir()):
                break
            folder.rmdir()
    return removed + _remove_older(settings.logs_dir.glob("run-*.log"), limit)


def _shorten_service_logs(settings: Settings) -> int:
    """Set aside what the services of `make up` have written; they append, so emptying is safe."""
    shortened = 0
    for log in settings.logs_dir.glob("*.log"):
        if not log.name.startswith("run-") and log.stat().st_size > SERVICE_LOG_BYTES:
            shutil.copyfile(log, log.with_name(f"{log.name}.1"))
            with log.open("r+b") as stream:
                stream.truncate(0)
            shortened += 1
    return shortened


def _remove_older(paths: Iterable[Path], limit: float) -> int:
    removed = 0
    for path in paths:
        if path.lstat().st_mtime >= limit:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
        removed += 1
    return removed
