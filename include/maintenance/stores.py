"""Where backups are kept: a folder of this machine, or a prefix of an object store."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from include.maintenance.manifest import MANIFEST_NAME, BackupError

NAME = re.compile(r"[0-9]{8}T[0-9]{6}Z")
"""What a backup's folder is called: see `manifest.NAME_FORMAT`."""


class Store:
    """Backups by their names, each a folder of files; what lacks its manifest is no backup.

    Both kinds of place are reached through fsspec, an object store with the credentials of Airflow's
    connection or of the environment, as an inbox is.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        with self._explained("reached"):
            self._file_system, self._root = _opened(address)
        self._is_local = "://" not in address

    def names(self) -> list[str]:
        """The backups that are there, the oldest first."""
        with self._explained("listed"):
            self._file_system.invalidate_cache()
            found = self._file_system.glob(f"{self._root}/*/{MANIFEST_NAME}")
        return sorted(name for name in (path.split("/")[-2] for path in found) if NAME.fullmatch(name))

    def manifest_text(self, name: str) -> str:
        """The manifest of one backup."""
        with self._explained("read"):
            return str(self._file_system.cat_file(self._path(name, MANIFEST_NAME)).decode("utf-8"))

    def put(self, draft: Path, name: str) -> None:
        """Keep the files of a folder as one backup, the manifest last; the folder is used up."""
        with self._explained("written"):
            self._file_system.makedirs(self._path(name), exist_ok=True)
            for path in sorted(draft.iterdir(), key=lambda path: path.name == MANIFEST_NAME):
                # Under another name until it is whole: a folder, unlike a store, shows half of a file.
                drafted = self._path(name, f".{path.name}")
                if self._is_local:
                    shutil.move(path, drafted)  # no second copy where both are on one disk
                    Path(drafted).replace(self._path(name, path.name))
                else:
                    self._file_system.put_file(str(path), self._path(name, path.name))

    def get(self, name: str, file_name: str, target: Path) -> None:
        """Bring one file of a backup to this machine."""
        with self._explained("read"):
            self._file_system.get_file(self._path(name, file_name), str(target))

    def remove(self, name: str) -> None:
        """Remove a backup, the manifest first, so that half of one never passes for one."""
        with self._explained("removed"):
            self._file_system.rm_file(self._path(name, MANIFEST_NAME))
            self._file_system.rm(self._path(name), recursive=True)

    def remove_unfinished(self) -> int:
        """Remove what a backup that was broken off has left, and say of how many."""
        with self._explained("removed"):
            self._file_system.invalidate_cache()
            if not self._file_system.exists(self._root):
                return 0
            finished = set(self.names())
            found = {
                path.rstrip("/").split("/")[-1] for path in self._file_system.ls(self._root, detail=False)
            }
            # What is not named like a backup is somebody else's.
            unfinished = [name for name in found - finished if NAME.fullmatch(name)]
            for name in unfinished:
                self._file_system.rm(self._path(name), recursive=True)
        return len(unfinished)

    def _path(self, *names: str) -> str:
        return "/".join([self._root, *names])

    @contextmanager
    def _explained(self, what: str) -> Iterator[None]:
        """Whatever a store's own library raises, in words."""
        try:
            yield
        except BackupError:
            raise
        except Exception as error:
            raise BackupError(
                f"The backups at {self.address} cannot be {what}: {type(error).__name__}: {error}. Look at "
                "PRESSMARK_BACKUPS, at the rights, and at the room that is left."
            ) from error


def _opened(address: str) -> tuple[Any, str]:
    if "://" not in address:
        from fsspec.implementations.local import LocalFileSystem

        return LocalFileSystem(), address.rstrip("/")
    from airflow.sdk import ObjectStoragePath

    root = ObjectStoragePath(address)
    return root.fs, str(root.path).rstrip("/")
