"""`make rebuild`: every table anew from what was landed, through the real DAG `reprocess_articles`."""

import sys

from rich.console import Console

from include.operations.runs import foreground, pipeline
from include.settings import Settings


def main() -> int:
    """Make everything anew and return the exit code: see `foreground.exit_code_of`."""
    return foreground.exit_code_of(rebuild)


def rebuild(settings: Settings, console: Console) -> int:
    """Read all landed documents again, make all tables of that, check them, and publish them whole.

    Raises:
        OperationError: nothing was begun; the message says what to do.
    """
    return foreground.run_alone(
        settings,
        console,
        dag_id=pipeline.REPROCESS_DAG_ID,
        prepare=lambda: f"Making every table of {settings.warehouse_path} anew",
        work=lambda dags, listener: pipeline.run_reprocessing(dags, listener, {"is_rebuild": True}),
        nothing_done="Nothing is landed and built yet: make run does that.",
    )


if __name__ == "__main__":
    sys.exit(main())
