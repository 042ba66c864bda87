"""`make bench`: generate, measure, and print figures as ratios to their baselines."""

import json
import logging
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from include.settings import PROJECT_ROOT
from tests.bench.documents import RECORD_WORDS, write_pages, write_records, write_seeds
from tests.bench.gate_homes import GateHomes
from tests.bench.tasks import SEEDS_DIR

DEFAULT_DOCUMENT_COUNT = 12_000
ALIAS_COUNT = 25_000
GATE_DOCUMENT_COUNT = 1_000
FEW_RUNS, MANY_RUNS = 10, 1_000
GATE_ROUND_COUNT = 2
"""Measured in turns, and the faster one told: what else the machine does weighs more than the history."""
SAMPLE_EVERY_SECONDS = 0.5
"""Reading how much a process holds takes a core for milliseconds: oftener would slow what is measured."""


@dataclass(frozen=True)
class Measurement:
    """One task: documents a second, and the most memory its processes held together."""

    name: str
    document_count: int
    seconds: float
    peak_bytes: int

    @property
    def per_second(self) -> float:
        return self.document_count / self.seconds


def measure(name: str, task: str, home: Path, inbox: Path, process_count: int = 1) -> Measurement:
    """Run a task in a process of its own and watch its memory."""
    command = [sys.executable, "-m", "tests.bench.tasks", task, str(home), str(inbox), str(process_count)]
    process = subprocess.Popen(command, cwd=PROJECT_ROOT, stdout=subprocess.PIPE, text=True)
    peak_bytes = 0
    while True:
        try:
            process.wait(SAMPLE_EVERY_SECONDS)
            break
        except subprocess.TimeoutExpired:
            peak_bytes = max(peak_bytes, _held_bytes(process.pid))
    assert process.stdout is not None
    if process.returncode != 0:
        raise SystemExit(f"{name}: the task {task} failed with exit code {process.returncode}")
    answer = json.loads(process.stdout.read())
    return Measurement(name, answer["document_count"], answer["seconds"], peak_bytes)


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


def main(document_count: int = DEFAULT_DOCUMENT_COUNT) -> None:
    """Print one table each for landing, parsing, mentions and the gate."""
    logging.disable(logging.WARNING)  # what the gate says about made-up pages
    console = Console()
    with tempfile.TemporaryDirectory(prefix="pressmark-bench-") as folder:
        root = Path(folder)
        console.print(f"Writing {document_count:,} pages and {document_count:,} records …")
        write_pages(root / "pages", SEEDS_DIR, document_count)
        write_records(root / "records" / "feed.jsonl", SEEDS_DIR, document_count)
        write_seeds(root / "seeds", SEEDS_DIR, ALIAS_COUNT)
        pages, records = (root / "home_pages", root / "pages"), (root / "home_records", root / "records")
        land_pages = measure("land pages, a file each", "land", *pages)
        land_records = measure("land records, one file", "land", *records)
        floor = measure("floor: copy the text inside DuckDB", "copy_text", *pages)
        show(console, "Landing", [land_pages, land_records], floor)
        show(
            console,
            "Parsing pages of 8.6 KB",
            [measure(f"parse, {count} process(es)", "parse", *pages, count) for count in (1, 2)],
            floor,
            measure("baseline: trafilatura on the articles as HTML", "trafilatura", *pages),
        )
        measure("parse", "parse", *records, 2)
        matcher = measure("build", "build_matcher", *records)
        show(
            console,
            f"Mentions in records of {RECORD_WORDS} words, {matcher.document_count:,} aliases,"
            f" compiled once a process in {matcher.seconds:.2f} s",
            [measure(f"mentions, {count} process(es)", "find_mentions", *records, count) for count in (1, 2)],
            measure("floor: copy the text inside DuckDB", "copy_text", *records),
            measure("baseline: FlashText, no judgement", "flashtext", *records),
        )
        inbox = root / "gate_pages"
        write_pages(inbox, SEEDS_DIR, GATE_DOCUMENT_COUNT)
        homes = GateHomes(root / "gate", inbox)
        rounds = [
            [
                measure(f"gate, {run_count:,} runs of history", "gate", homes.with_history(run_count), inbox)
                for run_count in (FEW_RUNS, MANY_RUNS)
            ]
            for _ in range(GATE_ROUND_COUNT)
        ]
        few, many = (min(same, key=lambda each: each.seconds) for same in zip(*rounds, strict=True))
        show(console, "The gate: audit, comparison, verdict, Data Docs, page", [many], few)


def show(console: Console, title: str, measured: list[Measurement], *baselines: Measurement) -> None:
    """A row a measurement, with its speed as a multiple of each baseline's."""
    table = Table(title=title, title_justify="left")
    table.add_column("task")
    for column in (
        "documents",
        "seconds",
        "documents/s",
        "peak MB",
        *(f"× {number}" for number in range(1, len(baselines) + 1)),
    ):
        table.add_column(column, justify="right")
    for each in measured:
        ratios = (f"{each.per_second / baseline.per_second:.2f}" for baseline in baselines)
        table.add_row(each.name, *_figures(each), *ratios)
    for number, baseline in enumerate(baselines, 1):
        table.add_row(
            f"× {number}  {baseline.name}", *_figures(baseline), *[""] * len(baselines), style="dim"
        )
    console.print(table)


def _figures(measurement: Measurement) -> tuple[str, ...]:
    return (
        f"{measurement.document_count:,}",
        f"{measurement.seconds:,.1f}",
        f"{measurement.per_second:,.0f}",
        f"{measurement.peak_bytes / 1e6:,.0f}",
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
