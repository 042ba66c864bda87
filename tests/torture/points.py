"""Named points of a process at which it is killed: before and after what changes a file or the warehouse.

A first run counts the points of a stage and writes their names into a list; a later one is told to die at one
of them. dbt runs in a process of its own, which is armed as well.
"""

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import duckdb

BEFORE, AFTER = "before", "after"

_WRITES = re.compile(
    r"\s*(?:/\*.*?\*/\s*)*(insert|update|delete|create|drop|alter|comment|copy|checkpoint|attach|detach)\b",
    re.IGNORECASE | re.DOTALL,
)
_BEGINS = re.compile(r"\s*(?:/\*.*?\*/\s*)*begin\b", re.IGNORECASE | re.DOTALL)
_COMMITS = re.compile(r"\s*(?:/\*.*?\*/\s*)*commit\b", re.IGNORECASE | re.DOTALL)
_ROLLS_BACK = re.compile(r"\s*(?:/\*.*?\*/\s*)*rollback\b", re.IGNORECASE | re.DOTALL)
_OF_NO_OTHER = ("attach", "detach", "checkpoint")
"""Statements that are a point of their own, in a transaction or not."""

_FILE_CALLS = ("rename", "replace", "link", "unlink", "rmdir", "fsync", "truncate")


class Point(NamedTuple):
    """The `number`-th time, from 1, that a process of this kind does this."""

    process: str
    what: str
    number: int
    moment: str = BEFORE

    def __str__(self) -> str:
        return f"{self.process}: {self.moment} {self.what} {self.number}"


class _Armed:
    """What this process counts, and where it dies."""

    def __init__(self, process: str, home: str, census: str, point: Point | None) -> None:
        self.process = process
        self.home = home
        self.census = census
        self.point = point
        self.counts: Counter[str] = Counter()

    def do(self, what: str, work: Callable[[], Any]) -> Any:
        """Do the work, unless this is the point to die at."""
        self.counts[what] += 1
        number = self.counts[what]
        if self.census:
            with Path(self.census).open("a") as stream:
                stream.write(f"{self.process}\t{what}\t{number}\n")
        is_here = self.point is not None and self.point[:3] == (self.process, what, number)
        if is_here and self.point is not None and self.point.moment == BEFORE:
            die()
        try:
            return work()
        finally:
            # Also where there was nothing to remove.
            if is_here:
                die()


def die() -> None:
    """End this process and all that it belongs to, as a power cut does."""
    os.killpg(0, signal.SIGKILL)


def arm(process: str, home: str, census: str, point: tuple[Any, ...] | None) -> None:
    """From now on, count this process's points, and die at one of them if it is named."""
    armed = _Armed(process, home, census, Point(*point) if point else None)
    _arm_files(armed)
    _arm_engine(armed)
    if process == "pipeline":
        _arm_dbt(home, census, point)


def points_of(census: Path) -> list[Point]:
    """What a counting run has written, in the order in which it happened."""
    if not census.exists():
        return []
    lines = (line.split("\t") for line in census.read_text().splitlines())
    return [Point(process, what, int(number)) for process, what, number in lines]


def _arm_files(armed: _Armed) -> None:
    for name in _FILE_CALLS:
        setattr(os, name, _file_call(armed, name, getattr(os, name)))


def _file_call(armed: _Armed, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    def counted(*arguments: Any, **options: Any) -> Any:
        if name == "fsync":
            return armed.do("fsync", lambda: call(*arguments, **options))
        path = os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes | os.PathLike) else ""
        # dbt's own files are made anew by each run, and nothing of a home depends on them.
        is_ours = path.startswith(armed.home) and not path.startswith(f"{armed.home}/dbt/")
        if not is_ours:
            return call(*arguments, **options)
        return armed.do("rename" if name == "replace" else name, lambda: call(*arguments, **options))

    return counted


def _arm_engine(armed: _Armed) -> None:
    connect = duckdb.connect

    def counted(*arguments: Any, **options: Any) -> Any:
        caller = str(sys._getframe(1).f_globals.get("__name__"))
        connection = connect(*arguments, **options)
        is_ours = caller == "include.warehouse" or caller.startswith("dbt.adapters.duckdb")
        return _Connection(armed, connection) if is_ours else connection

    duckdb.connect = counted  # type: ignore[assignment]


class _Connection:
    """A connection whose statements are points."""

    def __init__(self, armed: _Armed, connection: duckdb.DuckDBPyConnection) -> None:
        self._armed = armed
        self._connection = connection
        self._is_in_transaction = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def __enter__(self) -> "_Connection":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def cursor(self) -> "_Connection":
        return _Connection(self._armed, self._connection.cursor())

    def begin(self) -> Any:
        self._is_in_transaction = True
        return self._connection.begin()

    def commit(self) -> Any:
        self._is_in_transaction = False
        return self._armed.do("commit", self._connection.commit)

    def rollback(self) -> Any:
        self._is_in_transaction = False
        return self._connection.rollback()

    def close(self) -> Any:
        return self._armed.do("close", self._connection.close)

    def execute(self, query: Any, *arguments: Any, **options: Any) -> Any:
        def work() -> Any:
            return self._connection.execute(query, *arguments, **options)

        text = query if isinstance(query, str) else ""
        if _BEGINS.match(text):
            self._is_in_transaction = True
        elif _ROLLS_BACK.match(text):
            self._is_in_transaction = False
        elif _COMMITS.match(text):
            self._is_in_transaction = False
            return self._armed.do("commit", work)
        elif found := _WRITES.match(text):
            word = found[1].lower()
            if word in _OF_NO_OTHER:
                return self._armed.do(word, work)
            return self._armed.do("write" if self._is_in_transaction else "commit", work)
        return work()

    def executemany(self, *arguments: Any, **options: Any) -> Any:
        what = "write" if self._is_in_transaction else "commit"
        return self._armed.do(what, lambda: self._connection.executemany(*arguments, **options))


def _arm_dbt(home: str, census: str, point: tuple[Any, ...] | None) -> None:
    from include import processes

    def start(command: list[str], **options: Any) -> subprocess.Popen[str]:
        arming = f"from tests.torture.points import arm; arm('dbt', {home!r}, {census!r}, {point!r}); "
        started = [*command[:2], arming + command[2], *command[3:]]
        process: subprocess.Popen[str] = subprocess.Popen(started, **options)
        return process

    processes.subprocess = SimpleNamespace(  # type: ignore[assignment]
        Popen=start, PIPE=subprocess.PIPE, STDOUT=subprocess.STDOUT
    )
