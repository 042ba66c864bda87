"""Keep a home fit: back it up, forget what is outdated, give room back, and prove what is published.

Once a day. `back_up` comes first, so that whatever follows can be undone; `forget_outdated` removes rejected
bytes, polls, single results and logs whose time is over; `compact` writes the warehouse anew where a quarter
of it is free; `check_publication` holds the published file against the warehouse, row by row, and fails where
they differ; `clean_metadata` has Airflow forget its own old runs. Running it twice changes nothing but adds a
backup.
"""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from airflow.sdk import TriggerRule, dag, task
from airflow.sdk.exceptions import AirflowSkipException

from include.operations.tasks.defaults import DEFAULT_ARGS, NETWORK_POOL, START_DATE


@dag(
    schedule="7 3 * * *",
    start_date=START_DATE,
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS | {"execution_timeout": timedelta(hours=2)},
    doc_md=__doc__,
    tags=["pressmark", "warehouse"],
)
def maintain_warehouse() -> None:
    """A home, fit for another day."""

    @task
    def back_up() -> dict[str, Any]:
        """Keep a copy of the warehouse, and remove the backups that are old enough."""
        from include.maintenance import backup
        from include.settings import load_settings

        settings = load_settings()
        if not settings.warehouse_path.exists():
            raise AirflowSkipException("there is no warehouse yet")
        made = backup.back_up(settings)
        removed = backup.remove_outdated(settings)
        return {"backup": made.name, "byte_count": made.byte_count, "removed": removed}

    @task
    def forget_outdated() -> dict[str, int]:
        """Remove what the settings say need not be kept."""
        from include.maintenance import retention
        from include.settings import load_settings

        return asdict(retention.forget_outdated(load_settings()))

    @task
    def compact() -> dict[str, int]:
        """Write the warehouse anew where enough of it is free."""
        from include.maintenance import compaction
        from include.settings import load_settings

        return asdict(compaction.compact(load_settings()))

    @task
    def check_publication() -> int:
        """Hold the published file against the warehouse."""
        from include.publication import check
        from include.settings import load_settings

        try:
            return check.check_publication(load_settings())
        except check.NotComparableError as error:
            raise AirflowSkipException(str(error)) from error

    @task(pool=NETWORK_POOL)
    def clean_metadata() -> None:
        """Have Airflow forget its own old runs."""
        from include.operations.services import metadata
        from include.settings import load_settings

        metadata.clean_metadata(load_settings())

    @task(pool=NETWORK_POOL, trigger_rule=TriggerRule.ALL_DONE)
    def tell_sizes() -> dict[str, int]:
        """Say how much room the home takes, by kind."""
        from include.maintenance import sizes
        from include.settings import load_settings

        return sizes.home_sizes(load_settings())

    sizes_before = tell_sizes.override(task_id="sizes_before")()
    sizes_after = tell_sizes.override(task_id="sizes_after")()
    forgotten = forget_outdated()
    sizes_before >> back_up() >> forgotten >> compact() >> check_publication() >> sizes_after
    forgotten >> clean_metadata() >> sizes_after


maintain_warehouse()
