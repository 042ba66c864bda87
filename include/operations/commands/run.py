"""`make run`: the pipeline once over the inbox, through the real DAGs."""

import sys

from rich.console import Console

from include.operations import home
from include.operations.runs import foreground, pipeline
from include.operations.terminal import say
from include.settings import Settings


def main() -> int:
    """Run the pipeline and return the exit code: see `foreground.exit_code_of`."""
    return foreground.exit_code_of(run)


def run(settings: Settings, console: Console) -> int:
    """Take what is new in the inbox through the pipeline.

    Raises:
        OperationError: nothing was begun; the message says what to do.
    """

    def fill_new_inbox() -> str:
        if home.ensure_inbox(settings):
            sample_count = home.copy_samples(settings)
            say(console, f"The inbox was empty: copied {sample_count} sample files to {settings.inbox}")
        return f"Reading {settings.inbox}"

    return foreground.run_alone(
        settings,
        console,
        dag_id=pipeline.INGEST_DAG_ID,
        prepare=fill_new_inbox,
        work=pipeline.run_pipeline,
        nothing_done="Nothing new: the published file stays as it is.",
    )


if __name__ == "__main__":
    sys.exit(main())
