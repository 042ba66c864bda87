"""Homes of the study: five weeks of accepted loads, and a load landed at any time before their gate."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from include.landing.land import land_inbox
from include.operations.tasks.validation import decide
from include.quality.model import Verdict
from include.settings import Settings
from include.transform import TransformError, normalise
from include.warehouse import writer
from tests.quality.study import quick
from tests.quality.study.newsroom import Day, Written, usual_day, write_day

HISTORY_DAY_COUNT = 35
"""Five weeks: a day is compared with the same weekday, of which three are needed."""

ACCEPT_WAITING = """
    insert into quality.load_verdict
    select load_id, 'earlier', true, landed_at from staging.stg_pending_load
"""


class HistoryError(RuntimeError):
    """The weeks before the faults are not what the study needs them to be."""


def build_history(settings: Settings) -> None:
    """Days landed one by one, and built together; the last one by itself, and judged by the gate.

    Raises:
        HistoryError: the gate has something to say about the last of these days.
    """
    *earlier, last = map(usual_day, range(HISTORY_DAY_COUNT))
    for day in earlier:
        land_day(settings, day, day.written())
    normalise(settings)
    with writer(settings) as connection:
        connection.execute(ACCEPT_WAITING)
    land_day(settings, last, last.written())
    normalise(settings)
    accept(settings)


def accept(settings: Settings) -> None:
    """Let the gate decide about a day without a fault.

    Raises:
        HistoryError: the gate has something to say about it.
    """
    verdict = decide(settings)
    if not verdict.is_accepted or verdict.warned_count or verdict.set_aside_count:
        raise HistoryError(
            f"a day without a fault was not simply accepted, see {verdict.report_path}: {verdict}"
        )


def land_day(settings: Settings, day: Day, written: Mapping[int, Written]) -> None:
    """Put a day into the inbox as it is written, and land it at its time."""
    write_day(Path(settings.inbox), day, written)
    land(settings, day.landed_at)


def land(settings: Settings, at: datetime) -> None:
    """Land the inbox as if it were that time."""
    with _clock_at(at):
        land_inbox(settings)


def judge(settings: Settings) -> Verdict:
    """Build what was landed, and let the gate decide.

    Raises:
        TransformError: the build failed.
    """
    normalise(settings)
    return decide(settings)


def judge_by_project(project_dir: Path, settings: Settings, at: datetime) -> None:
    """Land, build and judge with the code of another copy of the project, in a process of its own.

    Raises:
        TransformError: that process failed.
    """
    finished = subprocess.run(
        [sys.executable, "-m", "tests.quality.study.homes", json.dumps(settings.environment), at.isoformat()],
        cwd=project_dir,
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode != 0:
        raise TransformError(finished.stderr.strip().splitlines()[-1])


@contextmanager
def _clock_at(moment: datetime) -> Iterator[None]:
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return moment.astimezone(tz)

    with patch("include.landing.land.datetime", Clock):
        yield


def _main(environment: dict[str, str], at: datetime) -> None:
    settings = Settings(home=Path(environment["PRESSMARK_HOME"]), inbox=environment["PRESSMARK_INBOX"])
    land(settings, at)
    with quick.by_sql():
        judge(settings)


if __name__ == "__main__":
    _main(json.loads(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
