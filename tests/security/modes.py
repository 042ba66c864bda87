"""Who may do what with the files of a home."""

import stat
from pathlib import Path


def modes_that_let_others_write(folder: Path) -> dict[str, str]:
    """The files and folders that the group or everybody may write, with their modes."""
    found = {}
    for path in [folder, *folder.rglob("*")]:
        mode = path.lstat().st_mode
        if not stat.S_ISLNK(mode) and mode & (stat.S_IWGRP | stat.S_IWOTH):
            found[str(path.relative_to(folder))] = stat.filemode(mode)
    return found
