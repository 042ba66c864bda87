"""Keep a home fit: back it up, forget what is outdated, give room back, and prove what is published.

Once a day. `back_up` comes first, so that whatever follows can be undone; `forget_outdated` removes rejected
bytes, polls, single results and logs whose time is over; `compact` writes the warehouse anew where a quarter
of it is free; `check_publication` holds the published file against the warehouse, row by row, and fails where
they differ; `write_model_docs` brings dbt's pages about the tables up to date; `clean_metadata` has Airflow
forget its own old runs. Running it twice changes nothing but adds a backup.
"""

from datetime import timedelta

from airflow.sdk import dag

from include.operations.tasks.defaults import DEFAULT_ARGS, START_DATE
from include.operations.tasks.maintenance import (
    back_up,
    check_publication,
    clean_metadata,
    compact,
    forget_outdated,
    tell_sizes,
    write_model_docs,
)


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

    sizes_before = tell_sizes.override(task_id="sizes_before")()
    sizes_after = tell_sizes.override(task_id="sizes_after")()
    forgotten = forget_outdated()
    checked = check_publication()
    sizes_before >> back_up() >> forgotten >> compact() >> checked >> write_model_docs() >> sizes_after
    forgotten >> clean_metadata() >> sizes_after


maintain_warehouse()
