"""The loads that stand refused, on what grounds, and what to do about them."""

from dataclasses import dataclass
from datetime import datetime

from include.quality.model import HISTORY_CHECK
from include.settings import Settings
from include.tables.create import create_tables
from include.warehouse import writer

MEND = "Mend the cause: until then, it is refused again"
MEND_OR_VOUCH = "Mend the cause, or find the load right as it is"

FAILED_AN_EXPECTATION = f"""
    validation_run_id in (
        select validation_run_id
        from quality.validation_result
        where status = 'failed' and expectation_type != '{HISTORY_CHECK}'
    )
"""
"""Whether a run refused for more than its history: then only what is mended passes when it is released."""

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
        create_tables(connection)
        return [Refusal(*row) for row in connection.execute(_REFUSALS).fetchall()]
