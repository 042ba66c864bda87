"""Reads what a monitor is told from the warehouse, in one look."""

import time
from dataclasses import dataclass
from datetime import datetime

import duckdb

from include.settings import Settings
from include.tables.create import create_tables
from include.warehouse import writer

OUTCOMES = ("landed", "duplicate", "quarantined")
SEVERITIES = ("critical", "warning")


@dataclass(frozen=True, slots=True)
class Figures:
    """The state of a home. Times are seconds since 1970; None where the thing never was.

    `waiting_since` is the landing of the oldest load that is neither published nor refused.
    """

    count_by_outcome: dict[str, int]
    waiting_quarantined_count: int
    set_aside_count: int
    refused_load_count: int
    open_incident_count_by_severity: dict[str, int]
    expectation_count_by_status: dict[str, int]
    landed_at: float | None
    published_at: float | None
    waiting_since: float | None
    document_count: int

    @property
    def is_ok(self) -> bool:
        """Whether nothing waits for a person."""
        return not self.refused_load_count and not self.open_incident_count_by_severity["critical"]

    def lag_seconds(self) -> float:
        """How long the oldest load waits that is not published yet; 0 where none does."""
        return 0.0 if self.waiting_since is None else max(0.0, time.time() - self.waiting_since)


def read_figures(settings: Settings) -> Figures:
    """Count what a monitor is told.

    Raises:
        WarehouseBusyError: another process holds the warehouse.
    """
    with writer(settings) as connection:
        create_tables(connection)
        landed, duplicate, quarantined, landed_at, documents = _row(
            connection,
            """
            select
                coalesce(sum(landed_count), 0), coalesce(sum(duplicate_count), 0),
                coalesce(sum(quarantined_count), 0), max(landed_at) filter (found_count > 0),
                (select count(*) from raw.document)
            from raw.load
            """,
        )
        (quarantine_count,) = _row(
            connection, "select count(*) from raw.quarantine where released_load_id is null"
        )
        (set_aside_count,) = _row(
            connection,
            "select count(distinct document_id) from quality.set_aside_document where closed_at is null",
        )
        refused_count, waiting_since = _row(
            connection,
            """
            select
                count(*) filter (not verdict.is_accepted),
                min(load.landed_at) filter (
                    coalesce(verdict.is_accepted, true)
                    and (load.landed_count > 0 or load.found_count = 0)
                    and (verdict.load_id is null or verdict.decided_at > published.published_at)
                )
            from raw.load as load
            left join quality.load_verdict as verdict using (load_id)
            cross join (
                select coalesce(max(published_at), timestamptz '1970-01-01 00:00:00+00') as published_at
                from quality.publication
            ) as published
            """,
        )
        incidents = dict(
            connection.execute(
                "select severity, count(*) from quality.incident where state != 'resolved' group by severity"
            ).fetchall()
        )
        statuses = connection.execute(
            """
            select passed_count, warned_count, failed_count
            from quality.validation_run
            order by finished_at desc, validation_run_id
            limit 1
            """
        ).fetchone()
        (published_at,) = _row(connection, "select max(published_at) from quality.publication")
    return Figures(
        count_by_outcome=dict(zip(OUTCOMES, (landed, duplicate, quarantined), strict=True)),
        waiting_quarantined_count=quarantine_count,
        set_aside_count=set_aside_count,
        refused_load_count=refused_count,
        open_incident_count_by_severity={severity: incidents.get(severity, 0) for severity in SEVERITIES},
        expectation_count_by_status=dict(
            zip(("passed", "warned", "failed"), statuses or (0, 0, 0), strict=True)
        ),
        landed_at=_seconds(landed_at),
        published_at=_seconds(published_at),
        waiting_since=_seconds(waiting_since),
        document_count=documents,
    )


def _row(connection: duckdb.DuckDBPyConnection, query: str) -> tuple:  # type: ignore[type-arg]
    (row,) = connection.execute(query).fetchall()
    return row


def _seconds(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()
