"""`make compare-engines`: build the same documents with both engines, and say where their tables differ.

The documents are those of a folder, the bundled samples, or made-up pages; they land in some loads, one after
the other, and after each one all tables are compared.
"""

import argparse
import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from include.places import remove_tree
from include.quality.gate import validate
from include.settings import Settings, load_settings
from include.transform import normalise
from tests.bench.documents import write_pages
from tests.conftest import make_settings
from tests.engines.compare import Comparison, compare_tables
from tests.engines.homes import Homes, land_alike
from tests.engines.spark_builds import SMALL, on_spark

LARGE_FROM = 1_000
"""So many documents are worth what Spark does for large loads."""


def main() -> int:
    """Compare what the command line says; the exit code is 1 where a table differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inbox", type=Path, help="a folder of documents")
    parser.add_argument("--pages", type=int, help="so many made-up pages instead")
    parser.add_argument("--loads", type=int, default=1, help="in so many loads")
    parser.add_argument("--lake", default="", help="where Spark writes: s3://bucket/prefix")
    options = parser.parse_args()
    logging.disable(logging.WARNING)  # what the gate says about made-up pages
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory(prefix="pressmark-engines-") as folder:
        one, other = (make_settings(Path(folder) / name) for name in ("duckdb", "spark"))
        documents = options.inbox or one.sample_articles_dir
        if options.pages:
            documents = Path(folder) / "pages"
            write_pages(documents, one.seeds_dir, options.pages)
        files = sorted(path for path in documents.rglob("*") if path.is_file())
        configuration = (SMALL if len(files) < LARGE_FROM else {}) | dict(load_settings().spark.configuration)
        # A folder of its own in the store, which is removed at the end as this one is.
        lake = f"{options.lake.rstrip('/')}/{Path(folder).name}" if options.lake else ""
        homes = Homes(one, on_spark(other, "local[*]", configuration, lake))
        try:
            differing_count = _compare(console, homes, documents, files, options.loads)
        finally:
            remove_tree(homes.spark.lake)
    return 1 if differing_count else 0


def _compare(console: Console, homes: Homes, documents: Path, files: list[Path], load_count: int) -> int:
    """Land and build the files, load by load; how many tables differed."""
    differing_count = 0
    for load_no in range(load_count):
        if load_no:
            _accept(console, homes)
        for path in files[load_no::load_count]:
            target = Path(homes.duckdb.inbox) / path.relative_to(documents)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
        console.print(f"Load {load_no + 1} of {load_count}")
        console.print(f"  {land_alike(homes):,} documents landed")
        _timed(console, "built", homes, normalise)
        comparisons = compare_tables(homes.duckdb, homes.spark.lake)
        _show(console, comparisons)
        differing_count += sum(not comparison.is_equal for comparison in comparisons)
    return differing_count


def _accept(console: Console, homes: Homes) -> None:
    """Let the gates of both look at what was built: a further load comes to what was accepted."""

    def accept(settings: Settings) -> None:
        verdict = validate(settings)
        if not verdict.is_accepted:
            raise SystemExit(f"the gate refused on {settings.engine}: see {verdict.report_path}")

    _timed(console, "accepted", homes, accept)


def _timed(console: Console, done: str, homes: Homes, do: Callable[[Settings], object]) -> None:
    for settings in homes:
        started = time.monotonic()
        do(settings)
        console.print(f"  {done} on {settings.engine} in {time.monotonic() - started:.1f} s")


def _show(console: Console, comparisons: list[Comparison]) -> None:
    table = Table("table", "rows", "only DuckDB", "only Spark", "columns that differ", box=None)
    for comparison in comparisons:
        table.add_row(
            comparison.table_name,
            f"{comparison.duckdb_row_count:,}",
            f"{comparison.only_duckdb_count:,}",
            f"{comparison.only_spark_count:,}",
            ", ".join(comparison.columns),
        )
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
