"""How long one document may be read: a second line of defence behind code that takes linear time.

The budget is processor time, not time on the clock: a busy machine takes nothing from it.
"""

import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

TOO_SLOW = "too_slow"
"""The reason that is written down for a document that was given up."""

_REPEAT_SECONDS = 1.0
"""Whatever swallowed the interruption is interrupted again."""


class TooSlow(BaseException):
    """The budget is used up. No `Exception`, since libraries that read anything catch all of those."""


@contextmanager
def within_budget(seconds: float) -> Iterator[None]:
    """Interrupt what is done inside once it has used so much processor time.

    In the main thread a timer of the system interrupts regular expressions that backtrack, too. Any other
    call into C, and every one in another thread, is waited for. Budgets are not nested.

    Raises:
        TooSlow: the budget is used up.
    """
    if threading.current_thread() is threading.main_thread():
        return (yield from _by_timer(seconds))
    return (yield from _by_watchdog(seconds))


class _Timer:
    """The timer of the main thread. Its handler stays: to set it for each document takes longer than most."""

    def __init__(self) -> None:
        self._is_installed = False
        self._is_running = False

    def start(self, seconds: float) -> None:
        if not self._is_installed:
            signal.signal(signal.SIGPROF, self._interrupt)
            self._is_installed = True
        self._is_running = True
        signal.setitimer(signal.ITIMER_PROF, seconds, _REPEAT_SECONDS)

    def stop(self) -> None:
        self._is_running = False
        signal.setitimer(signal.ITIMER_PROF, 0)

    def _interrupt(self, signal_number: int, frame: FrameType | None) -> None:
        if self._is_running:
            raise TooSlow


_timer = _Timer()


def _by_timer(seconds: float) -> Iterator[None]:
    _timer.start(seconds)
    try:
        yield
    finally:
        _timer.stop()


@dataclass(slots=True)
class _Watched:
    clock_id: int
    deadline_seconds: float
    is_over: bool = False


class _Watchdog:
    """A thread that looks after the budgets of all other ones that have one."""

    def __init__(self) -> None:
        self._watched: dict[int, _Watched] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def enter(self, thread_id: int, seconds: float) -> None:
        clock_id = time.pthread_getcpuclockid(thread_id)
        with self._lock:
            self._watched[thread_id] = _Watched(clock_id, time.clock_gettime(clock_id) + seconds)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._watch, daemon=True, name="document budget")
                self._thread.start()

    def leave(self, thread_id: int) -> bool:
        """Stop watching a thread; return whether it had used its budget up."""
        with self._lock:
            is_over = self._watched.pop(thread_id).is_over
            if is_over:
                _raise_in_thread(thread_id, None)  # one that has not arrived yet would hit the next document
        return is_over

    def _watch(self) -> None:
        while True:
            time.sleep(_REPEAT_SECONDS / 10)
            with self._lock:
                for thread_id, watched in self._watched.items():
                    if time.clock_gettime(watched.clock_id) > watched.deadline_seconds:
                        watched.is_over = True
                        watched.deadline_seconds += _REPEAT_SECONDS
                        _raise_in_thread(thread_id, TooSlow)


_watchdog = _Watchdog()


def _by_watchdog(seconds: float) -> Iterator[None]:
    thread_id = threading.get_ident()
    _watchdog.enter(thread_id, seconds)
    try:
        yield
    finally:
        is_over = _watchdog.leave(thread_id)
    if is_over:
        raise TooSlow


def _raise_in_thread(thread_id: int, interruption: type[BaseException] | None) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread_id), None if interruption is None else ctypes.py_object(interruption)
    )
