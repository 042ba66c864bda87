"""The dbt-duckdb plugin that gives dbt the warehouse and the text functions; the dbt profile names it.

dbt imports this module in a process of its own, so no DAG ever pays for it.
"""

from typing import Any

import duckdb
from dbt.adapters.duckdb.credentials import DuckDBCredentials
from dbt.adapters.duckdb.plugins import BasePlugin

from include.settings import load_settings
from include.text_functions.duckdb_functions import register
from include.text_functions.pool import TextPool
from include.warehouse import DatabaseFileError, attach, connection_limits


class Plugin(BasePlugin):
    """Everything that it needs to know stands in the settings, so that dbt works alike whoever starts it."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Keep one pool of processes for all connections of a run.

        Raises:
            SettingsError: a setting cannot be used.
            DatabaseFileError: there is no warehouse; none is made, since nothing would be in it.
        """
        self._settings = load_settings()
        if not self._settings.warehouse_path.exists():
            raise DatabaseFileError(
                f"There is no warehouse {self._settings.warehouse_path} yet: make run lands what is in the "
                "inbox. For another home, set PRESSMARK_HOME."
            )
        self._pool = TextPool(self._settings.text_process_count)

    def update_connection_config(self, creds: DuckDBCredentials, config: dict[str, Any]) -> None:
        """Keep dbt within the limits of every other writer."""
        config.update(connection_limits(self._settings))

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Attach the warehouse, and make the text functions known to SQL.

        Raises:
            WarehouseBusyError: another process holds the warehouse for longer than the lock timeout.
        """
        attach(conn, self._settings)
        register(conn, self._pool, str(self._settings.seeds_dir))
