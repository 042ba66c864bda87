"""The tasks of a day's maintenance.

DAG files import this: nothing heavy here.
"""

from dataclasses import asdict
from typing import Any

from airflow.sdk import TriggerRule, task
from airflow.sdk.exceptions import AirflowSkipException

from include.operations.tasks.defaults import NETWORK_POOL, NETWORK_QUEUE
from include.operations.tasks.measured import measured


@task
def back_up() -> dict[str, Any]:
    """Keep a copy of the warehouse, and remove the backups that are old enough."""
    from include.maintenance import backup
    from include.settings import load_settings

    settings = load_settings()
    if not settings.warehouse_path.exists():
        raise AirflowSkipException("there is no warehouse yet")
    with measured(settings, "back_up", is_told=True):
        made = backup.back_up(settings)
        removed = backup.remove_outdated(settings)
    return {"backup": made.name, "byte_count": made.byte_count, "removed": removed}


@task
def forget_outdated() -> dict[str, int]:
    """Remove what the settings say need not be kept."""
    from include.maintenance import retention
    from include.settings import load_settings

    settings = load_settings()
    with measured(settings, "forget_outdated"):
        return asdict(retention.forget_outdated(settings))


@task
def compact() -> dict[str, int]:
    """Write the warehouse anew where enough of it is free."""
    from include.maintenance import compaction
    from include.settings import load_settings

    settings = load_settings()
    with measured(settings, "compact"):
        return asdict(compaction.compact(settings))


@task
def check_publication() -> int:
    """Hold the published file against the warehouse."""
    from include.publication import check
    from include.settings import load_settings

    settings = load_settings()
    with measured(settings, "check_publication", is_told=True):
        table_count = check.check_publication(settings)
    if table_count is None:
        raise AirflowSkipException("nothing is published yet, or a build waits to be")
    return table_count


@task(trigger_rule=TriggerRule.NONE_FAILED)
def write_model_docs() -> str:
    """Bring dbt's pages about the tables up to date, which Airflow's menu leads to."""
    from include import transform
    from include.settings import load_settings

    return str(transform.write_model_docs(load_settings()))


@task(pool=NETWORK_POOL, queue=NETWORK_QUEUE)
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
