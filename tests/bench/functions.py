"""The parts of the pipeline, each beside a floor and a plain baseline."""

from pathlib import Path

from include.settings import PROJECT_ROOT
from tests.bench.documents import RECORD_WORDS, write_pages, write_records, write_seeds
from tests.bench.gate_homes import GateHomes
from tests.bench.measuring import Measurement, measure
from tests.bench.report import Comparison

SEEDS_DIR = PROJECT_ROOT / "seeds"
DOCUMENT_COUNT = 12_000
ALIAS_COUNT = 25_000
GATE_DOCUMENT_COUNT = 1_000
FEW_RUNS, MANY_RUNS = 10, 1_000
GATE_ROUND_COUNT = 2
"""Measured in turns, and the faster one told: what else the machine does weighs more than the history."""


def compare_functions(root: Path, document_count: int = DOCUMENT_COUNT) -> list[Comparison]:
    """Landing, and reading documents, with their speed as a multiple of each baseline's."""
    write_pages(root / "pages", SEEDS_DIR, document_count)
    write_records(root / "records" / "feed.jsonl", SEEDS_DIR, document_count)
    write_seeds(root / "seeds", SEEDS_DIR, ALIAS_COUNT)
    pages, records = (root / "home_pages", root / "pages"), (root / "home_records", root / "records")
    landed = [
        measure("land pages, a file each", "land", *pages),
        measure("land records, one file", "land", *records),
    ]
    floor = measure("floor: copy the text inside DuckDB", "copy_text", *pages)
    parsed = [measure(f"parse, {count} process(es)", "parse", *pages, count) for count in (1, 2)]
    trafilatura = measure("baseline: trafilatura on the articles as HTML", "trafilatura", *pages)
    matcher = measure("build", "build_matcher", *records)
    read = [measure(f"read, {count} process(es)", "read_documents", *records, count) for count in (1, 2)]
    return [
        Comparison("Landing", landed, [floor]),
        Comparison("Parsing pages of 8.6 KB", parsed, [floor, trafilatura]),
        Comparison(
            f"Reading records of {RECORD_WORDS} words, mentions included: {matcher.document_count:,} aliases,"
            f" compiled once a process in {matcher.seconds:.2f} s",
            read,
            [
                measure("floor: copy the text inside DuckDB", "copy_text", *records),
                measure("baseline: FlashText, no parsing and no judgement", "flashtext", *records),
            ],
        ),
    ]


def compare_gate(root: Path) -> Comparison:
    """The gate after few runs of history and after many."""
    inbox = root / "gate_pages"
    write_pages(inbox, SEEDS_DIR, GATE_DOCUMENT_COUNT)
    homes = GateHomes(root / "gate", inbox)

    def look(run_count: int) -> Measurement:
        return measure(f"gate, {run_count:,} runs of history", "gate", homes.with_history(run_count), inbox)

    rounds = [[look(run_count) for run_count in (FEW_RUNS, MANY_RUNS)] for _ in range(GATE_ROUND_COUNT)]
    few, many = (min(same, key=lambda each: each.seconds) for same in zip(*rounds, strict=True))
    return Comparison("The gate: audit, comparison, verdict, Data Docs, page", [many], [few])
