"""`make study`: what the gate says of faults, or of days without any, written to docs/quality.md.

Without a file, every fault is tried. With one, none is: it holds real records as JSON lines, gzipped, each
with the time of its capture in `captured`, which are landed day by day.
"""

import argparse
import logging
import multiprocessing
import os
import tempfile
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from rich.console import Console

from include.settings import PROJECT_ROOT, Settings
from tests.conftest import make_settings
from tests.quality.study import quick, study_report
from tests.quality.study.code_faults import CODE_FAULTS
from tests.quality.study.input_faults import INPUT_FAULTS, SHARES_PCT
from tests.quality.study.outcomes import Outcome
from tests.quality.study.real_days import RealDay, replayed
from tests.quality.study.trials import NoFaultError, Trials, prepare
from tests.quality.study.warehouse_faults import WAREHOUSE_FAULTS

Key = TypeVar("Key", str, tuple[str, int])

PAGE = PROJECT_ROOT / "docs" / "quality.md"

INPUT_FAULTS_BY_NAME = {fault.name: fault for fault in INPUT_FAULTS}
CODE_FAULTS_BY_NAME = {fault.name: fault for fault in CODE_FAULTS}
WAREHOUSE_FAULTS_BY_NAME = {fault.name: fault for fault in WAREHOUSE_FAULTS}


def main(records: Path | None) -> None:
    """Try every fault on a copy of one home, or replay real days, and write the tables."""
    logging.disable(logging.WARNING)  # what the gate says about faults
    console = Console(highlight=False, soft_wrap=True)
    quick.get_ready()
    with tempfile.TemporaryDirectory(prefix="pressmark-study-") as folder, quick.by_sql(), quick.in_forks():
        empty = make_settings(Path(folder) / "empty")
        if records is None:
            _try_faults(console, Path(folder), replace(empty, text_process_count=1))
        else:
            _replay(console, replace(empty, text_process_count=1), records)


def _try_faults(console: Console, folder: Path, empty: Settings) -> None:
    console.print("Five weeks without a fault ...")
    trials = prepare(folder, empty)
    shares = [(fault.name, share_pct) for fault in INPUT_FAULTS for share_pct in SHARES_PCT]
    no_faults: list[object] = []
    # Forks, since this process has loaded what each of them needs; one a trial, so that none inherits more.
    with multiprocessing.get_context("fork").Pool(os.cpu_count(), maxtasksperchild=1) as pool:

        def tried(trial: Callable[[Trials, Key], Outcome], keys: Collection[Key]) -> dict[Key, Outcome]:
            answers = pool.imap(partial(trial, trials), keys)
            outcomes = {}
            for key in keys:
                try:
                    outcomes[key] = next(answers)
                    console.print(key, outcomes[key].kind, *outcomes[key].checks)
                except NoFaultError as error:
                    console.print(error)
                    no_faults.append(key)
            return outcomes

        of_warehouse = tried(_of_warehouse, WAREHOUSE_FAULTS_BY_NAME)
        of_code = tried(_of_code, CODE_FAULTS_BY_NAME)
        of_input = tried(_of_input, shares)
    if no_faults:
        raise SystemExit(f"Nothing is written, since these change no table: {no_faults}")
    study_report.write_faults(PAGE, of_input, of_code, of_warehouse)


def _replay(console: Console, empty: Settings, records: Path) -> None:
    days: list[RealDay] = []
    for day in replayed(empty, records):
        verdict = "accepted" if day.found.is_accepted else "refused"
        console.print(day.day, day.record_count, verdict, *sorted(day.found.failed | day.found.warned))
        days.append(day)
    study_report.write_days(PAGE, days)


def _of_input(trials: Trials, key: tuple[str, int]) -> Outcome:
    name, share_pct = key
    return trials.of_input(INPUT_FAULTS_BY_NAME[name], share_pct)


def _of_code(trials: Trials, name: str) -> Outcome:
    return trials.of_code(CODE_FAULTS_BY_NAME[name])


def _of_warehouse(trials: Trials, name: str) -> Outcome:
    return trials.of_warehouse(WAREHOUSE_FAULTS_BY_NAME[name])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.quality.study", description=__doc__)
    parser.add_argument("--records", type=Path, metavar="FILE", help="real records, to be landed day by day")
    main(parser.parse_args().records)
