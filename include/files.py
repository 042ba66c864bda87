"""Files that are replaced as a whole, and are on the disk when that is said."""

import os
from pathlib import Path


def replace_file(path: Path, text: str) -> None:
    """Write a file anew, at once: a reader finds the old text or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def flush_to_disk(path: Path) -> None:
    """Wait until the system has written a file, or a folder's entries."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
