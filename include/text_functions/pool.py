"""Text functions hold the interpreter lock, so more cores need more processes."""

import gc
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import Any

import pyarrow as pa

BatchFunction = Callable[..., pa.Array]

MIN_POOLED_CHARS = 5_000_000
"""Processes take seconds to start and to build their automata: what one core does meanwhile is done here."""

GC_THRESHOLD = 100_000
"""Objects between two searches for circles; with the default of 700 a tenth of the time goes to that."""

MAX_PART_ROWS = 128
"""All parts go through one pipe: small ones travel while others are worked on."""


class TextPool:
    """Runs batch functions in processes of their own where there is enough to do.

    Safe to call from several threads, as an engine does: whoever waits for a process holds no lock.
    """

    def __init__(self, process_count: int, warm_up: Callable[[], None] | None = None) -> None:
        """Allow for so many processes; each calls `warm_up`, which is pickled, before anything else."""
        self._process_count = process_count
        self._warm_up = warm_up
        self._executor: ProcessPoolExecutor | None = None

    def expect(self, char_count: int) -> None:
        """Start the processes if so much text is worth it: they get ready while others do something else."""
        if self._process_count == 1 or char_count < MIN_POOLED_CHARS or self._executor is not None:
            return
        self._executor = ProcessPoolExecutor(
            self._process_count, get_context("spawn"), initializer=_begin, initargs=(self._warm_up,)
        )
        for _ in range(self._process_count):
            self._executor.submit(_run_in_process, _nothing, ())

    def run(self, function: BatchFunction, *arguments: Any) -> pa.Array:
        """Apply a module-level function to a batch.

        The batch's columns are cut into small parts for all processes, whatever the engine's own parallelism
        is: a load of a few thousand documents is hardly more than one of its row groups.
        """
        if self._executor is None:
            return function(*arguments)
        answers = [
            self._executor.submit(_run_in_process, function, part)
            for part in _parts(arguments, self._process_count)
        ]
        return pa.concat_arrays([_from_bytes(answer.result()) for answer in answers])


def _begin(warm_up: Callable[[], None] | None) -> None:
    _end_with_parent()
    if warm_up is not None:
        warm_up()
    # What lives as long as the process is not to be looked through again and again, and what a document
    # leaves behind is gone by itself, but for rare circles.
    gc.collect()
    gc.freeze()
    gc.set_threshold(GC_THRESHOLD)


def _end_with_parent() -> None:
    """A killed parent leaves no worker behind."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _nothing() -> pa.Array:
    """What is submitted to start a process."""
    return pa.array([], pa.bool_())


def _run_in_process(function: BatchFunction, arguments: tuple[Any, ...]) -> bytes:
    return _to_bytes(function(*(_from_plain(argument) for argument in arguments)))


def _parts(arguments: tuple[Any, ...], part_count: int) -> Iterator[tuple[Any, ...]]:
    """The same call on a share of the rows each."""
    row_count = next(len(argument) for argument in arguments if isinstance(argument, pa.Array))
    size = min(-(-row_count // part_count), MAX_PART_ROWS) or 1
    for start in range(0, max(row_count, 1), size):
        yield tuple(
            ("arrow", _to_bytes(argument.slice(start, size)))
            if isinstance(argument, pa.Array)
            else ("plain", argument)
            for argument in arguments
        )


def _from_plain(argument: tuple[str, Any]) -> Any:
    kind, value = argument
    return _from_bytes(value) if kind == "arrow" else value


def _to_bytes(array: pa.Array) -> bytes:
    sink = pa.BufferOutputStream()
    batch = pa.record_batch([array], names=["value"])
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return bytes(sink.getvalue())


def _from_bytes(content: bytes) -> pa.Array:
    with pa.ipc.open_stream(content) as stream:
        return stream.read_next_batch().column(0)
