"""Registers the text functions with DuckDB, as a dbt-duckdb plugin; the dbt profile names this module.

dbt imports this module for each run of its own, so nothing of it is ever imported by a DAG.
"""

from collections.abc import Callable
from typing import Any

import duckdb
import pyarrow as pa
from dbt.adapters.duckdb.plugins import BasePlugin
from duckdb.func import FunctionNullHandling, PythonUDFType

from include.text_functions import batches, types
from include.text_functions.pool import TextPool

_SQL_TYPES = {
    pa.string(): "varchar",
    pa.int32(): "integer",
    pa.bool_(): "boolean",
    pa.float64(): "double",
    pa.timestamp("us"): "timestamp",
}


class Plugin(BasePlugin):
    """Configured in the dbt profile with `seeds_dir` and `process_count`."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Keep one pool of processes for all connections of a run."""
        self._seeds_dir = str(plugin_config["seeds_dir"])
        self._pool = TextPool(int(plugin_config["process_count"]))

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Make the text functions known to SQL."""
        document_text = [pa.string(), pa.string(), pa.string()]
        self._register(conn, "parse_document", self._parse_document, document_text, types.PARSED_DOCUMENT)
        self._register(
            conn,
            "find_mentions",
            self._find_mentions,
            [pa.string(), pa.list_(types.SECTION), pa.list_(types.ASSET_DEFINITION)],
            pa.list_(types.MENTION),
        )
        self._register(conn, "parse_timestamp", _parse_timestamp, [pa.string()], types.TIMESTAMP)
        self._register(conn, "canonical_url", _canonical_url, [pa.string()], pa.string())

    def _parse_document(
        self, raw_text: pa.ChunkedArray, document_format: pa.ChunkedArray, title: pa.ChunkedArray
    ) -> pa.Array:
        columns = [raw_text.combine_chunks(), document_format.combine_chunks(), title.combine_chunks()]
        return self._pool.run(batches.parse_documents, raw_text.nbytes, *columns)

    def _find_mentions(
        self, raw_text: pa.ChunkedArray, sections: pa.ChunkedArray, definitions: pa.ChunkedArray
    ) -> pa.Array:
        columns = [raw_text.combine_chunks(), sections.combine_chunks(), definitions.combine_chunks()]
        return self._pool.run(batches.find_mentions, raw_text.nbytes, *columns, self._seeds_dir)

    @staticmethod
    def _register(
        connection: duckdb.DuckDBPyConnection,
        name: str,
        function: Callable[..., pa.Array],
        argument_types: list[pa.DataType],
        return_type: pa.DataType,
    ) -> None:
        connection.create_function(
            name,
            function,
            [duckdb.sqltype(_sql_type(argument)) for argument in argument_types],
            duckdb.sqltype(_sql_type(return_type)),
            type=PythonUDFType.ARROW,
            null_handling=FunctionNullHandling.SPECIAL,
        )


def _parse_timestamp(text: pa.ChunkedArray) -> pa.Array:
    return batches.parse_timestamps(text.to_pylist())


def _canonical_url(url: pa.ChunkedArray) -> pa.Array:
    return batches.canonical_urls(url.to_pylist())


def _sql_type(arrow_type: pa.DataType) -> str:
    if pa.types.is_list(arrow_type):
        return f"{_sql_type(arrow_type.value_type)}[]"
    if pa.types.is_struct(arrow_type):
        fields = ", ".join(f'"{field.name}" {_sql_type(field.type)}' for field in arrow_type)
        return f"struct({fields})"
    return _SQL_TYPES[arrow_type]
