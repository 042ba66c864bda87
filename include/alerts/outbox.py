"""`quality.alert`: what is to be told over which channel, and what was.

An alert is written before it is sent and marked afterwards. Its key is the event, so it is written once,
whatever is run again; one that did not arrive stays unmarked, and the next ingestion sends it.
"""

from collections.abc import Sequence
from datetime import datetime

import duckdb

from include.alerts.model import Alert
from include.quality.refusals import FAILED_AN_EXPECTATION

TOLD_DAYS = 7
"""A channel that is added is told of the last days only, not of all that ever happened."""

MAX_NAME_CHARS = 80
"""Of a name that may stand in a document, so that no article travels as a name."""

_REFUSALS = f"""
select
    'load_refused' as event,
    validation_run_id as subject_id,
    validation_run_id,
    'load ' || array_to_string(load_ids[:3], ', ')
        || if(len(load_ids) > 3, format(' and {{}} more', len(load_ids) - 3), '') as subject,
    format(
        '{{}} critical expectations failed, {{}} documents, run {{}}; {{}}: make release LOADS="{{}}"',
        failed_count, document_count, validation_run_id,
        if({FAILED_AN_EXPECTATION}, 'once mended', 'mended, or right as it is'),
        array_to_string(load_ids[:3], ' ') || if(len(load_ids) > 3, ' …', '')
    ) as facts,
    finished_at as happened_at
from quality.validation_run
where not is_accepted
"""

_INCIDENTS = f"""
with incident as (
    select
        incident_id, kind, opened_at, opened_run_id, resolved_at, resolved_run_id,
        left(
            regexp_replace(
                -- An expectation is named by its table and its check, which need not be said twice.
                if(kind = 'expectation', dimension, concat_ws(' ', metric_or_check, dimension)),
                '[\\pC\\pZ\\s]+', ' ', 'g'
            ),
            {MAX_NAME_CHARS}
        ) as subject,
        concat_ws(
            ', ', kind, severity,
            'observed ' || format('{{:g}}', observed_value),
            'expected at least ' || format('{{:g}}', expected_low),
            'expected at most ' || format('{{:g}}', expected_high),
            'incident ' || incident_id
        ) as facts
    from quality.incident
)

select
    'incident_opened' as event, incident_id as subject_id, opened_run_id as validation_run_id,
    subject, facts, opened_at as happened_at
from incident
-- A refused load is told of as such, each time.
where kind != 'refused_load'
union all
select 'incident_resolved', incident_id, resolved_run_id, subject, facts, resolved_at
from incident
where resolved_at is not null
"""


def record(connection: duckdb.DuckDBPyConnection, channel_names: Sequence[str]) -> None:
    """Write what is new to be told over each channel."""
    for events in (_REFUSALS, _INCIDENTS):
        connection.execute(
            f"""
            insert into quality.alert
            select
                channel.name, found.event, found.subject_id, found.validation_run_id,
                found.subject, found.facts, found.happened_at, 0, null, null
            from ({events}) as found
            cross join (select unnest(?) as name) as channel
            where
                found.happened_at
                -- Of a feed that fails before anything was ever validated, there is no run to count from.
                >= coalesce((select max(finished_at) from quality.validation_run), found.happened_at)
                - interval {TOLD_DAYS} days
            on conflict do nothing
            """,
            [list(channel_names)],
        )


def due(connection: duckdb.DuckDBPyConnection, channel_name: str) -> list[Alert]:
    """What waits to be sent over a channel, the oldest first."""
    rows = connection.execute(
        """
        select event, subject_id, validation_run_id, subject, facts
        from quality.alert
        where channel = ? and sent_at is null
        order by happened_at, event desc, subject_id, validation_run_id
        """,
        [channel_name],
    ).fetchall()
    return [Alert(*row) for row in rows]


def mark(
    connection: duckdb.DuckDBPyConnection,
    channel_name: str,
    alerts: Sequence[Alert],
    attempted_at: datetime,
    error: str | None,
) -> None:
    """Keep what became of an attempt: sent, or why not."""
    connection.executemany(
        """
        update quality.alert
        set attempt_count = attempt_count + 1, last_error = ?, sent_at = ?
        where channel = ? and event = ? and subject_id = ? and validation_run_id = ?
        """,
        [
            [
                error,
                None if error else attempted_at,
                channel_name,
                alert.event,
                alert.subject_id,
                alert.validation_run_id,
            ]
            for alert in alerts
        ],
    )
