"""What all pages share: templates that escape."""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

PACKAGE = "include.pages"


def loader(package: str) -> ChoiceLoader:
    """Finds the templates of a package, and those that all pages share."""
    return ChoiceLoader([PackageLoader(package), PackageLoader(PACKAGE)])


def render(package: str, template_name: str, filters: Mapping[str, Callable[..., str]], **values: Any) -> str:
    """The HTML of a template of a package; whatever comes from a document is escaped."""
    environment = Environment(
        loader=loader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters)
    return environment.get_template(template_name).render(values)
