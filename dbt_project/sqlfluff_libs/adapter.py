"""What dbt's `adapter` does in macros, for sqlfluff: it lints the SQL as DuckDB gets it."""

from collections.abc import Callable

import jinja2


@jinja2.pass_context
def dispatch(context: jinja2.runtime.Context, macro_name: str, _: str) -> Callable[..., str]:
    """The macro of this name that is DuckDB's."""
    macro: Callable[..., str] = context.resolve(f"duckdb__{macro_name}")
    return macro
