"""Places that are a folder, or a prefix of an object store: both are paths, and what differs stands here.

An object is there whole as soon as it is there, cannot have two names, and is reached with the credentials
and at the endpoint of AWS's own variables (`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL` and so on).
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from include.files import flush_to_disk
from include.variables import OBJECT_STORE_SCHEME

if TYPE_CHECKING:
    import duckdb
    from upath import UPath

Place: TypeAlias = "Path | UPath"

PARQUET = ".parquet"
"""What names of files of tables end with."""

STORE_PREFIX = f"{OBJECT_STORE_SCHEME}://"
"""How an address of an object store begins."""


def place(address: str) -> Place:
    """The folder, or the prefix, that an address names: `/a/folder`, or `s3://bucket/prefix`."""
    if not address.startswith(STORE_PREFIX):
        return Path(address)
    from upath import UPath  # takes a second; folders never need it

    # Others write there, too: what was listed once may have changed.
    return UPath(address, use_listings_cache=False)


class PlaceError(OSError):
    """A place cannot be used; the message says why, and what to look at."""


def check_reachable(folder: Place) -> None:
    """Look whether a store answers, has the bucket, and lets us in; folders of this machine are not asked.

    Raises:
        PlaceError: it does not.
    """
    if isinstance(folder, Path):
        return
    bucket, _, prefix = folder.path.partition("/")
    try:
        folder.fs.call_s3("list_objects_v2", Bucket=bucket, Prefix=f"{prefix}/", MaxKeys=1)
    except Exception as error:  # whatever the store's own library raises
        raise PlaceError(
            f"{folder} cannot be reached: {error}. Look at the address, the credentials (AWS_ACCESS_KEY_ID, "
            "AWS_SECRET_ACCESS_KEY) and the endpoint (AWS_ENDPOINT_URL)."
        ) from error


def is_remote(folder: Place) -> bool:
    """Whether this is the prefix of an object store."""
    return not isinstance(folder, Path)


@contextmanager
def whole_file(target: Place, scratch: Path | None = None) -> Iterator[Path]:
    """Have a file written elsewhere on this machine, and bring it under its name when it is whole.

    What goes to a store lies in the folder `scratch` until then, or where the system keeps temporary files.
    """
    if isinstance(target, Path):
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f"_{target.name}.draft")
        yield draft
        flush_to_disk(draft)
        draft.replace(target)
        return
    if scratch is not None:
        scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pressmark-", dir=scratch) as folder:
        draft = Path(folder) / target.name
        yield draft
        target.fs.put_file(str(draft), target.path)


def write_text(target: Place, text: str) -> None:
    """Write a small file anew, at once: a reader finds the old text or the new one."""
    with whole_file(target) as draft:
        draft.write_text(text, "utf-8")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of a place as it was listed; `changed_at` is in seconds since 1970."""

    place: Place
    byte_count: int
    changed_at: float

    def is_copied_as(self, copy: Path) -> bool:
        """Whether `copy_to` has written that file: it has the size and the time of this one."""
        if not copy.exists():
            return False
        found = copy.stat()
        return (found.st_size, found.st_mtime) == (self.byte_count, self.changed_at)

    def copy_to(self, target: Path) -> None:
        """Copy the file to this machine, with the time of its last change."""
        if isinstance(self.place, Path):
            shutil.copyfile(self.place, target)
        else:
            self.place.fs.get_file(self.place.path, str(target))
        flush_to_disk(target)
        os.utime(target, (self.changed_at, self.changed_at))


def names_in(folder: Place) -> list[str]:
    """What a folder holds, by its names, in their order; nothing where there is none.

    Raises:
        OSError: it cannot be listed. The paths' own `glob` would find nothing in such a store.
    """
    if isinstance(folder, Path):
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    return sorted(_listed(folder))


def files_of(folder: Place) -> dict[str, FoundFile]:
    """The files of Parquet in a folder by their names, in their order; a store is asked once for all."""
    files = {}
    if isinstance(folder, Path):
        for path in folder.glob(f"*{PARQUET}"):
            found = path.stat()
            files[path.name] = FoundFile(path, found.st_size, found.st_mtime)
    else:
        for name, entry in _listed(folder).items():
            if name.endswith(PARQUET):
                files[name] = FoundFile(folder / name, entry["size"], entry["LastModified"].timestamp())
    return dict(sorted(files.items()))


def _listed(folder: "UPath") -> dict[str, dict[str, Any]]:
    """What a store tells of the objects and prefixes of a folder, by their names."""
    try:
        entries = folder.fs.ls(folder.path, detail=True)
    except FileNotFoundError:
        return {}
    # A folder may have an object of its own, which stands for it where it is empty.
    named = {entry["name"].removeprefix(folder.path).strip("/"): entry for entry in entries}
    return {name: entry for name, entry in named.items() if name}


def remove_tree(folder: Place) -> None:
    """Remove a folder with all that it holds, if it is there.

    Raises:
        PlaceError: some of it is still there.
    """
    if not folder.exists():
        return
    try:
        if isinstance(folder, Path):
            shutil.rmtree(folder)
            return
        folder.fs.rm(folder.path, recursive=True)
        left = names_in(folder)  # the store's client does not tell what was not deleted
    except OSError as error:
        raise PlaceError(f"{folder} cannot be removed: {error}") from error
    if left:
        raise PlaceError(f"{folder} cannot be removed: {len(left)} objects are left")


def byte_count(folder: Place) -> int:
    """What all files of a folder take; those that come and go meanwhile count nothing."""
    if not isinstance(folder, Path):
        return int(folder.fs.du(folder.path)) if folder.exists() else 0
    return sum(map(_size, folder.rglob("*")))


def let_read_stores(connection: "duckdb.DuckDBPyConnection") -> None:
    """Let a connection read files of object stores by their addresses.

    Files that it reads never change, so what was listed once is not asked for again as long as it is open.
    """
    from fsspec import filesystem

    connection.register_filesystem(filesystem(OBJECT_STORE_SCHEME, skip_instance_cache=True))


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size if path.is_file() and not path.is_symlink() else 0
    except FileNotFoundError:
        return 0
