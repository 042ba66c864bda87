"""Each fault before the gate, one by one, on a copy of the same home."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from include.operations.tasks.validation import decide
from include.settings import Settings
from include.transform import TransformError, normalise
from tests.conftest import copied
from tests.quality.study import homes
from tests.quality.study.code_faults import CodeFault
from tests.quality.study.input_faults import InputFault
from tests.quality.study.newsroom import Day, usual_day, write_day
from tests.quality.study.outcomes import BUILD, Findings, Outcome, content, findings, outcome
from tests.quality.study.warehouse_faults import WarehouseFault


class NoFaultError(RuntimeError):
    """What is called a fault changes nothing: it would be counted as one that nobody noticed."""


@dataclass(frozen=True)
class Trials:
    """The homes that faults are tried on.

    `history` ends on the day before the faults. In `built`, the day of the faults is built without any, and
    waits for its verdict; `good` is what the gate says of it, and `good_content` what its tables hold.
    """

    folder: Path
    history: Settings
    built: Settings
    day: Day
    good: Findings
    good_content: dict[str, tuple[int, int]]

    def of_input(self, fault: InputFault, share_pct: int) -> Outcome:
        """What becomes of the day where the fault has a share of its articles."""
        with self._copy_of(self.history) as settings:
            homes.land_day(settings, self.day, fault.written(self.day, share_pct))
            return self._judged(fault.name, settings, lambda: homes.judge(settings))

    def of_code(self, fault: CodeFault) -> Outcome:
        """What becomes of the day where the project has the fault."""
        with self._copy_of(self.history) as settings:
            write_day(Path(settings.inbox), self.day, self.day.written())
            project_dir = fault.copy_project(settings.home / "project")
            return self._judged(
                fault.name,
                settings,
                lambda: homes.judge_by_project(project_dir, settings, self.day.landed_at),
            )

    def of_warehouse(self, fault: WarehouseFault) -> Outcome:
        """What becomes of the day where the fault is done to the tables that were built."""
        with self._copy_of(self.built) as settings:
            fault.apply(settings, self.history)
            return self._judged(fault.name, settings, lambda: decide(settings))

    @contextmanager
    def _copy_of(self, start: Settings) -> Iterator[Settings]:
        home = self.folder / f"tried-{os.getpid()}"
        shutil.rmtree(home, ignore_errors=True)
        yield copied(start, home)
        shutil.rmtree(home)

    def _judged(self, name: str, settings: Settings, judge: Callable[[], object]) -> Outcome:
        try:
            judge()
        except TransformError:
            return Outcome("refused", (BUILD,))
        told = outcome(findings(settings), self.good)
        if told.kind == "silent" and content(settings) == self.good_content:
            raise NoFaultError(f"{name} changes no table: let it change what the day of the faults holds")
        return told


def prepare(folder: Path, start: Settings) -> Trials:
    """The homes of all trials, beginning with an empty one.

    Raises:
        HistoryError: the gate has something to say about a day without a fault.
    """
    history = copied(start, folder / "history")
    homes.build_history(history)
    day = usual_day(homes.HISTORY_DAY_COUNT)
    built = copied(history, folder / "built")
    homes.land_day(built, day, day.written())
    normalise(built)
    good = copied(built, folder / "good")
    homes.accept(good)
    return Trials(folder, history, built, day, findings(good), content(good))
