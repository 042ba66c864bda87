"""What the gate made of a load: refused, set aside, warned or silent, and by which check."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

import duckdb

from include.settings import Settings
from include.warehouse import writer

Kind = Literal["refused", "set aside", "warned", "silent"]

BUILD = "the build fails"

_LAST_RUN = "(select arg_max(validation_run_id, finished_at) from quality.validation_run)"

_OF_STATUS = f"""
    select table_name || '.' || check_name
    from quality.validation_result
    where validation_run_id = {_LAST_RUN} and status = ?
"""
_SET_ASIDE = """
    select distinct table_name || '.' || check_name from quality.set_aside_document where closed_at is null
"""
_QUARANTINED = """
    select distinct 'raw.quarantine: ' || reason from raw.landing_event
    where load_id = (select arg_max(load_id, landed_at) from raw.load) and outcome = 'quarantined'
"""
_NO_ARTICLE = """
    select distinct 'no article: ' || not_article_reason from staging.stg_parsed_document
    where load_id = (select arg_max(load_id, landed_at) from raw.load) and not_article_reason is not null
"""
_OPENED = f"""
    select 'incident ' || kind from quality.incident
    where opened_run_id = {_LAST_RUN} and kind not in ('expectation', 'refused_load')
"""

TABLES = (
    "core.article",
    "core.article_segment",
    "core.mention",
    "core.price_snapshot",
    "core.related_link",
    "core.entity",
    "core.entity_alias",
    "core.source",
    "marts.article_overview",
    "marts.asset_daily",
    "marts.asset_attention",
    "marts.asset_hourly",
    "marts.source_daily",
    "marts.source_timing",
    "marts.headline_revision",
    "marts.publication_calendar",
    "marts.price_history",
    "marts.related_link_graph",
    "marts.entity_cooccurrence",
    "core.post",
    "marts.person_organisation",
    "marts.story_article",
    "marts.story",
    "marts.syndication",
    "quality.metric_load",
    "quality.metric_daily",
)
"""Where a fault shows, if it is one."""


@dataclass(frozen=True)
class Outcome:
    """What became of a load, and the checks that say so; a silent one has none."""

    kind: Kind
    checks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Findings:
    """All that the gate and landing said about a load, by how grave it is."""

    is_accepted: bool
    failed: frozenset[str]
    set_aside: frozenset[str]
    warned: frozenset[str]


def findings(settings: Settings) -> Findings:
    """What the last run of the gate has left in a home."""
    with writer(settings) as connection:

        def names(query: str, *parameters: str) -> frozenset[str]:
            return frozenset(name for (name,) in connection.execute(query, parameters).fetchall())

        ((is_accepted,),) = connection.execute(
            "select arg_max(is_accepted, finished_at) from quality.validation_run"
        ).fetchall()
        return Findings(
            is_accepted,
            names(_OF_STATUS, "failed"),
            names(_SET_ASIDE) | names(_QUARANTINED) | names(_NO_ARTICLE),
            names(_OF_STATUS, "warned") | names(_OPENED),
        )


def outcome(found: Findings, of_good_load: Findings) -> Outcome:
    """What the gate says of a faulty load and does not say of the same load without the fault."""
    if not found.is_accepted:
        return Outcome("refused", _sorted(found.failed))
    for kind, told, usual in (
        ("set aside", found.set_aside, of_good_load.set_aside),
        ("warned", found.warned, of_good_load.warned),
    ):
        if told - usual:
            return Outcome(kind, _sorted(told - usual))
    return Outcome("silent")


def content(settings: Settings) -> dict[str, tuple[int, int]]:
    """The number of rows of each table and the sum of their hashes: equal where nothing differs.

    But for the load, whose name depends on where the inbox is.
    """
    with writer(settings) as connection:
        return {table: _content(connection, table) for table in TABLES}


def _content(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[int, int]:
    (row,) = connection.execute(
        f"""
        select count(*), sum(hash(shown))
        from (select columns(lambda name : name != 'load_id') from {table}) as shown
        """
    ).fetchall()
    return row


def _sorted(names: Iterable[str] | Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(names))
