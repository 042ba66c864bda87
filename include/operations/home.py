"""What must hold before anything runs: a writable home, a readable inbox, one run at a time."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from include.operations.errors import OperationError
from include.settings import Settings

_POLL_SECONDS = 0.5


_WRITABLE_BY_OTHERS = 0o022


def ensure_home(settings: Settings) -> None:
    """Make the home where it is missing, and prove that it can be written.

    From here on nothing that this process or its children make can be written by another user, whatever the
    user's umask says; who may read it, that says.

    Raises:
        OperationError: it cannot.
    """
    os.umask(os.umask(_WRITABLE_BY_OTHERS) | _WRITABLE_BY_OTHERS)
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.home):
            pass
    except OSError as error:
        raise OperationError(
            f"Cannot write to the home {settings.home} ({error.strerror}): "
            "make it writable, or set PRESSMARK_HOME to a folder that is."
        ) from error


def ensure_inbox(settings: Settings) -> bool:
    """See to it that a local inbox is there, and tell whether it is to get the bundled samples.

    Only a new home's own inbox is made where it is missing, and only that gets samples: an address that was
    mistyped, or a folder that was emptied, must never bring invented news into a warehouse.

    Raises:
        OperationError: the inbox is missing, is no folder, or cannot be made or read.
    """
    if not settings.is_inbox_local:
        return False
    inbox = Path(settings.inbox)
    is_new_home = settings.is_inbox_default and not (
        settings.warehouse_path.exists() or settings.published_path.exists()
    )
    with _inbox_errors_explained(inbox):
        if is_new_home:
            inbox.mkdir(parents=True, exist_ok=True)
        return not any(inbox.iterdir()) and is_new_home


def copy_samples(settings: Settings) -> int:
    """Copy the bundled sample articles into the local inbox, and return how many files that are.

    Raises:
        OperationError: the inbox cannot be written.
    """
    inbox = Path(settings.inbox)
    samples = sorted(path for path in settings.sample_articles_dir.iterdir() if path.is_file())
    with _inbox_errors_explained(inbox):
        for sample in samples:
            shutil.copyfile(sample, inbox / sample.name)
    return len(samples)


@contextmanager
def _inbox_errors_explained(inbox: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise OperationError(
            f"The inbox {inbox} does not exist: make it (mkdir -p), or set PRESSMARK_INBOX to another folder "
            "or to an object store (s3://bucket/prefix)."
        ) from error
    except OSError as error:
        raise OperationError(
            f"Cannot use the inbox {inbox} ({error.strerror}): "
            "make it a folder that can be read and written, or set PRESSMARK_INBOX to another."
        ) from error


def upgrade_home(settings: Settings) -> list[str]:
    """Bring a home of an earlier version to this one, after a backup; return the names of the steps done.

    Raises:
        OperationError: a later version wrote it, no backup could be kept, or the warehouse cannot be used.
    """
    from include.maintenance.manifest import BackupError
    from include.maintenance.upgrade import upgrade
    from include.warehouse import DatabaseFileError

    try:
        return upgrade(settings)
    except (BackupError, DatabaseFileError) as error:
        raise OperationError(str(error)) from error


@contextmanager
def home_lock(settings: Settings, *, on_wait: Callable[[], None] | None = None) -> Iterator[IO[str]]:
    """Hold the home alone; the lock ends with the process, however that ends.

    Args:
        settings: whose home.
        on_wait: called once when the lock is held elsewhere, before waiting `lock_timeout_seconds` for it.
            None: do not wait.

    Raises:
        OperationError: the lock is held elsewhere, and stayed so.
    """
    path = settings.home / "home.lock"
    with path.open("a", encoding="utf-8") as stream:
        if not _is_locked_now(stream):
            is_locked = on_wait is not None and _is_locked_in_time(stream, settings, on_wait)
            if not is_locked:
                raise OperationError(
                    f"Another `make run` or `make up` is at work on the home {settings.home}: "
                    "wait for its end, stop it with `make down`, or set PRESSMARK_HOME to another folder."
                )
        yield stream


def _is_locked_in_time(stream: IO[str], settings: Settings, on_wait: Callable[[], None]) -> bool:
    on_wait()
    deadline = time.monotonic() + settings.lock_timeout_seconds
    while time.monotonic() < deadline:
        time.sleep(_POLL_SECONDS)
        if _is_locked_now(stream):
            return True
    return False


def _is_locked_now(stream: IO[str]) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
