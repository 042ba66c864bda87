"""The loads that stand refused, which `make run` tells of each time until they are let in."""

from dataclasses import dataclass
from datetime import datetime

from rich.console import Console

from include.operations.terminal import say
from include.quality.history.comparison import FAILED_AN_EXPECTATION
from include.quality.incidents.store import MEND, MEND_OR_VOUCH
from include.settings import Settings
from include.tables.quality import create_quality_tables
from include.warehouse import writer

MAX_SHOWN_RUNS = 5
MAX_SHOWN_REASONS = 5

_REFUSALS = f"""
with refused as (
    select
        validation_run_id,
        max(decided_at) as decided_at,
        list(load_id order by load_id) as load_ids
    from quality.load_verdict
    where not is_accepted
    group by validation_run_id
),

reason as (
    select
        validation_run_id,
        list(
            concat_ws(' ', table_name, check_name, '(' || observed_value || ')') || ': ' || reason
            order by check_no
        ) as reasons
    from quality.validation_result
    where status = 'failed'
    group by validation_run_id
)

select decided_at, load_ids, coalesce(reasons, []), {FAILED_AN_EXPECTATION}
from refused
left join reason using (validation_run_id)
order by decided_at desc, load_ids
"""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Loads that one run of the gate has refused."""

    decided_at: datetime
    load_ids: list[str]
    reasons: list[str]
    has_failed_expectation: bool


def standing_refusals(settings: Settings) -> list[Refusal]:
    """What stands refused, the latest first.

    Raises:
        WarehouseBusyError: another process holds the warehouse.
    """
    if not settings.warehouse_path.exists():
        return []
    with writer(settings) as connection:
        create_quality_tables(connection)
        return [Refusal(*row) for row in connection.execute(_REFUSALS).fetchall()]


def show_refusals(console: Console, refusals: list[Refusal]) -> None:
    """Name the loads of the latest refusals, the reasons, and what to do about each."""
    for refusal in refusals[:MAX_SHOWN_RUNS]:
        _show(console, refusal)
    if rest := refusals[MAX_SHOWN_RUNS:]:
        load_count = sum(len(refusal.load_ids) for refusal in rest)
        say(console, f"And {load_count} load(s) refused before: see quality.load_verdict.", style="red")


def _show(console: Console, refusal: Refusal) -> None:
    names = " ".join(refusal.load_ids)
    since = f"{refusal.decided_at:%Y-%m-%d %H:%M} UTC"
    say(
        console,
        f"{len(refusal.load_ids)} load(s) refused at {since}, and not published: {names}",
        style="red",
    )
    for reason in refusal.reasons[:MAX_SHOWN_REASONS]:
        say(console, f"  {reason}")
    if more := refusal.reasons[MAX_SHOWN_REASONS:]:
        say(console, f"  and {len(more)} more: see make quality")
    remedy = MEND if refusal.has_failed_expectation else MEND_OR_VOUCH
    say(console, f'  {remedy}; then have it judged anew: make release LOADS="{names}" and make run')
