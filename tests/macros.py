"""The project's macros as dbt would render them for an engine, without dbt."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2

from include.settings import PROJECT_ROOT

MACROS_DIR = PROJECT_ROOT / "dbt_project" / "macros"


def render(engine: str, sql: str, **of_dbt: Any) -> str:
    """The SQL with its macros written out in the words of the engine; dbt's own are given by name."""
    environment = jinja2.Environment(extensions=["jinja2.ext.do"])
    # A macro that returns what another one has made returns text here.
    environment.globals["return"] = lambda text: text
    environment.globals["adapter"] = SimpleNamespace(dispatch=lambda name, _: macros[f"{engine}__{name}"])
    environment.globals.update(of_dbt)
    macros: dict[str, Any] = {}
    template = environment.from_string(_macro_sources() + "{% macro rendered() %}" + sql + "{% endmacro %}")
    macros.update(vars(template.module))
    return str(macros["rendered"]())


def macro_names(engine: str) -> set[str]:
    """The macros that a file of an engine defines, without its name."""
    prefix = f"{{% macro {engine}__"
    lines = (MACROS_DIR / "engine" / f"{engine}.sql").read_text().splitlines()
    return {line.removeprefix(prefix).partition("(")[0] for line in lines if line.startswith(prefix)}


def _macro_sources() -> str:
    files: list[Path] = [
        *(MACROS_DIR / "engine" / f"{name}.sql" for name in ("engine", "duckdb", "spark")),
        *(MACROS_DIR / f"{name}.sql" for name in ("days", "figures", "source_label")),
    ]
    return "\n".join(path.read_text() for path in files)
