"""The SQLAlchemy dialect through which Great Expectations reads the warehouse.

Great Expectations fetches a result after it has given the connection back, and giving back rolls back, which
in DuckDB discards the result. So this dialect leaves transactions alone; the file is opened read-only, and
there is nothing to commit. Try without it at each upgrade of `great-expectations` or `duckdb-engine`.
"""

from pathlib import Path
from typing import Any

from duckdb_engine import Dialect
from sqlalchemy.dialects import registry

DRIVER_NAME = "duckdb+pressmark"
URL = f"{DRIVER_NAME}:///"
"""The path is not part of it: a URL would have to be escaped, for SQLAlchemy and for Great Expectations."""


class WarehouseDialect(Dialect):
    """DuckDB in UTC and without transactions."""

    supports_statement_cache = False

    def connect(self, *arguments: Any, **options: Any) -> Any:
        """Open a connection whose days are UTC's, as everywhere in the warehouse."""
        connection = super().connect(*arguments, **options)
        connection.execute("set timezone = 'UTC'")
        return connection

    def do_begin(self, dbapi_connection: Any) -> None:
        """Do nothing."""

    def do_commit(self, dbapi_connection: Any) -> None:
        """Do nothing."""

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Do nothing."""


def register() -> None:
    """Make the dialect known to SQLAlchemy by its name."""
    registry.register(DRIVER_NAME.replace("+", "."), __name__, WarehouseDialect.__name__)


def connect_arguments(path: Path, memory_limit: str) -> dict[str, Any]:
    """Open the file read-only, with no way to any other file but the spill folder."""
    return {
        "database": str(path),
        "read_only": True,
        "config": {"memory_limit": memory_limit, "temp_directory": str(path.parent / "spill")},
    }
