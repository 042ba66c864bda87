"""The two files of publication: the one that everybody reads, and a spare one that is brought up to date.

Each publication makes the spare file the published one and keeps the other as the next spare. Nothing is
copied, so a publication costs what changed. Who has the former file open goes on reading it; a spare file
that is still being read is left to its readers, and a copy takes its place.
"""

import os
import shutil
from pathlib import Path

from include.files import flush_to_disk
from include.settings import Settings


def spare_path(settings: Settings) -> Path:
    """The file that the next publication is written to."""
    target = settings.published_path
    return target.with_name(f".{target.name}.spare")


def take_spare(settings: Settings) -> Path:
    """Make sure that no other name leads to the spare file, and say where it is or would be.

    A publication that was killed may have left links, even one by which the spare is the published file.
    """
    target, spare = settings.published_path, spare_path(settings)
    target.parent.mkdir(parents=True, exist_ok=True)
    for leftover in target.parent.glob(f".{target.name}.*"):
        is_kept = leftover in {spare, spare.with_name(f"{spare.name}.wal")}
        if not is_kept or leftover.stat().st_nlink > 1:
            leftover.unlink()
    if spare.exists() and _is_open_here(spare):
        # A lock keeps other processes apart, and not two connections of one.
        discard_spare(settings)
    return spare


def discard_spare(settings: Settings) -> None:
    """Leave the spare file to whoever reads it: the name goes, the file stays as long as it is open."""
    spare = spare_path(settings)
    spare.unlink(missing_ok=True)
    spare.with_name(f"{spare.name}.wal").unlink(missing_ok=True)


def copy_published(settings: Settings) -> None:
    """Make a spare file of the published one, byte for byte."""
    draft = settings.published_path.with_name(f".{settings.published_path.name}.{os.getpid()}")
    shutil.copyfile(settings.published_path, draft)
    draft.replace(spare_path(settings))


def swap_in(settings: Settings) -> None:
    """Make the spare file the published one, at once, and the other the spare.

    Killed at any point, it leaves one of the two published; what else it leaves is removed next time.
    """
    target, spare = settings.published_path, spare_path(settings)
    flush_to_disk(spare)
    former = target.with_name(f".{target.name}.{os.getpid()}")
    is_kept = target.exists()
    if is_kept:
        try:
            former.hardlink_to(target)
        except OSError:
            is_kept = False  # a file system without links: the next publication copies
    spare.replace(target)
    if is_kept:
        former.replace(spare)
    flush_to_disk(target.parent)


def _is_open_here(path: Path) -> bool:
    """Whether this process has the file open, under whatever name."""
    wanted = path.stat()
    for name in os.listdir("/dev/fd"):  # noqa: PTH208 - numbers, not paths
        try:
            found = os.fstat(int(name))
        except OSError:
            continue  # the listing's own descriptor
        if (found.st_dev, found.st_ino) == (wanted.st_dev, wanted.st_ino):
            return True
    return False
