"""`make bench`: generate, measure, and write figures beside their baselines to docs/benchmarks.md."""

import logging
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from include.settings import PROJECT_ROOT
from tests.bench.functions import compare_functions, compare_gate
from tests.bench.pipeline import LOAD_SIZES, SMALL_HOME_SIZE, cost_of_load, fill, table_bytes
from tests.bench.report import Report

DEFAULT_SIZES = (5_000, 50_000)


def main(sizes: tuple[int, ...]) -> None:
    """Measure whole runs at each size and the parts by themselves."""
    logging.disable(logging.WARNING)  # what the gate says about made-up pages
    console = Console()
    with tempfile.TemporaryDirectory(prefix="pressmark-bench-") as folder:
        root = Path(folder)
        homes = []
        for size in (SMALL_HOME_SIZE, *sorted(sizes)):
            console.print(f"A first load of {size:,} pages ...")
            homes.append(fill(root, size))
        loads = {}
        for home in homes:
            for count in LOAD_SIZES:
                console.print(f"A further load of {count:,} into {home.size:,} ...")
                loads[home.size, count] = cost_of_load(home, count)
        sizes_of_tables = table_bytes(homes[-1])
        console.print("The parts by themselves ...")
        comparisons = [*compare_functions(root), compare_gate(root)]
        report = Report(homes, loads, sizes_of_tables, comparisons)
    report.write(PROJECT_ROOT / "docs")
    report.show(console)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or DEFAULT_SIZES)
