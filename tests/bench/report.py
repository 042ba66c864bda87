"""What was measured, on the terminal and as docs/benchmarks.md with its chart."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import psutil
import pygal
from pygal.style import CleanStyle
from rich.console import Console
from rich.markdown import Markdown

from tests.bench.documents import PAGES_A_DAY
from tests.bench.measuring import Measurement
from tests.bench.pipeline import LOAD_KINDS, FilledHome, LoadKind, Run

PACKAGES = ("apache-airflow", "dbt-core", "dbt-duckdb", "duckdb", "great-expectations", "pyarrow")
CHART = "images/benchmarks.svg"
MAX_SHOWN_TABLES = 12
MAX_SHOWN_QUESTIONS = 6

Row = Sequence[str]


@dataclass(frozen=True)
class Comparison:
    """Measured tasks beside their baselines."""

    title: str
    measured: list[Measurement]
    baselines: list[Measurement]


@dataclass(frozen=True)
class Report:
    """All that one run of the benchmark has measured."""

    homes: list[FilledHome]
    loads: dict[tuple[int, LoadKind], Run]
    """By the size of the home and the kind of load."""
    table_bytes: dict[str, int]
    """Of the largest home."""
    question_seconds: dict[str, float]
    """Of the largest home, the slowest first."""
    comparisons: list[Comparison]

    def write(self, docs_dir: Path) -> None:
        """Write the page and its chart."""
        (docs_dir / "benchmarks.md").write_text(self.markdown())
        self._chart().render_to_file(str(docs_dir / CHART))

    def show(self, console: Console) -> None:
        """Print the page."""
        console.print(Markdown(self.markdown()))

    def markdown(self) -> str:
        """The page."""
        parts = [
            "# Benchmarks",
            "Written by `make bench`. Ratios travel from machine to machine, seconds do not.",
            "The same on Spark: [when one machine is not enough](scaling.md#measured).",
            _machine(),
            "## A first load, from the inbox to the published file",
            f"Pages of 8.6 KB with 64 mentions each, {PAGES_A_DAY:,} a day. Each stage is a process of its "
            "own, imports included.",
            self._first_loads(),
            "## Disk",
            self._disk(),
            f"The largest tables of the home of {self.homes[-1].size:,} pages, each in a file of its own:",
            self._tables(),
            "## One more load",
            "What a load costs where so many pages are there already, and as a multiple of what it costs in "
            "the smallest home. Pages of all days are the worst case: every day and week is made anew.",
            self._further_loads(),
            f"![Cost of a load by the size of the home]({CHART})",
            "## Questions",
            f"The slowest of the {len(self.question_seconds)} questions of [queries](queries/README.md), "
            f"over the published file of the home of {self.homes[-1].size:,} pages:",
            self._questions(),
            "## The parts, beside floors and baselines",
            *(part for comparison in self.comparisons for part in _comparison(comparison)),
        ]
        return "\n\n".join(parts) + "\n"

    def _first_loads(self) -> str:
        names = [stage.name for stage in self.homes[0].run.stages]
        return _table(
            ["pages", *(f"{name}, s" for name in names), "sum, s", "pages/s", "peak MB"],
            [
                [
                    f"{home.size:,}",
                    *(f"{stage.run_seconds:.1f}" for stage in home.run.stages),
                    f"{home.run.run_seconds:.1f}",
                    f"{home.size / home.run.run_seconds:,.0f}",
                    _megabytes(home.run.peak_bytes),
                ]
                for home in self.homes
            ],
        )

    def _disk(self) -> str:
        return _table(
            ["pages", "text, MB", "warehouse, MB", "x text", "published, MB", "x text"],
            [
                [
                    f"{home.size:,}",
                    _megabytes(home.text_bytes),
                    _megabytes(home.warehouse_bytes),
                    f"{home.warehouse_bytes / home.text_bytes:.2f}",
                    _megabytes(home.published_bytes),
                    f"{home.published_bytes / home.text_bytes:.2f}",
                ]
                for home in self.homes
            ],
        )

    def _tables(self) -> str:
        shown = list(self.table_bytes.items())[:MAX_SHOWN_TABLES]
        return _table(["table", "MB"], [[f"`{name}`", f"{size / 1e6:,.1f}"] for name, size in shown])

    def _further_loads(self) -> str:
        names = [stage.name for stage in self.homes[0].run.stages]
        smallest = self.homes[0].size
        return _table(
            ["load", "home", *(f"{name}, s" for name in names), "sum, s", "x smallest home"],
            [
                [
                    kind.name,
                    f"{home.size:,}",
                    *(f"{stage.run_seconds:.1f}" for stage in self.loads[home.size, kind].stages),
                    f"{self.loads[home.size, kind].run_seconds:.1f}",
                    f"{self.loads[home.size, kind].run_seconds / self.loads[smallest, kind].run_seconds:.2f}",
                ]
                for kind in LOAD_KINDS
                for home in self.homes
            ],
        )

    def _questions(self) -> str:
        shown = list(self.question_seconds.items())[:MAX_SHOWN_QUESTIONS]
        return _table(["question", "s"], [[f"`{name}`", f"{seconds:.2f}"] for name, seconds in shown])

    def _chart(self) -> pygal.Line:
        chart = pygal.Line(
            style=CleanStyle,
            title="Cost of a load by the size of the home, in multiples of the smallest home's",
            x_title="pages that are there already",
            range=(0, None),
            include_x_axis=True,
            js=[],
            width=800,
            height=400,
        )
        chart.x_labels = [f"{home.size:,}" for home in self.homes]
        smallest = self.homes[0].size
        for kind in LOAD_KINDS:
            base = self.loads[smallest, kind].run_seconds
            chart.add(
                kind.name,
                [round(self.loads[home.size, kind].run_seconds / base, 2) for home in self.homes],
            )
        return chart


def _machine() -> str:
    versions = ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    memory_gb = psutil.virtual_memory().total / 1e9
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory_gb:.0f} GB of memory, "
        f"Python {platform.python_version()}, {versions}."
    )


def _comparison(comparison: Comparison) -> list[str]:
    """A row a measurement, with its speed as a multiple of each baseline's."""
    numbers = [f"x {number}" for number in range(1, len(comparison.baselines) + 1)]
    rows = [
        [
            *_figures(each.name, each),
            *(f"{each.per_second / baseline.per_second:.2f}" for baseline in comparison.baselines),
        ]
        for each in comparison.measured
    ]
    rows += [
        [*_figures(f"{number}: {baseline.name}", baseline), *[""] * len(numbers)]
        for number, baseline in zip(numbers, comparison.baselines, strict=True)
    ]
    header = ["task", "documents", "seconds", "documents/s", "peak MB", *numbers]
    return [f"### {comparison.title}", _table(header, rows)]


def _figures(name: str, measurement: Measurement) -> list[str]:
    return [
        name,
        f"{measurement.document_count:,}",
        f"{measurement.seconds:,.1f}",
        f"{measurement.per_second:,.0f}",
        _megabytes(measurement.peak_bytes),
    ]


def _megabytes(count: int) -> str:
    return f"{count / 1e6:,.0f}"


def _table(header: Row, rows: Sequence[Row]) -> str:
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
