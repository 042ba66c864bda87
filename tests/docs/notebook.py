"""The notebook with its answers over the samples: `python -m tests.docs.notebook` writes it."""

import os
import tempfile
from pathlib import Path
from typing import Any
from unittest import mock

import nbformat
from nbclient import NotebookClient

from include.settings import PROJECT_ROOT, Settings
from tests.conftest import make_settings, publish_samples

NOTEBOOK = PROJECT_ROOT / "docs" / "notebooks" / "first_look.ipynb"
DRAWN = "image/svg+xml"


def stored() -> Any:
    return nbformat.read(NOTEBOOK, as_version=4)


def executed(settings: Settings) -> Any:
    """The notebook after every cell has run on a home's published file; a cell that fails raises."""
    notebook = stored()
    client = NotebookClient(
        notebook, timeout=120, record_timing=False, resources={"metadata": {"path": NOTEBOOK.parent}}
    )
    with mock.patch.dict(os.environ, {"PRESSMARK_HOME": str(settings.home)}):
        return client.execute()


def answers(notebook: Any) -> list[str]:
    """What the cells show, but for drawings, whose ids are new each time."""
    return [output["data"]["text/plain"] for output in _shown(notebook) if DRAWN not in output["data"]]


def drawings(notebook: Any) -> list[str]:
    return [output["data"][DRAWN] for output in _shown(notebook) if DRAWN in output["data"]]


def _shown(notebook: Any) -> list[Any]:
    return [output for cell in notebook.cells for output in cell.get("outputs", ()) if "data" in output]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        home = make_settings(Path(folder))
        publish_samples(home)
        written = executed(home)
        written.metadata.language_info = {"name": "python"}  # not which Python has written it
        for cell in written.cells:  # nor what its libraries had to say on this machine
            if cell.cell_type == "code":
                cell.outputs = [output for output in cell.outputs if output.output_type != "stream"]
        nbformat.write(written, NOTEBOOK)
