"""One task in a process of its own: how long it takes, and how much memory its processes hold together."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from include.settings import PROJECT_ROOT

SAMPLE_EVERY_SECONDS = 0.5
"""Reading how much a process holds takes a core for milliseconds: oftener would slow what is measured."""
MAX_SAMPLING_SHARE = 0.02
"""Of many and large processes it takes longer, so it is done less often."""


@dataclass(frozen=True)
class Measurement:
    """One task: its documents, how long they took, and the most memory its processes held together.

    `seconds` are those of the work alone, `run_seconds` those of the whole process with its imports.
    """

    name: str
    document_count: int
    seconds: float
    run_seconds: float
    peak_bytes: int

    @property
    def per_second(self) -> float:
        return self.document_count / self.seconds


def measure(
    name: str, task: str, home: Path, inbox: Path, process_count: int = 1, helpers: Sequence[int] = ()
) -> Measurement:
    """Run a task of `tests.bench.tasks` and watch its memory, with that of processes that work for it."""
    command = [sys.executable, "-m", "tests.bench.tasks", task, str(home), str(inbox), str(process_count)]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=PROJECT_ROOT, stdout=subprocess.PIPE, text=True)
    peak_bytes, pause_seconds = 0, SAMPLE_EVERY_SECONDS
    while True:
        try:
            process.wait(pause_seconds)
            break
        except subprocess.TimeoutExpired:
            began = time.perf_counter()
            peak_bytes = max(peak_bytes, sum(map(_held_bytes, [process.pid, *helpers])))
            pause_seconds = max(SAMPLE_EVERY_SECONDS, (time.perf_counter() - began) / MAX_SAMPLING_SHARE)
    run_seconds = time.perf_counter() - started
    assert process.stdout is not None
    if process.returncode != 0:
        raise SystemExit(f"{name}: the task {task} failed with exit code {process.returncode}")
    answer = json.loads(process.stdout.read().splitlines()[-1])
    return Measurement(name, answer["document_count"], answer["seconds"], run_seconds, peak_bytes)


def _held_bytes(process_id: int) -> int:
    """Proportional set size of a process and its children, so that shared pages count once."""
    total = 0
    try:
        root = psutil.Process(process_id)
        for process in [root, *root.children(recursive=True)]:
            total += process.memory_full_info().pss
    except psutil.Error:
        pass
    return total
