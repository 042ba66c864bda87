"""Machines that fail say nothing of the rows, and refuse no load."""

import pytest

from include.quality.audit.answers import unreadable
from include.quality.audit.spark_suites import check_uninterrupted


@pytest.mark.parametrize(
    "message",
    [
        "Job aborted due to stage failure: ExecutorLostFailure (executor 1 exited)",
        "java.lang.OutOfMemoryError: Java heap space",
        "org.apache.spark.SparkException: Not enough memory to build and broadcast the table",
        "FetchFailed(BlockManagerId(0, worker, 40000, None), shuffleId=3)",
        "java.io.IOException: No space left on device",
        "Job 7 cancelled because SparkContext was shut down",
    ],
)
def test_a_machine_that_failed_interrupts_the_audit(message: str) -> None:
    with pytest.raises(InterruptedError, match=r"core\.article\.readable could not be evaluated"):
        check_uninterrupted([unreadable("core.article", message)])


@pytest.mark.parametrize(
    "message",
    ["[TABLE_OR_VIEW_NOT_FOUND] The table or view `core`.`article` cannot be found", "a column is missing"],
)
def test_what_is_missing_is_an_answer(message: str) -> None:
    check_uninterrupted([unreadable("core.article", message)])
