"""What the study found, as the tables of docs/quality.md."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tests.quality.study.code_faults import CODE_FAULTS
from tests.quality.study.input_faults import INPUT_FAULTS, SHARES_PCT
from tests.quality.study.outcomes import Outcome
from tests.quality.study.real_days import RealDay, new_warnings
from tests.quality.study.warehouse_faults import WAREHOUSE_FAULTS

FAULTS_BEGIN = "<!-- written by make study -->"
DAYS_BEGIN = "<!-- written by make study RECORDS=file -->"
END = "<!-- end of what is written -->"
MAX_NAMED_CHECKS = 2
KINDS = ("refused", "set aside", "warned", "silent")


class MarksMissingError(ValueError):
    """The page lacks the lines between which the tables are written."""


def write_faults(
    page: Path,
    of_input: Mapping[tuple[str, int], Outcome],
    of_code: Mapping[str, Outcome],
    of_warehouse: Mapping[str, Outcome],
) -> None:
    """Write what became of each fault, by its name, into the page.

    Raises:
        MarksMissingError: the page has no place for it.
    """
    by_share = {
        f"the input, at {share_pct} %": [
            outcome for (_, share), outcome in of_input.items() if share == share_pct
        ]
        for share_pct in SHARES_PCT
    }
    _write(
        page,
        FAULTS_BEGIN,
        [
            _counts(by_share | {"the code": of_code.values(), "the warehouse": of_warehouse.values()}),
            "**Faults of the input**, by the share of the load that has them",
            _table(
                ["Fault", "What would be published", *(f"{share_pct} %" for share_pct in SHARES_PCT)],
                (
                    [
                        f"`{fault.name}`",
                        fault.shows,
                        *(_told(of_input[fault.name, share_pct]) for share_pct in SHARES_PCT),
                    ]
                    for fault in INPUT_FAULTS
                ),
            ),
            "**Faults of the code**",
            _of_faults((fault.name, fault.shows, of_code[fault.name]) for fault in CODE_FAULTS),
            "**Faults of the warehouse**",
            _of_faults((fault.name, fault.shows, of_warehouse[fault.name]) for fault in WAREHOUSE_FAULTS),
        ],
    )


def write_days(page: Path, days: Sequence[RealDay]) -> None:
    """Write what the gate said of days without a fault into the page.

    Raises:
        MarksMissingError: the page has no place for it.
    """
    told = new_warnings(days)
    refused_count = sum(not day.found.is_accepted for day in days)
    warned_count = sum(map(len, told.values()))
    rows = [
        [
            day.day,
            f"{day.record_count}",
            "accepted" if day.found.is_accepted else f"refused: {_quoted(sorted(day.found.failed))}",
            _quoted(told[day.day]),
        ]
        for day in days
        if told[day.day] or not day.found.is_accepted
    ]
    _write(
        page,
        DAYS_BEGIN,
        [
            f"{len(days)} days, {sum(day.record_count for day in days):,} records, {refused_count} loads "
            f"refused, {warned_count} warnings:",
            _table(["Day", "Records", "Verdict", "New warnings"], rows),
        ],
    )


def _write(page: Path, begin: str, parts: Iterable[str]) -> None:
    text = page.read_text("utf-8")
    before, mark, rest = text.partition(begin)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise MarksMissingError(f"{page} needs these two lines, one above the other: {begin} and {END}")
    page.write_text(f"{before}{begin}\n\n" + "\n\n".join(parts) + f"\n\n{END}{after}", encoding="utf-8")


def _counts(outcomes_by_place: Mapping[str, Iterable[Outcome]]) -> str:
    """How many trials came to which end."""
    rows = []
    for place, outcomes in outcomes_by_place.items():
        by_end = Counter(outcome.kind for outcome in outcomes)
        rows.append([place, *(str(by_end[end]) for end in KINDS), str(by_end.total())])
    return _table(["Faults of", *KINDS, "all"], rows)


def _of_faults(rows: Iterable[tuple[str, str, Outcome]]) -> str:
    return _table(
        ["Fault", "What would be published", "Outcome"],
        ([f"`{name}`", shows, _told(outcome)] for name, shows, outcome in rows),
    )


def _told(outcome: Outcome) -> str:
    return f"{outcome.kind}: {_quoted(outcome.checks)}" if outcome.checks else outcome.kind


def _quoted(checks: Sequence[str]) -> str:
    named = ", ".join(f"`{check}`" for check in checks[:MAX_NAMED_CHECKS])
    other_count = len(checks) - MAX_NAMED_CHECKS
    return f"{named} and {other_count} more" if other_count > 0 else named


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
