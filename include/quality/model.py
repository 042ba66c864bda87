"""What the gate finds and what it decides."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

Severity = Literal["critical", "warning"]
Status = Literal["passed", "warned", "failed"]

MAX_FAILURES_PER_CHECK = 20


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
    `unexpected_count` rows.
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


@dataclass(frozen=True, slots=True)
class Batch:
    """What waits for a verdict: the loads, and how many documents they brought.

    `validation_run_id` is a hash of both, so that the same batch is always the same run.
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

    `validation_run_id` is None where nothing was ever validated.
    """

    is_accepted: bool
    passed_count: int
    warned_count: int
    failed_count: int
    validation_run_id: str | None
    load_ids: list[str]
    report_path: Path
