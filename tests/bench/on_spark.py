"""`make bench-spark`: a first load and one more on DuckDB, and on a cluster of this machine."""

import argparse
import logging
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from tests.bench.pipeline import STAGES, Run, fill, next_load
from tests.engines.cluster import running_cluster

MORE_PAGES = 1_000


def main() -> None:
    """Measure, and print a table: seconds of each stage, pages a second, memory of all processes together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, required=True, help="in the first load")
    parser.add_argument("--executors", type=int, nargs="*", required=True, help="numbers to try, a core each")
    options = parser.parse_args()
    logging.disable(logging.WARNING)  # what the gate says about made-up pages
    console = Console(highlight=False, soft_wrap=True)
    columns = [*(f"{stage}, s" for stage in STAGES), "sum, s", "pages/s", "peak MB"]
    console.print(f"| engine | load | {' | '.join(columns)} |")
    console.print("| --- | --- |" + " ---: |" * len(columns))
    with tempfile.TemporaryDirectory(prefix="pressmark-bench-") as folder:
        root = Path(folder)
        os.environ["PRESSMARK_ENGINE"] = "duckdb"
        _measure(console, root / "duckdb", "DuckDB", options.pages)
        os.environ["PRESSMARK_ENGINE"] = "spark"
        for executor_count in options.executors:
            with running_cluster(root / f"cluster_{executor_count}", executor_count) as cluster:
                os.environ["PRESSMARK_SPARK_MASTER"] = cluster.master
                name = f"Spark, {executor_count} executor{'s' if executor_count > 1 else ''}"
                _measure(console, root / f"spark_{executor_count}", name, options.pages, cluster.process_ids)


def _measure(console: Console, root: Path, engine: str, pages: int, helpers: Sequence[int] = ()) -> None:
    root.mkdir()
    filled = fill(root, pages, helpers)
    console.print(_row(engine, "first", filled.run))
    console.print(_row(engine, "one more", next_load(filled, MORE_PAGES, helpers)))
    shutil.rmtree(root)


def _row(engine: str, load: str, run: Run) -> str:
    seconds = " | ".join(f"{stage.run_seconds:.0f}" for stage in run.stages)
    return (
        f"| {engine} | {load}: {run.document_count:,} | {seconds} | {run.run_seconds:.0f} |"
        f" {run.document_count / run.run_seconds:.0f} | {run.peak_bytes / 1e6:,.0f} |"
    )


if __name__ == "__main__":
    main()
