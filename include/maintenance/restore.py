"""Puts a backup in the place of the warehouse; what was there is kept beside it."""

import logging
import shutil
import tarfile
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from include.lake.views import forget_tables
from include.maintenance.backup import FEEDS_LIST_NAME, FEEDS_NAME, SETTINGS_NAME, WAREHOUSE_NAME
from include.maintenance.manifest import BackupError, Manifest, describe
from include.maintenance.stores import NAME, Store
from include.maintenance.upgrade import upgrade
from include.publication.publish import NotAcceptedError, publish
from include.settings import Settings
from include.warehouse import FORMAT_NO

logger = logging.getLogger(__name__)

LATEST = "latest"

REPLACED_FORMAT = "%Y%m%dT%H%M%S%fZ"
"""A restoration that was killed may be done again within the same second."""


@dataclass(frozen=True, slots=True)
class Restoration:
    """What was put back.

    `replaced_path` is where the former warehouse is, if there was one; `settings_path` holds the settings of
    the home that was backed up. `is_published` says whether the published file holds the same now: it does
    not where the backup was made between a build and its verdict, nor where `is_rebuild_needed`, since its
    tables were those of a lake, which is in no backup.
    """

    manifest: Manifest
    replaced_path: Path | None
    settings_path: Path
    is_published: bool
    is_rebuild_needed: bool


def restore(settings: Settings, source: str) -> Restoration:
    """Bring the home to the state of a backup, and publish that.

    Killed, it is done again: until the whole backup is here and proven, nothing is touched, and the former
    warehouse is never removed. News that came since lies in the inbox and is landed by the next run.

    Args:
        settings: whose home. No process may be at work on it.
        source: the folder or URL of one backup, the name of one in the place for backups, or `latest`.

    Raises:
        BackupError: there is no such backup, it is damaged, or a newer version made it.
    """
    store, name = _found(settings, source)
    manifest = Manifest.from_json(store.manifest_text(name), f"{store.address}/{name}")
    if manifest.format_no > FORMAT_NO:
        raise BackupError(
            f"The backup {name} was made by version {manifest.version}, which is newer than this one: "
            "install that version or a later one, and restore with it."
        )
    if set(manifest.files) != {WAREHOUSE_NAME, FEEDS_NAME, SETTINGS_NAME}:
        # A manifest is a text from elsewhere: no file that it names may lead out of the folder.
        raise BackupError(f"The backup {name} is damaged: its manifest names {sorted(manifest.files)}.")
    warehouse = settings.warehouse_path
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=warehouse.parent) as folder:
        draft = Path(folder)
        for file_name, expected in manifest.files.items():
            store.get(name, file_name, draft / file_name)
            if describe(draft / file_name) != expected:
                raise BackupError(f"The backup {name} is damaged: {file_name} is not what was backed up.")
        replaced_path = _put_in_place(draft / WAREHOUSE_NAME, warehouse)
        _unpack_feeds(settings, draft / FEEDS_NAME)
        settings_path = settings.home / f"restored-{SETTINGS_NAME}"
        (draft / SETTINGS_NAME).replace(settings_path)
    upgrade(settings)
    is_rebuild_needed = forget_tables(settings)
    is_published = not is_rebuild_needed and _publish(settings)
    return Restoration(manifest, replaced_path, settings_path, is_published, is_rebuild_needed)


def _found(settings: Settings, source: str) -> tuple[Store, str]:
    if source == LATEST or NAME.fullmatch(source):
        store = Store(settings.backups_address)
        names = store.names()
        if not names:
            raise BackupError(f"There is no backup at {settings.backups_address}.")
        name = names[-1] if source == LATEST else source
    else:
        address, _, name = source.rstrip("/").rpartition("/")
        store = Store(address or ".")
        names = store.names()
    if name not in names:
        known = f" There are {', '.join(names)}." if names else ""
        raise BackupError(f"There is no backup {name} at {store.address}.{known}")
    return store, name


def _put_in_place(restored: Path, warehouse: Path) -> Path | None:
    """Let the restored file be the warehouse, at once, and keep the former one under another name.

    Killed at any point, it leaves a warehouse: where there is none, the next run would begin a new one. The
    former one's log goes with it, since it fits no other file.
    """
    kept = warehouse.with_name(f"{warehouse.name}.replaced-{datetime.now(UTC):{REPLACED_FORMAT}}")
    is_kept = warehouse.exists()
    if is_kept:
        try:
            kept.hardlink_to(warehouse)
        except OSError:  # a file system without links
            shutil.copyfile(warehouse, kept)
    log = warehouse.with_name(f"{warehouse.name}.wal")
    if log.exists():
        log.replace(kept.with_name(f"{kept.name}.wal"))
    restored.replace(warehouse)
    return kept if is_kept else None


def _unpack_feeds(settings: Settings, archive_path: Path) -> None:
    """What polls know; of what the archive holds, only plain files are taken, and only to their places.

    `extractall` has a filter for that, but not in every Python 3.11: Debian 12 has 3.11.2.
    """
    folder = settings.feeds_dir.resolve()
    with tarfile.open(archive_path) as archive:
        for member in archive:
            target = (settings.home / member.name).resolve()
            content = archive.extractfile(member) if member.isfile() else None
            if content is not None and (target.is_relative_to(folder) or member.name == FEEDS_LIST_NAME):
                target.parent.mkdir(parents=True, exist_ok=True)
                with content, target.open("wb") as stream:
                    shutil.copyfileobj(content, stream)


def _publish(settings: Settings) -> bool:
    try:
        publish(settings, is_full=True)
    except NotAcceptedError as error:
        logger.info("%s", error)
        return False
    return True
