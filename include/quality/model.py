"""What the gate finds and what it decides."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

Severity = Literal["critical", "warning"]
IncidentSeverity = Literal["critical", "warning", "info"]
Status = Literal["passed", "warned", "failed"]

PACKAGE = "include.quality"
"""Where the templates of the gate's pages are."""

MAX_FAILURES_PER_CHECK = 20

HISTORY_CHECK = "compare_with_history"
"""What stands in quality.validation_result where no expectation of a suite speaks, but a rule."""

MAX_FETCHED_ROWS = 200
"""How many failing rows are looked at for their documents: Great Expectations fetches no more of a query."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One row that an expectation did not hold for, and where it stands in a document, if it does."""

    document_id: str | None
    char_start: int | None
    char_end: int | None
    row_values: str
    """The row's keys and what is wrong with it, as JSON."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one expectation found in one batch.

    `check_name` stays the same from run to run. `failures` holds at most `MAX_FAILURES_PER_CHECK` of the
    `unexpected_count` rows; `document_ids` are the documents of all of them, and empty where a row names none
    or where the fault is the table's: such a failure refuses the load.
    """

    table_name: str
    check_name: str
    expectation_type: str
    column_name: str | None
    severity: Severity
    status: Status
    element_count: int | None
    unexpected_count: int | None
    unexpected_pct: float | None
    observed_value: str | None
    reason: str
    failures: tuple[Failure, ...] = ()
    document_ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Batch:
    """What waits for a verdict: the loads, and how many documents they brought.

    `validation_run_id` is a hash of both and of how often the loads were released, so that the same batch is
    always the same run until a person asks for another.
    """

    validation_run_id: str
    load_ids: tuple[str, ...]
    document_count: int


@dataclass(frozen=True, slots=True)
class Audit:
    """One look at one batch."""

    batch: Batch
    started_at: datetime
    finished_at: datetime
    results: tuple[CheckResult, ...]

    @property
    def is_accepted(self) -> bool:
        """Whether nothing critical failed; warnings refuse nothing."""
        return self.count("failed") == 0

    def count(self, status: Status) -> int:
        """How many expectations came out like this."""
        return sum(result.status == status for result in self.results)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the warehouse's state may be published, and where that is explained.

    `validation_run_id` is None where nothing was ever validated. `is_rebuild_needed` says that there is no
    verdict yet: documents were set aside, and the tables must be built without them before they are looked at
    again. `set_aside_count` documents wait to be read again or released, this build's included.
    """

    is_accepted: bool
    passed_count: int
    warned_count: int
    failed_count: int
    validation_run_id: str | None
    load_ids: list[str]
    report_path: Path
    set_aside_count: int = 0
    is_rebuild_needed: bool = False


class FaultKey(NamedTuple):
    """What makes two faults the same: what kind it is, and where."""

    kind: str
    dimension: str
