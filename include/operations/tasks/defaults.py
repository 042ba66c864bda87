"""What all DAGs share. It is imported at every parse of a DAG file, so it imports nothing heavy."""

from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.sdk import Asset

from include.operations.airflow_environment import LAKE_POOL, WAREHOUSE_POOL
from include.settings import is_spark_chosen

RAW_DOCUMENT = Asset("raw.document")
"""Emitted when documents were landed, or wait since an earlier load: there is something to build."""

CORE, MARTS = Asset("core"), Asset("marts")
"""Emitted when they are published, with the rows of each of their tables: whoever builds on them listens."""

START_DATE = datetime(2026, 1, 1, tzinfo=UTC)
"""Any past moment: no DAG catches up."""

WAREHOUSE_QUEUE, NETWORK_QUEUE = "warehouse", "default"
"""Where several workers share the work, exactly one serves the first; a single one serves all."""

NETWORK_POOL = "default_pool"
"""For tasks that wait for other people's machines: they never open the warehouse, and hold nobody up."""

TASK_TIMEOUT = timedelta(minutes=30)

BUILD_POOL = LAKE_POOL if is_spark_chosen() else WAREHOUSE_POOL
BUILD_TIMEOUT = timedelta(hours=12) if is_spark_chosen() else TASK_TIMEOUT
"""A cluster may build for hours, while others use the warehouse; the warehouse's own engine never does."""

DEFAULT_ARGS: dict[str, Any] = {
    "owner": "pressmark",
    "pool": WAREHOUSE_POOL,
    "queue": WAREHOUSE_QUEUE,
    "retries": 2,
    "retry_delay": timedelta(seconds=15),
    "execution_timeout": TASK_TIMEOUT,
}
