"""Real records, landed and judged day by day: what the gate says of them without a fault is a false alarm."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from include.corrections.release import release
from include.settings import Settings
from tests.quality.study.homes import judge, land
from tests.quality.study.outcomes import Findings, findings

LANDING = timedelta(hours=23, minutes=50)
"""When a day's captures are landed, after its midnight."""


@dataclass(frozen=True)
class RealDay:
    """One day as it was captured, and what the gate said of it."""

    day: str
    record_count: int
    found: Findings


def replayed(settings: Settings, path: Path) -> Iterator[RealDay]:
    """Each day of the records in its turn. What is refused is released, as somebody does who has looked.

    Raises:
        TransformError: a build failed.
    """
    for day, lines in sorted(_lines_by_day(path).items()):
        (Path(settings.inbox) / f"{day}.jsonl").write_bytes(b"".join(lines))
        land(settings, datetime.fromisoformat(day).replace(tzinfo=UTC) + LANDING)
        verdict = judge(settings)
        found = findings(settings)
        if not verdict.is_accepted:
            release(settings, load_ids=verdict.load_ids)
            judge(settings)
        yield RealDay(day, len(lines), found)


def _lines_by_day(path: Path) -> dict[str, list[bytes]]:
    """The records by the day of their capture, as their lines stand in the file."""
    days: dict[str, list[bytes]] = defaultdict(list)
    with gzip.open(path) as file:
        for line in file:
            days[json.loads(line)["captured"][:10]].append(line)
    return days


def new_warnings(days: Sequence[RealDay]) -> dict[str, list[str]]:
    """By day, what was warned about and had not been the day before: a warning is one while it lasts."""
    told: dict[str, list[str]] = {}
    before: frozenset[str] = frozenset()
    for day in days:
        told[day.day] = sorted(day.found.warned - before)
        before = day.found.warned
    return told
