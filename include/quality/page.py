"""The quality page: one file without scripts, which needs no network and stays the same size."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from include.quality import sparkline
from include.quality.report import HISTORY_DAYS, Report

TEMPLATE_NAME = "index.html.j2"


def write(report: Report, path: Path, data_docs_dir: Path) -> None:
    """Replace the page at once: who has it open never sees half of it.

    `data_docs_dir` holds one folder a run; the page links to it by a relative address.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(render(report, data_docs_dir.name), encoding="utf-8")
    fresh.replace(path)


def render(report: Report, data_docs_address: str) -> str:
    """The page's HTML; whatever comes from a document is escaped."""
    environment = Environment(
        loader=PackageLoader("include.quality"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["moment"] = _moment
    environment.globals["sparkline"] = sparkline
    return environment.get_template(TEMPLATE_NAME).render(
        report=report, data_docs_address=data_docs_address, history_days=HISTORY_DAYS
    )


def _moment(value: datetime | date) -> str:
    """A moment to the minute in UTC, or a day."""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return value.isoformat()
