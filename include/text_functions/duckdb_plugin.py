"""The dbt-duckdb plugin that gives every connection of dbt the text functions; the dbt profile names it.

dbt imports this module in a process of its own, so no DAG ever pays for it.
"""

from functools import partial
from typing import Any

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

from include.text_functions.batches import warm_up
from include.text_functions.duckdb_functions import register
from include.text_functions.pool import TextPool
from include.warehouse import CATALOG

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
    """Configured in the dbt profile with `seeds_dir` and `process_count`."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Keep one pool of processes for all connections of a run."""
        self._seeds_dir = str(plugin_config["seeds_dir"])
        self._pool = TextPool(int(plugin_config["process_count"]), partial(warm_up, self._seeds_dir))
        self._is_expecting = False

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Make the text functions known to SQL."""
        register(conn, self._pool, self._seeds_dir)

    def configure_cursor(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Let processes get ready where there is much to read; only now the warehouse is attached."""
        if not self._is_expecting:
            self._is_expecting = True
            ((char_count,),) = cursor.execute(_PENDING_CHAR_COUNT).fetchall()
            self._pool.expect(int(char_count))
