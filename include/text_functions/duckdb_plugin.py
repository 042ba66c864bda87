"""The dbt-duckdb plugin that gives dbt the warehouse and the text functions; the dbt profile names it.

dbt imports this module in a process of its own, so no DAG ever pays for it.
"""

from functools import partial
from typing import Any

import duckdb
from dbt.adapters.duckdb.credentials import DuckDBCredentials
from dbt.adapters.duckdb.plugins import BasePlugin

from include.settings import load_settings
from include.text_functions.batches import warm_up
from include.text_functions.duckdb_functions import register
from include.text_functions.pool import TextPool
from include.warehouse import CATALOG, DatabaseFileError, attach, attach_transient, connection_limits

_PENDING_CHAR_COUNT = f"""
    with undecided as (
        select load_id
        from {CATALOG}.raw.load
        anti join {CATALOG}.quality.load_verdict using (load_id)
    )

    select coalesce(sum(char_count), 0)
    from {CATALOG}.raw.document
    where
        load_id in (select load_id from undecided)
        or document_id in (
            select document_id from {CATALOG}.raw.reprocess_request semi join undecided using (load_id)
        )
"""
"""How much text a build will read; a rebuild asks for all of it by a request."""


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
        self._seeds_dir = str(self._settings.seeds_dir)
        self._pool = TextPool(self._settings.text_process_count, partial(warm_up, self._seeds_dir))

    def update_connection_config(self, creds: DuckDBCredentials, config: dict[str, Any]) -> None:
        """Keep dbt within the limits of every other writer."""
        config.update(connection_limits(self._settings))

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Attach the warehouse, and make the text functions known to SQL.

        Where there is much to read, processes get ready for it while the first models are built.

        Raises:
            WarehouseBusyError: another process holds the warehouse for longer than the lock timeout.
        """
        attach(conn, self._settings)
        attach_transient(conn, self._settings)
        ((char_count,),) = conn.execute(_PENDING_CHAR_COUNT).fetchall()
        self._pool.expect(int(char_count))
        register(conn, self._pool, self._seeds_dir, self._settings.max_document_seconds)
