"""Loads in processes of their own, to be killed or to run at the same time."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import Any

import duckdb

from include.landing import land, replay, staging
from include.settings import Settings

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(
    ["pytest", "tests.landing.processes", "pandas", "include.landing.inbox.folder"]
)


class _KillingConnection:
    """A connection that kills its process in front of a statement."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, statement_count: int) -> None:
        self._connection = connection
        self._left = statement_count

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, *arguments: Any) -> duckdb.DuckDBPyConnection:
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1
        return self._connection.execute(*arguments)


def load_killed_before(settings: Settings, statement_count: int, work: str) -> bool:
    """Run a load that dies in front of its statement of this number; False where it was done before that."""
    process = _context.Process(target=_run_killed, args=(settings, statement_count, work))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def start_load(settings: Settings, barrier: Any) -> BaseProcess:
    """Start a load that begins when all are ready."""
    process = _context.Process(target=_run_together, args=(settings, barrier))
    process.start()
    return process


def new_barrier(count: int) -> Any:
    return _context.Barrier(count)


def _run_together(settings: Settings, barrier: Any) -> None:
    barrier.wait()
    land.land_inbox(settings)


def _run_killed(settings: Settings, statement_count: int, work: str) -> None:
    staging.FLUSH_ROW_COUNT = 3
    module = replay if work == "replay_quarantine" else land
    writer = module.writer

    @contextmanager
    def killing_writer(settings: Settings) -> Iterator[Any]:
        with writer(settings) as connection:
            yield _KillingConnection(connection, statement_count)

    module.writer = killing_writer
    getattr(module, work)(settings)
