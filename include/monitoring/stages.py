"""How the stages of the pipeline did when they last ran: small files of the home, a stage each."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace

import orjson

from include.files import replace_file
from include.settings import Settings


@dataclass(frozen=True, slots=True)
class StageRun:
    """The last run of a stage. Times are seconds since 1970; `succeeded_at` is that of the last success."""

    name: str
    finished_at: float
    duration_seconds: float
    is_success: bool
    succeeded_at: float | None


@dataclass(slots=True)
class Stopwatch:
    """How long a stage took, once it has ended."""

    duration_seconds: float = 0.0


@contextmanager
def recorded(settings: Settings, name: str) -> Iterator[Stopwatch]:
    """Note how the stage that runs within did, however it ends; a killed one leaves the note before it."""
    began, began_at = time.monotonic(), time.time()
    is_success, stopwatch = False, Stopwatch()
    try:
        yield stopwatch
        is_success = True
    finally:
        stopwatch.duration_seconds = round(time.monotonic() - began, 3)
        finished_at = began_at + stopwatch.duration_seconds
        former = read_stages(settings).get(name)
        run = StageRun(
            name=name,
            finished_at=finished_at,
            duration_seconds=stopwatch.duration_seconds,
            is_success=is_success,
            succeeded_at=former.succeeded_at if former else None,
        )
        if is_success:
            run = replace(run, succeeded_at=finished_at)
        replace_file(settings.stages_dir / f"{name}.json", orjson.dumps(asdict(run)).decode())


def read_stages(settings: Settings) -> dict[str, StageRun]:
    """The last run of each stage that ever ran, by name."""
    paths = sorted(settings.stages_dir.glob("[!.]*.json"))
    runs = [StageRun(**orjson.loads(path.read_bytes())) for path in paths]
    return {run.name: run for run in runs}
