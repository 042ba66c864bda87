"""`make bench`: generate, measure, and write figures beside their baselines to docs/benchmarks.md."""

import logging
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from include.settings import PROJECT_ROOT
from tests.bench.functions import compare_functions, compare_gate
from tests.bench.pipeline import (
    LOAD_KINDS,
    SMALL_HOME_SIZE,
    Run,
    cost_of_load,
    fill,
    question_seconds,
    table_bytes,
)
from tests.bench.report import Report

DEFAULT_SIZES = (5_000, 50_000)


def main(sizes: tuple[int, ...]) -> None:
    """Measure whole runs at each size and the parts by themselves."""
    logging.disable(logging.WARNING)  # what the gate says about made-up pages
    console = Console()
    with tempfile.TemporaryDirectory(prefix="pressmark-bench-") as folder:
        root = Path(folder)
        console.print("The parts by themselves ...")
        comparisons = [*compare_functions(root), compare_gate(root)]
        homes = []
        for size in (SMALL_HOME_SIZE, *sorted(sizes)):
            console.print(f"A first load of {size:,} pages ...")
            homes.append(fill(root, size))
            console.print(_in_short(homes[-1].run))
        loads = {}
        for home in homes:
            for kind in LOAD_KINDS:
                console.print(f"A further load of {kind.name} into {home.size:,} ...")
                loads[home.size, kind] = cost_of_load(home, kind)
                console.print(_in_short(loads[home.size, kind]))
        report = Report(homes, loads, table_bytes(homes[-1]), question_seconds(homes[-1]), comparisons)
        report.write(PROJECT_ROOT / "docs")  # it looks at the homes, which go with the folder
        report.show(console)


def _in_short(run: Run) -> str:
    stages = ", ".join(f"{stage.name} {stage.run_seconds:.1f} s" for stage in run.stages)
    return f"  {run.run_seconds:.1f} s: {stages}; {run.peak_bytes / 1e9:.2f} GB"


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or DEFAULT_SIZES)
