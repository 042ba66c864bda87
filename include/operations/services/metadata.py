"""Airflow's metadata database: made once for a home, brought up to date after an upgrade of Airflow, cleaned.

`python -m include.operations.services.metadata` does it in a process of its own, in the environment that it
is given.
"""

import logging
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from include.files import replace_file
from include.operations.airflow_environment import LAKE_POOL, WAREHOUSE_POOL, metadata_environment
from include.settings import PROJECT_ROOT, Settings, load_settings

POOLS = {
    WAREHOUSE_POOL: "One slot: every task that opens the warehouse takes it.",
    LAKE_POOL: "One slot: a task that Spark works for takes it, and opens the warehouse only in between.",
}
"""The pools, one slot each, and what they are for."""

logger = logging.getLogger(__name__)


class MetadataError(RuntimeError):
    """Airflow could not clean its metadata; the log of the task says why."""


def is_metadata_ready(settings: Settings) -> bool:
    """Whether the home's database was made by, or migrated to, the installed Airflow, and has all pools."""
    stamp = _stamp_path(settings)
    return (
        _database_path(settings).exists()
        and stamp.exists()
        and stamp.read_text("utf-8") == _present_version()
    )


def prepare_metadata(settings: Settings) -> None:
    """Make or migrate the database and the pools; nothing where that is done.

    Must run in the home's Airflow environment. `initdb` is what `airflow standalone` calls: on an empty
    database it creates all tables at once, which takes half a second, and it migrates an old one.
    """
    if is_metadata_ready(settings):
        return
    from airflow.models.pool import Pool
    from airflow.utils import db

    db.initdb()
    for pool, description in POOLS.items():
        Pool.create_or_update_pool(pool, slots=1, description=description, include_deferred=False)
    # The API, the scheduler and the tasks share this file; with a write-ahead log readers never wait.
    with closing(sqlite3.connect(_database_path(settings))) as connection:
        connection.execute("pragma journal_mode=wal")
    replace_file(_stamp_path(settings), _present_version())


def clean_metadata(settings: Settings) -> None:
    """Have Airflow remove its records of runs that are older than logs are kept.

    Airflow keeps its database from the code of tasks, so its own command does it, in a process of its own.

    Raises:
        MetadataError: the command failed.
    """
    limit = datetime.now(UTC) - timedelta(days=settings.retention.log_days)
    command = [
        sys.executable, "-m", "airflow", "db", "clean", "--yes", "--skip-archive",
        "--clean-before-timestamp", limit.isoformat(),
    ]  # fmt: skip
    completed = subprocess.run(
        command,
        cwd=PROJECT_ROOT,
        env=metadata_environment(settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    for line in completed.stdout.splitlines():
        logger.info("%s", line)
    if completed.returncode:
        raise MetadataError(f"airflow db clean ended with exit code {completed.returncode}: see above")
    if _database_path(settings).exists():
        _give_room_back(_database_path(settings))


def _give_room_back(database_path: Path) -> None:
    with closing(sqlite3.connect(database_path)) as connection:
        try:
            connection.execute("vacuum")
            connection.execute("pragma wal_checkpoint(truncate)")
        except sqlite3.OperationalError as error:
            # The scheduler is writing; the free pages are used again, or given back another day.
            logger.info("The metadata's file keeps its size for now: %s", error)


def _present_version() -> str:
    return " ".join([version("apache-airflow-core"), *POOLS])


def _database_path(settings: Settings) -> Path:
    return settings.airflow_home / "airflow.db"


def _stamp_path(settings: Settings) -> Path:
    return settings.airflow_home / "metadata-version"


if __name__ == "__main__":
    prepare_metadata(load_settings())
