"""Sessions of Spark in processes of their own."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from include.lake.ledger import seed_columns
from include.lake.state import LakeState
from include.settings import Settings

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def in_a_process(function: Callable[[Settings], Any], settings: Settings) -> Any:
    """A process has sessions of one kind and with one set of libraries, and this one may have others."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(function, settings).result()


def registered(session: "SparkSession", settings: Settings, state: LakeState) -> Any:
    """The tables of a state of the home's lake, for a while."""
    from include.spark.catalog import PARTS, registered

    seeds = list(seed_columns(settings.seeds_dir))
    return registered(session, settings.lake, state, seeds, settings.lake / PARTS)
