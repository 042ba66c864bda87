"""Feeds that bring nothing, told by polls alone: such a feed lands nothing that a run could judge."""

from datetime import datetime, timedelta

import duckdb

from include.quality.incidents.lifecycle import Fault
from include.quality.model import FaultKey

KIND = "feed_failing"
FAILING_AFTER = timedelta(days=1)
FORGOTTEN_AFTER = timedelta(days=3)
"""A feed that fails is still asked once a day: one that was not asked for so long was switched off."""

_FAILING = """
with poll as (
    select
        *,
        max(started_at) filter (outcome != 'failed') over (partition by feed_id) as last_success_at
    from raw.feed_poll
)

select
    feed_id,
    arg_max(address, started_at) as address,
    min(started_at) as failing_since,
    count(*) as failed_poll_count,
    arg_max(reason || ': ' || detail, started_at) as failure
from poll
where last_success_at is null or started_at > last_success_at
group by feed_id
having min(started_at) <= ? and max(started_at) >= ?
order by address, feed_id
"""
_OF_SOURCE = """
with bringing as (
    select distinct regexp_extract(document.source_uri, '(?:^|/)feeds/([^/]+)/', 1) as feed_id
    from core.article as article
    inner join raw.document as document on article.document_id = document.document_id
    where coalesce(article.source_name, '(unknown)') = ?
)

select
    arg_max(address, started_at) as address,
    max(started_at) as last_poll_at,
    arg_max(coalesce(reason || ': ' || detail, outcome), started_at) as came_of_it
from raw.feed_poll
semi join bringing using (feed_id)
group by feed_id
order by address, feed_id
limit 5
"""


def latest_poll(connection: duckdb.DuckDBPyConnection) -> tuple[str, datetime] | None:
    """The poll that ended last, and when; None before there was any."""
    return connection.execute(
        "select poll_id, finished_at from raw.feed_poll order by finished_at desc, poll_id limit 1"
    ).fetchone()


def faults(connection: duckdb.DuckDBPyConnection, at: datetime) -> list[Fault]:
    """One fault a feed of which every poll has failed for a day or more."""
    rows = connection.execute(_FAILING, [at - FAILING_AFTER, at - FORGOTTEN_AFTER]).fetchall()
    return [
        Fault(
            key=FaultKey(KIND, address),
            metric_or_check="failed_poll_count",
            severity="warning",
            observed_value=failed_poll_count,
            expected_low=None,
            expected_high=None,
            detail=(
                f"Nothing came from the feed since {failing_since:%Y-%m-%d %H:%M} UTC: {failure}. "
                "Try its address with make feeds ADD=…, mend it in the list of feeds, or switch it off there."
            ),
        )
        for _, address, failing_since, failed_poll_count, failure in rows
    ]


def feeds_of(connection: duckdb.DuckDBPyConnection, source: str) -> str:
    """The feeds that a source's articles came from, and what their last polls came to; a line each."""
    rows = connection.execute(_OF_SOURCE, [source]).fetchall()
    return "\n".join(
        f"The feed {address} was polled last at {last_poll_at:%Y-%m-%d %H:%M} UTC: {came_of_it}."
        for address, last_poll_at, came_of_it in rows
    )
