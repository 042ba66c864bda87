"""What all pages share: templates that escape, and files that are replaced at once."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
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


def replace_file(path: Path, text: str) -> None:
    """Write a file anew, at once: who has it open never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
