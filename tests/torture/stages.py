"""The stages of the pipeline, as the DAGs do them, in processes of their own that may be killed."""

import logging
import multiprocessing
import os
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from include.settings import Settings
from tests.torture.points import Point, arm

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(
    ["pytest", "pandas", "great_expectations", "include.quality.gate", "tests.torture.stages"]
)

LATER = timedelta(days=1_000)
"""After all that is not kept for ever."""


class StageError(RuntimeError):
    """A stage ended with an error; the message is what it said."""


def land(settings: Settings) -> None:
    from include.landing.land import land_inbox

    land_inbox(settings)


def normalise(settings: Settings) -> None:
    from include import transform

    transform.normalise(settings)


def validate(settings: Settings) -> None:
    from include.operations.tasks import validation

    verdict = validation.decide(settings)
    if not verdict.is_accepted:
        raise StageError(f"refused: {verdict}")


def publish(settings: Settings) -> None:
    from include.publication.publish import publish as publish_accepted

    publish_accepted(settings)


def run(settings: Settings) -> None:
    """What `make run` does: land, and build where something was landed or is left."""
    from include.landing.land import land_inbox
    from include.operations.tasks.publication import is_publication_behind

    summary = land_inbox(settings)
    if summary.landed_count or summary.pending_load_count or is_publication_behind(settings):
        for stage in (normalise, validate, publish):
            stage(settings)


def reprocess(settings: Settings) -> None:
    """What `make reprocess` does."""
    from include.corrections import changes, request

    made = request.request_reprocessing(settings)
    if made.load_id is None:
        return
    normalise(settings)
    changes.report_changes(settings, made.load_id)
    validate(settings)
    publish(settings)


def poll(settings: Settings) -> None:
    """What the DAG `poll_feeds` does, whatever is due."""
    from include.feeds import notes, polling
    from include.feeds.listing import load_feeds
    from include.quality import gate
    from tests.feeds.loopback import allow_loopback

    allow_loopback()
    polling.poll_feeds(settings, [feed.feed_id for feed in load_feeds(settings.feeds_path)])
    notes.record(settings)
    gate.watch_feeds(settings)


def maintain(settings: Settings) -> None:
    """What the DAG `maintain_warehouse` does, with much to forget and little to gain."""
    from include.maintenance import backup, compaction, retention
    from include.publication import check

    compaction.MIN_FREE_BYTES, compaction.MIN_FREE_SHARE = 0, 0.0
    backup.back_up(settings)
    backup.remove_outdated(settings)
    retention.forget_outdated(settings, datetime.now(UTC) + LATER)
    compaction.compact(settings)
    check.check_publication(settings)


def back_up(settings: Settings) -> None:
    from include.maintenance import backup

    backup.back_up(settings)


def upgrade(settings: Settings) -> None:
    from include.maintenance.upgrade import upgrade as bring_up

    bring_up(settings)


def restore(settings: Settings) -> None:
    from include.maintenance.restore import restore as put_back

    put_back(settings, "latest")


STAGES: dict[str, Callable[[Settings], None]] = {
    stage.__name__: stage
    for stage in (
        land,
        normalise,
        validate,
        publish,
        run,
        reprocess,
        poll,
        maintain,
        back_up,
        upgrade,
        restore,
    )
}


class Child:
    """A stage at work in a process group of its own."""

    def __init__(
        self,
        settings: Settings,
        stage: str,
        *,
        point: Point | None = None,
        census: Path | None = None,
        clock_days: float = 0,
        barrier: Any = None,
    ) -> None:
        # Not beside the home, whose disk may be full.
        descriptor, log = tempfile.mkstemp(prefix="pressmark-torture-", suffix=f".{stage}.log")
        os.close(descriptor)
        self._log = Path(log)
        self._process = _context.Process(
            target=_work,
            args=(settings, stage, point, str(census or ""), clock_days, barrier, str(self._log)),
        )
        self._process.start()

    def kill_after(self, seconds: float) -> None:
        """Kill it at this moment, unless it has ended."""
        timer = threading.Timer(seconds, self.kill)
        timer.start()
        self._process.join()
        timer.cancel()

    def kill(self) -> None:
        """Kill it and its children; before it leads a group of its own, it alone."""
        try:
            os.killpg(self._process.pid or 0, 9)
        except ProcessLookupError:
            self._process.kill()

    def wait(self) -> bool:
        """Wait for its end, and tell whether it was killed.

        Raises:
            StageError: it ended with an error.
        """
        self._process.join()
        said = self._log.read_text(errors="replace")[-3_000:]
        self._log.unlink()
        if self._process.exitcode not in {0, -9}:
            raise StageError(said)
        return self._process.exitcode == -9


def do(settings: Settings, *stages: str) -> None:
    """Do stages undisturbed, one after the other.

    Raises:
        StageError: one ended with an error.
    """
    for stage in stages:
        if Child(settings, stage).wait():
            raise StageError(f"{stage} was killed by somebody else")


def new_barrier(count: int) -> Any:
    return _context.Barrier(count)


def _work(
    settings: Settings,
    stage: str,
    point: Point | None,
    census: str,
    clock_days: float,
    barrier: Any,
    log: str,
) -> None:
    os.setsid()
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    logging.basicConfig(level=logging.INFO, stream=sys.stdout)
    try:
        arm("pipeline", str(settings.home), census, tuple(point) if point else None)
        if clock_days:
            from tests.torture.clock import shift

            shift(timedelta(days=clock_days))
        if barrier is not None:
            barrier.wait()
        STAGES[stage](settings)
    except BaseException:
        sys.stdout.flush()
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
