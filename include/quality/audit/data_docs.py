"""Great Expectations' own pages about the latest runs, in a frame that needs neither script nor network."""

import html
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from include.files import replace_file
from include.pages.rendering import render
from include.quality.model import MAX_FAILURES_PER_CHECK, PACKAGE

if TYPE_CHECKING:
    from great_expectations.data_context.data_context.abstract_data_context import AbstractDataContext

KEPT_RUN_COUNT = 10
"""Data Docs are for looking closely at the latest runs; all of history is in the tables."""

INDEX_NAME = "index.html"
_VIEW = {"module_name": "include.quality.audit.data_docs_view", "class_name": "PageView"}


@dataclass(frozen=True, slots=True)
class TablePage:
    """What one run found out about one table, and where that is told."""

    table_name: str
    address: str
    check_count: int
    failed_count: int


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run whose pages are kept."""

    validation_run_id: str
    built_at: datetime


def site(folder: Path) -> dict[str, Any]:
    """The configuration of Great Expectations' site of one run."""
    # In its configuration a dollar stands for a variable of the environment.
    base_directory = str(folder).replace("$", r"\$")
    return {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": base_directory},
        "site_section_builders": {
            "expectations": {"view": _VIEW},
            "validations": {"view": _VIEW},
        },
    }


def build(context: "AbstractDataContext", folder: Path) -> None:
    """Write the pages about all that the context has validated, and their index.

    Great Expectations shows some values as they are, and all of them. So what comes from a document or a
    file's name is escaped before, and of many rows some are shown.
    """
    store: Any = context.validation_results_store
    tables = []
    for key in sorted(store.list_keys(), key=lambda key: key.run_id.run_time):
        validation = store.get(key)
        for result in validation.results:
            result.result = _shown(result.result)
            result.exception_info = _shown(result.exception_info)
        store.set(key, validation)
        tables.append(
            TablePage(
                table_name=validation.suite_name,
                address=f"validations/{'/'.join(key.to_tuple())}.html",
                check_count=len(validation.results),
                failed_count=sum(not result.success for result in validation.results),
            )
        )
    context.build_data_docs(build_index=False)
    # Fonts and pictures that no page of ours asks for.
    shutil.rmtree(folder / "static")
    replace_file(folder / INDEX_NAME, render(PACKAGE, "data_docs/run.html.j2", {}, tables=tables))


def keep_latest(data_docs_dir: Path) -> None:
    """Remove the pages of all but the latest runs, and list those that stay."""
    latest_first = sorted(data_docs_dir.glob("[!.]*/"), key=lambda path: path.stat().st_mtime, reverse=True)
    for outdated in latest_first[KEPT_RUN_COUNT:]:
        shutil.rmtree(outdated)
    kept = [
        KeptRun(folder.name, datetime.fromtimestamp(folder.stat().st_mtime, UTC))
        for folder in latest_first[:KEPT_RUN_COUNT]
    ]
    replace_file(data_docs_dir / INDEX_NAME, render(PACKAGE, "data_docs/runs.html.j2", {}, runs=kept))


def _shown(value: Any) -> Any:
    """The same with every text in it escaped for HTML, and no list too long."""
    if isinstance(value, str):
        return html.escape(value)
    if isinstance(value, Mapping):
        return {key: _shown(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(item) for item in value[:MAX_FAILURES_PER_CHECK]]
    return value
