"""`make maintain`: what is done once a day, through the real DAG `maintain_warehouse`."""

import sys

from rich.console import Console

from include.operations.runs import foreground, pipeline
from include.settings import Settings


def main() -> int:
    """Maintain the home and return the exit code: see `foreground.exit_code_of`."""
    return foreground.exit_code_of(maintain)


def maintain(settings: Settings, console: Console) -> int:
    """Back the home up, forget what is outdated, give room back, and check what is published.

    Raises:
        OperationError: nothing was begun; the message says what to do.
    """
    return foreground.run_alone(
        settings,
        console,
        dag_id=pipeline.MAINTENANCE_DAG_ID,
        prepare=lambda: f"Maintaining {settings.home}",
        work=pipeline.run_maintenance,
        nothing_done="Maintained; news is brought by make run.",
    )


if __name__ == "__main__":
    sys.exit(main())
