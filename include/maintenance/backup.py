"""A consistent copy of all that cannot be made again: the warehouse, what polls know, settings."""

import logging
import shlex
import shutil
import tarfile
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from include.maintenance.manifest import MANIFEST_NAME, NAME_FORMAT, BackupError, Manifest, describe
from include.maintenance.stores import Store
from include.settings import SECRETS, Settings, product_version
from include.warehouse import format_no, reader, writer

logger = logging.getLogger(__name__)

WAREHOUSE_NAME = "pressmark.duckdb"
FEEDS_NAME = "feeds.tar.gz"
SETTINGS_NAME = "settings.env"
FEEDS_LIST_NAME = "feeds.csv"
"""In the archive of what polls know: a list of feeds that is the user's own."""

DRAFT_PREFIX = ".backup-"
"""Drafts lie beside the warehouse, whose disk has room for one more of it whenever it is compacted."""


def back_up(settings: Settings) -> Manifest:
    """Keep a copy of the home in the place for backups, whole or not at all.

    The copy is made while no other process writes; it is brought away when the warehouse is free again.
    The inbox is not in it, nor is what can be made from the warehouse: the published file, reports, exports.
    Nor are secrets: an alert's address, Airflow's keys and passwords.

    Raises:
        BackupError: there is nothing to keep, or the place cannot be written.
        WarehouseBusyError: another process holds the warehouse.
    """
    if not settings.warehouse_path.exists():
        raise BackupError(f"There is no warehouse at {settings.warehouse_path} yet: make run makes one.")
    store = Store(settings.backups_address)
    with tempfile.TemporaryDirectory(prefix=DRAFT_PREFIX, dir=settings.warehouse_path.parent) as folder:
        draft = Path(folder)
        home_format_no, document_count = _copy_warehouse(settings, draft / WAREHOUSE_NAME)
        _pack_feeds(settings, draft / FEEDS_NAME)
        (draft / SETTINGS_NAME).write_text(_settings_text(settings), "utf-8")
        manifest = Manifest(
            created_at=_free_moment(store),
            version=product_version(),
            format_no=home_format_no,
            document_count=document_count,
            files={path.name: describe(path) for path in sorted(draft.iterdir())},
        )
        (draft / MANIFEST_NAME).write_text(manifest.to_json(), "utf-8")
        store.put(draft, manifest.name)
    logger.info("Backup %s: %d documents, %d bytes", manifest.name, document_count, manifest.byte_count)
    return manifest


def backups(settings: Settings) -> list[Manifest]:
    """The backups that are kept, the oldest first.

    Raises:
        BackupError: the place cannot be read.
    """
    store = Store(settings.backups_address)
    return [Manifest.from_json(store.manifest_text(name), name) for name in store.names()]


def remove_outdated(settings: Settings) -> list[str]:
    """Remove the backups that need not be kept any longer, and what broken ones have left.

    Raises:
        BackupError: the place cannot be written.
    """
    store = Store(settings.backups_address)
    store.remove_unfinished()
    kept = backups(settings)
    outdated = sorted({backup.name for backup in kept} - _names_to_keep(settings, kept))
    for name in outdated:
        store.remove(name)
    return outdated


def _free_moment(store: Store) -> datetime:
    """Now, in whole seconds, or the first second from now after which no backup is named yet."""
    taken = set(store.names())
    moment = datetime.now(UTC).replace(microsecond=0)
    while moment.strftime(NAME_FORMAT) in taken:
        moment += timedelta(seconds=1)
    return moment


def _names_to_keep(settings: Settings, kept: list[Manifest]) -> set[str]:
    """The last backup of each of the last days and weeks on which one was made: silence forgets none."""
    last_of_day = {backup.created_at.date(): backup.name for backup in kept}
    last_of_week = {backup.created_at.isocalendar()[:2]: backup.name for backup in kept}
    days = sorted(last_of_day)[-settings.retention.daily_backups :]
    weeks = sorted(last_of_week, reverse=True)[: settings.retention.weekly_backups]
    return {last_of_day[day] for day in days} | {last_of_week[week] for week in weeks}


def _copy_warehouse(settings: Settings, target: Path) -> tuple[int, int]:
    """Copy the file while it is held and nothing is on its way to it; return its format and its documents.

    A home of an older format is kept, too: that is what an upgrade begins with.
    """
    with ExitStack() as after_all, writer(settings, any_older_format=True) as connection:
        connection.execute("checkpoint")
        home_format_no = format_no(connection)
        document_count = _document_count(connection)
        # Closed only when the connection is: the system lets go of a process's lock on a file as soon as any
        # of the process's descriptors of it is closed.
        source = after_all.enter_context(settings.warehouse_path.open("rb"))
        with target.open("wb") as stream:
            shutil.copyfileobj(source, stream)
    # What cannot be opened is no backup: better to learn it now.
    with reader(target) as copy:
        if _document_count(copy) != document_count:
            raise BackupError(f"The copy of {settings.warehouse_path} does not hold what it holds.")
    return home_format_no, document_count


def _document_count(connection: duckdb.DuckDBPyConnection) -> int:
    ((count,),) = connection.execute("select count(*) from raw.document").fetchall()
    return int(count)


def _pack_feeds(settings: Settings, target: Path) -> None:
    """What each poll leaves for the next, and the list of feeds where it is the user's own."""
    with tarfile.open(target, "w:gz") as archive:
        if settings.feeds_dir.exists():
            archive.add(settings.feeds_dir, "feeds")
        if settings.feeds_path.exists() and settings.seeds_dir not in settings.feeds_path.parents:
            archive.add(settings.feeds_path, FEEDS_LIST_NAME)


def _settings_text(settings: Settings) -> str:
    """The settings as a shell would read them, for whoever restores on another machine."""
    lines = [
        f"{name}={shlex.quote(value)}\n"
        for name, value in settings.environment.items()
        if value and name not in SECRETS
    ]
    return "# The settings of the home that was backed up; secrets are left out.\n" + "".join(lines)
