"""The gate: look at what a build wrote, and decide whether it may be published.

The audit reads the warehouse and changes nothing in it. The results and the verdict are then written in one
transaction, so that a run that was killed has decided nothing. The page is written last, and each time anew.
Where only rows of a few documents failed, those are set aside, and the verdict waits for a build without
them.
"""

import logging
import shutil
from pathlib import Path

from include.lake.views import shown_build_no
from include.quality.audit import data_docs
from include.quality.audit.spark_suites import run_suites_on_spark
from include.quality.audit.suites import run_suites
from include.quality.incidents import store
from include.quality.model import Audit, Batch, Verdict
from include.quality.report import page, summary
from include.quality.verdicts import runs, set_aside
from include.settings import Settings
from include.tables.create import create_tables
from include.warehouse import writer

logger = logging.getLogger(__name__)


def validate(settings: Settings) -> Verdict:
    """Audit the loads that wait for a verdict, and give it to them or set some of their documents aside.

    Where nothing waits, nothing is audited and nothing changes. A batch that was decided keeps its verdict,
    also a refusal: only the next build leaves the refused documents out, and what it then finds is the state
    that was last accepted.

    Raises:
        WarehouseBusyError: another process holds the warehouse.
        BatchChangedError: another build ran during the audit.
        SparkAuditError: the audit on Spark has not come to an end.
    """
    with writer(settings) as connection:
        create_tables(connection)
        lake_build_no = shown_build_no(connection) if settings.is_built_on_spark else None
        batch = runs.pending_batch(connection)
        decided = runs.deciding_run(connection, batch)
        is_outdated = set_aside.is_build_outdated(connection)
    is_undecided = batch is not None and decided is None
    audit = None
    if batch is not None and is_undecided and not is_outdated:
        audit = _audit(settings, batch, lake_build_no)
    with writer(settings) as connection:
        if audit is not None:
            audit = set_aside.vouched(connection, audit)
            rows = set_aside.rows_to_set_aside(connection, audit, settings)
            if rows:
                runs.store_undecided(connection, audit, rows)
                is_outdated = True
            else:
                decided = runs.store(connection, audit)
        shown = summary.collect(connection)
        set_aside_count = set_aside.open_count(connection)
    page.write(shown, report_path(settings), data_docs_dir(settings))
    verdict = _verdict(settings, decided, set_aside_count, is_rebuild_needed=is_outdated)
    logger.info("%s", verdict)
    return verdict


def watch_feeds(settings: Settings) -> None:
    """Open and resolve the incidents of feeds after they were polled; twice changes nothing.

    The page is written anew only where an incident came or went.

    Raises:
        WarehouseBusyError: another process holds the warehouse.
    """
    with writer(settings) as connection:
        create_tables(connection)
        shown = summary.collect(connection) if store.record_feeds(connection) else None
    if shown is not None:
        page.write(shown, report_path(settings), data_docs_dir(settings))


def _audit(settings: Settings, batch: Batch, lake_build_no: int | None) -> Audit:
    """Audit where the tables are, in the warehouse or in a lake, and keep the latest runs' Data Docs."""
    docs_dir = data_docs_dir(settings)
    for leftover in docs_dir.glob(".*/"):
        shutil.rmtree(leftover)
    fresh = docs_dir / f".{batch.validation_run_id}"
    fresh.mkdir(parents=True)
    if lake_build_no is None:
        audit = run_suites(settings.warehouse_path, batch, fresh)
    else:
        audit = run_suites_on_spark(settings, lake_build_no, batch, fresh)
    target = docs_dir / batch.validation_run_id
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    data_docs.keep_latest(docs_dir)
    return audit


def report_path(settings: Settings) -> Path:
    """The quality page."""
    return settings.reports_dir / "index.html"


def data_docs_dir(settings: Settings) -> Path:
    """Great Expectations' own pages, one folder a run."""
    return settings.reports_dir / "data_docs"


def _verdict(
    settings: Settings, run: runs.Run | None, set_aside_count: int, *, is_rebuild_needed: bool
) -> Verdict:
    """What is told about a run. Where there never was one, there is nothing that could be refused."""
    if run is None:
        return Verdict(
            is_accepted=not is_rebuild_needed,
            passed_count=0,
            warned_count=0,
            failed_count=0,
            validation_run_id=None,
            load_ids=[],
            report_path=report_path(settings),
            set_aside_count=set_aside_count,
            is_rebuild_needed=is_rebuild_needed,
        )
    return Verdict(
        is_accepted=run.is_accepted and not is_rebuild_needed,
        passed_count=run.passed_count,
        warned_count=run.warned_count,
        failed_count=run.failed_count,
        validation_run_id=run.validation_run_id,
        load_ids=run.load_ids,
        report_path=report_path(settings),
        set_aside_count=set_aside_count,
        is_rebuild_needed=is_rebuild_needed,
    )
