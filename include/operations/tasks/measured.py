"""Around the work of a task: note how it did, and tell monitors.

DAG files import this: nothing heavy here.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from include.settings import Settings

if TYPE_CHECKING:
    from include.monitoring.stages import Stopwatch

logger = logging.getLogger(__name__)


@contextmanager
def measured(settings: Settings, stage: str, *, is_told: bool = False) -> Iterator["Stopwatch"]:
    """Note how a stage did; tell monitors where that is asked for, and whenever it failed.

    What it yields says afterwards how long the stage took.

    What goes wrong with the telling is logged and fails no task: news is worth more than figures about it.
    """
    from include.monitoring.stages import recorded

    try:
        with recorded(settings, stage) as stopwatch:
            yield stopwatch
    except BaseException:
        is_told = True
        raise
    finally:
        if is_told:
            _tell(settings)


def _tell(settings: Settings) -> None:
    from include.monitoring.exposition import write_metrics

    try:
        write_metrics(settings)
    except Exception as error:
        logger.warning("Monitors were not told: %s", error)
