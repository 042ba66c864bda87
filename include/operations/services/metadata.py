"""Airflow's metadata database: made once for a home, brought up to date after an upgrade of Airflow.

`python -m include.operations.services.metadata` does it in a process of its own, in the environment that it
is given.
"""

import sqlite3
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

from include.files import replace_file
from include.operations.airflow_environment import WAREHOUSE_POOL
from include.settings import Settings, load_settings


def is_metadata_ready(settings: Settings) -> bool:
    """Whether the home's database was made by, or migrated to, the installed Airflow."""
    stamp = _stamp_path(settings)
    return (
        _database_path(settings).exists()
        and stamp.exists()
        and stamp.read_text("utf-8") == _airflow_version()
    )


def prepare_metadata(settings: Settings) -> None:
    """Make or migrate the database and the pool; nothing where that is done.

    Must run in the home's Airflow environment. `initdb` is what `airflow standalone` calls: on an empty
    database it creates all tables at once, which takes half a second, and it migrates an old one.
    """
    if is_metadata_ready(settings):
        return
    from airflow.models.pool import Pool
    from airflow.utils import db

    db.initdb()
    Pool.create_or_update_pool(
        WAREHOUSE_POOL,
        slots=1,
        description="One slot: every task that opens the warehouse takes it.",
        include_deferred=False,
    )
    # The API, the scheduler and the tasks share this file; with a write-ahead log readers never wait.
    with closing(sqlite3.connect(_database_path(settings))) as connection:
        connection.execute("pragma journal_mode=wal")
    replace_file(_stamp_path(settings), _airflow_version())


def _airflow_version() -> str:
    return version("apache-airflow-core")


def _database_path(settings: Settings) -> Path:
    return settings.airflow_home / "airflow.db"


def _stamp_path(settings: Settings) -> Path:
    return settings.airflow_home / "metadata-version"


if __name__ == "__main__":
    prepare_metadata(load_settings())
