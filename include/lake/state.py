"""Which files of the lake are tables: one small file a state, of which the newest holds.

A state is written whole, under a name of its own, and only then is it there. So a table changes together with
all others, or not at all, and who reads an earlier state goes on reading it.
"""

import fcntl
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from include.places import Place, names_in, write_text
from include.settings import Settings

KEPT_STATE_COUNT = 3
"""States whose files are kept: the newest, and those that somebody may still be reading."""


GENERATION_COLUMN = "_build_no"
"""Says of each row of a table which build has written it; a folder's name, and no part of the row."""


class LakeError(RuntimeError):
    """The lake cannot be used; the message names the file and says what to do."""


@dataclass(frozen=True, slots=True)
class TableState:
    """What one table is made of: its columns as Spark declares them, and the builds that wrote its files."""

    columns: str
    generations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LakeState:
    """What all tables are made of, by the name of the table, after the build of this number."""

    build_no: int = 0
    tables: dict[str, TableState] = field(default_factory=dict)


@contextmanager
def locked(settings: Settings) -> Iterator[None]:
    """Keep other builds and audits off the home's lake meanwhile; whoever dies lets go of it.

    Raises:
        LakeError: another one is at work on it.
    """
    settings.lake_lock_path.parent.mkdir(parents=True, exist_ok=True)
    with settings.lake_lock_path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LakeError(
                f"Another build or audit is at work on the lake {settings.lake}: try again when it has ended."
            ) from None
        yield


def table_dir(lake: Place, name: str) -> Place:
    """The folder of a table that is called `schema.table`."""
    return lake.joinpath("tables", *name.split("."))


def generation_dir(lake: Place, name: str, build_no: int) -> Place:
    """What one build has written of a table."""
    return table_dir(lake, name) / f"{GENERATION_COLUMN}={build_no}"


def is_kept(lake: Place, build_no: int) -> bool:
    """Whether the state that a build has left is there still."""
    return _state_path(lake, build_no).exists()


def read_state(lake: Place, build_no: int | None = None) -> LakeState:
    """The newest state, or the one that a build has left; that of an empty lake has no table.

    Raises:
        LakeError: its file is damaged, or kept no longer.
    """
    if build_no is not None:
        return _read(_state_path(lake, build_no))
    paths = _state_paths(lake)
    return _read(paths[-1]) if paths else LakeState()


def last_build_no(lake: Place) -> int:
    """The highest number that a build of the lake has had, of those that died, too; 0 where none was begun.

    What such a build has left may be there still, or come to be there late, so no other one has its number.
    """
    numbers = [int(folder.name.partition("=")[2]) for folder in _generation_dirs(lake)]
    return max([read_state(lake).build_no, *numbers])


def write_state(lake: Place, state: LakeState) -> None:
    """Make this the newest state, and forget all but the last few."""
    write_text(_state_path(lake, state.build_no), json.dumps(asdict(state), indent=1))
    for old in _state_paths(lake)[:-KEPT_STATE_COUNT]:
        old.unlink()


def claim(lake: Place, home: Path) -> None:
    """Let the lake be this home's, and no other one's: what one does not know of, it removes.

    Homes of two machines may have the same path, so each has an id of its own.

    Raises:
        LakeError: it is another home's.
    """
    note = lake / "home"
    if isinstance(lake, Path) and lake.is_relative_to(home):
        return
    id_path = home / "lake_id"
    if not id_path.exists():
        write_text(id_path, f"{uuid.uuid4()}\n")
    home_id = id_path.read_text("utf-8").strip()
    if not note.exists():
        write_text(note, f"{home_id} {home}\n")
    owner_id, _, owner = note.read_text("utf-8").strip().partition(" ")
    if owner_id != home_id:
        raise LakeError(
            f"The lake {lake} is that of the home {owner or owner_id}: set PRESSMARK_LAKE to another one. "
            f"If that home has become {home}, remove {note}."
        )


def unused_dirs(lake: Place) -> list[Place]:
    """Generations that no kept state knows: those of builds that have died, and those that were replaced."""
    used = {
        generation_dir(lake, name, build_no)
        for path in _state_paths(lake)
        for name, table in _read(path).tables.items()
        for build_no in table.generations
    }
    return sorted(set(_generation_dirs(lake)) - used, key=str)


def _generation_dirs(lake: Place) -> list[Place]:
    """The folders of all generations that were ever begun and not removed."""
    tables = lake / "tables"
    return [
        tables / schema / table / name
        for schema in names_in(tables)
        for table in names_in(tables / schema)
        for name in names_in(tables / schema / table)
        if name.startswith(f"{GENERATION_COLUMN}=")
    ]


def _state_path(lake: Place, build_no: int) -> Place:
    return lake / "states" / f"{build_no:012}.json"


def _state_paths(lake: Place) -> list[Place]:
    states = lake / "states"
    return [states / name for name in names_in(states) if name.endswith(".json")]


def _read(path: Place) -> LakeState:
    try:
        content = json.loads(path.read_text("utf-8"))
        tables = {
            name: TableState(table["columns"], tuple(table["generations"]))
            for name, table in content["tables"].items()
        }
        return LakeState(content["build_no"], tables)
    except FileNotFoundError as error:
        raise LakeError(
            f"{path} is gone, with the tables that it named: make rebuild makes them anew."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise LakeError(
            f"{path} is damaged. Move it away, and the state before it holds; the next build does again what "
            f"this one had done. ({error!r})"
        ) from error
