"""The dbt-duckdb plugin that gives every connection of dbt the text functions; the dbt profile names it.

dbt imports this module in a process of its own, so no DAG ever pays for it.
"""

from typing import Any

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

from include.text_functions.duckdb_functions import register
from include.text_functions.pool import TextPool


class Plugin(BasePlugin):
    """Configured in the dbt profile with `seeds_dir`, `process_count` and `max_document_seconds`."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Keep one pool of processes for all connections of a run."""
        self._seeds_dir = str(plugin_config["seeds_dir"])
        self._max_document_seconds = float(plugin_config["max_document_seconds"])
        self._pool = TextPool(int(plugin_config["process_count"]))

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Make the text functions known to SQL."""
        register(conn, self._pool, self._seeds_dir, self._max_document_seconds)
