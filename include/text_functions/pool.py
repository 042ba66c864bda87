"""Text functions hold the interpreter lock, so more cores need more processes."""

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import Any

import pyarrow as pa

BatchFunction = Callable[..., pa.Array]

MIN_POOLED_CHARS = 20_000_000
"""Processes take seconds to start and to build their automata: what one core does meanwhile is done here."""


MAX_PART_ROWS = 128
"""All parts go through one pipe: small ones travel while others are worked on."""


class TextPool:
    """Runs batch functions in processes of their own once there is enough to do.

    Safe to call from several threads, as an engine does: whoever waits for a process holds no lock.
    """

    def __init__(self, process_count: int) -> None:
        self._process_count = process_count
        self._executor: ProcessPoolExecutor | None = None
        self._seen_chars = 0
        self._lock = threading.Lock()

    def run(self, function: BatchFunction, char_count: int, *arguments: Any) -> pa.Array:
        """Apply a module-level function to a batch of `char_count` characters.

        The batch's columns are cut into small parts for all processes, whatever the engine's own parallelism
        is: a load of a few thousand documents is hardly more than one of its row groups.
        """
        executor = self._executor_when_worth_it(char_count)
        if executor is None:
            return function(*arguments)
        answers = [
            executor.submit(_run_in_process, function, part)
            for part in _parts(arguments, self._process_count)
        ]
        return pa.concat_arrays([_from_bytes(answer.result()) for answer in answers])

    def _executor_when_worth_it(self, char_count: int) -> ProcessPoolExecutor | None:
        with self._lock:
            self._seen_chars += char_count
            if self._executor is None and self._process_count > 1 and self._seen_chars > MIN_POOLED_CHARS:
                self._executor = ProcessPoolExecutor(
                    self._process_count, mp_context=get_context("spawn"), initializer=_end_with_parent
                )
            return self._executor


def _end_with_parent() -> None:
    """A killed parent leaves no worker behind."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


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
