"""One build on Spark: what was landed goes into the lake, dbt builds, and then all tables change at once.

It is a process of its own, `python -m include.spark.build`, which dbt and the session share.
"""

import argparse
import logging
import sys
import time
from contextlib import suppress
from dataclasses import dataclass

from dbt.artifacts.schemas.run import RunExecutionResult
from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.contracts.graph.nodes import ModelNode

from include.lake.ledger import documents_dir, seed_columns, write_ledger
from include.lake.state import (
    LakeError,
    LakeState,
    claim,
    is_kept,
    last_build_no,
    locked,
    read_state,
    unused_dirs,
    write_state,
)
from include.lake.views import shown_build_no
from include.places import Place, PlaceError, check_reachable, remove_tree
from include.settings import Settings, load_settings
from include.spark.catalog import PARTS, escaped, registered, tables_of
from include.spark.session import SparkMissingError, spark_session
from include.warehouse import TRANSIENT, DatabaseFileError, writer

logger = logging.getLogger(__name__)


class SparkBuildError(RuntimeError):
    """dbt ended with an error; the message names what failed."""


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What one build did."""

    build_no: int
    model_count: int
    duration_seconds: float


def build(settings: Settings, *, is_rebuild: bool) -> BuildSummary:
    """Bring every model up to date, or make every one anew, where the settings say that Spark is.

    Running it again gives the same tables; killed, it changes none of them.

    Raises:
        SparkBuildError: a model failed.
        SparkMissingError: there is no Java that Spark runs on, or no server at the address.
        LakeError: the lake's state is damaged, or another build is at work on it.
        PlaceError: the object store of the lake does not answer, or what is left over cannot be removed.
        WarehouseBusyError: another process holds the warehouse.
    """
    started = time.monotonic()
    with locked(settings):
        check_reachable(settings.lake)
        claim(settings.lake, settings.home)
        model_count, build_no = _build(settings, is_rebuild)
    summary = BuildSummary(build_no, model_count, round(time.monotonic() - started, 3))
    logger.info("%s", summary)
    return summary


def _build(settings: Settings, is_rebuild: bool) -> tuple[int, int]:
    """Do it, and say how many models it built, and its number.

    It goes on from the state that the warehouse shows: a newer one, whose build was killed before it was
    shown, is done again, and of a lake whose warehouse is another one by now, nothing is known.
    """
    lake = settings.lake
    build_no = last_build_no(lake) + 1
    with writer(settings) as connection:
        shown_no = shown_build_no(connection)
    is_known = shown_no is not None and is_kept(lake, shown_no)
    if not is_known:
        # Left by a warehouse that is no more: a load of the same files has the same name in this one.
        remove_tree(documents_dir(lake))
    # What is made anew is made of what was landed alone, with the columns and types that it has now.
    state = LakeState() if is_rebuild or not is_known else read_state(lake, shown_no)
    write_ledger(settings)
    known_to_sql = {
        "pressmark.tables": escaped(lake / "tables"),
        "pressmark.build_no": str(build_no),
    }
    configuration = dict(settings.spark.configuration) | known_to_sql
    seeds = list(seed_columns(settings.seeds_dir))
    with spark_session(settings, settings.spark.master, configuration) as session:
        # Whatever an earlier build was about to write is written by now, or never will be.
        _remove(unused_dirs(lake))
        with suppress(PlaceError):  # an executor of a build that died may be writing there still
            remove_tree(lake / PARTS)
        with registered(session, lake, state, seeds, lake / PARTS):
            model_count, transient = _run_dbt(settings, is_whole=not state.tables)
            built = tables_of(session, lake)
    kept = {name: table for name, table in built.items() if name not in transient}
    write_state(lake, LakeState(build_no, kept))
    return model_count, build_no


def _run_dbt(settings: Settings, *, is_whole: bool) -> tuple[int, set[str]]:
    """Build all models in this process; how many, and the tables of those that are not kept.

    The first build of a lake makes everything anew, and is refused as any such build is where documents have
    been accepted: those are not read again, so what sources repeat could not be learnt from them.
    """
    options = ["--full-refresh"] if is_whole else []
    answer: dbtRunnerResult = dbtRunner().invoke(
        [
            "run",
            *options,
            "--target", "spark",
            "--project-dir", str(settings.dbt_project_dir),
            "--profiles-dir", str(settings.dbt_project_dir),
            "--target-path", str(settings.dbt_dir / "spark" / "target"),
            "--log-path", str(settings.dbt_dir / "spark" / "logs"),
        ]
    )  # fmt: skip
    if answer.exception:
        raise SparkBuildError(f"dbt failed: {answer.exception}") from answer.exception
    assert isinstance(answer.result, RunExecutionResult)
    results = answer.result.results
    failed = [f"{result.node.unique_id}: {result.message}" for result in results if result.status == "error"]
    if not answer.success:
        raise SparkBuildError("dbt failed: " + "; ".join(failed))
    nodes = [result.node for result in results if isinstance(result.node, ModelNode)]
    transient = {f"{node.schema}.{node.name}" for node in nodes if node.config.database == TRANSIENT}
    return len(nodes), transient


def _remove(folders: list[Place]) -> None:
    for folder in folders:
        remove_tree(folder)
    if folders:
        logger.info("%d generations removed that no table is made of any more", len(folders))


def main() -> int:
    """Build what the environment and the command line say; the exit code is 1 where that failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full-refresh", action="store_true", help="make every table anew")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stdout, force=True)
    logging.getLogger("py4j").setLevel(logging.WARNING)
    try:
        build(load_settings(), is_rebuild=options.full_refresh)
    except (SparkBuildError, SparkMissingError, LakeError, PlaceError, DatabaseFileError) as error:
        logger.error("%s", error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
