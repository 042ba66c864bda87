"""What all pages share: templates that escape."""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

PACKAGE = "include.quality"


def render(template_name: str, filters: Mapping[str, Callable[..., str]], **values: Any) -> str:
    """The HTML of a template; whatever comes from a document is escaped."""
    environment = Environment(
        loader=PackageLoader(PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters)
    return environment.get_template(template_name).render(values)
