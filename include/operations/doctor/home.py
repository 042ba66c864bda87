"""Looks at the home: versions, locks, the last load and publication, what waits for a person, backups."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from include.maintenance import backup
from include.maintenance.manifest import BackupError
from include.monitoring.figures import Figures, read_figures
from include.monitoring.stages import read_stages
from include.operations.doctor.finding import Finding
from include.operations.services import metadata
from include.settings import Settings, product_version
from include.warehouse import DatabaseFileError, OlderHomeError, WarehouseBusyError, reader

LOCK_TIMEOUT_SECONDS = 2
"""A look shall not take as long as a load may wait."""

SECONDS_A_DAY = 86_400
MAX_LAG_SECONDS = 2 * 3600
MAX_BACKUP_AGE_SECONDS = 2 * SECONDS_A_DAY


def look_at_home(settings: Settings) -> Iterator[Finding]:
    """All that the home's files tell; the warehouse is opened once."""
    yield _versions(settings)
    if not settings.warehouse_path.exists():
        yield Finding("Warehouse", "warning", "nothing was loaded yet", "make run")
        return
    try:
        figures = read_figures(replace(settings, lock_timeout_seconds=LOCK_TIMEOUT_SECONDS))
    except WarehouseBusyError:
        yield Finding("Warehouse", "ok", "in use by a task at this moment: ask again for what is in it")
    except OlderHomeError as error:
        yield Finding("Warehouse", "wrong", str(error), "make upgrade")
    except DatabaseFileError as error:
        yield Finding("Warehouse", "wrong", str(error), "make restore FROM=latest")
    else:
        yield from _state(figures)
    yield _published(settings)
    yield from _stages(settings)
    yield _backups(settings)


def _versions(settings: Settings) -> Finding:
    if metadata.is_metadata_ready(settings) or not settings.airflow_home.exists():
        return Finding("Version", "ok", product_version())
    return Finding(
        "Version",
        "warning",
        f"{product_version()}; another version of Airflow made its metadata",
        "make run or make up brings it up to date",
    )


def _state(figures: Figures) -> Iterator[Finding]:
    yield Finding(
        "Warehouse",
        "ok",
        f"{figures.document_count:,} documents; last load {_moment(figures.landed_at)}, "
        f"last publication {_moment(figures.published_at)}",
    )
    lag_seconds = figures.lag_seconds()
    if lag_seconds > MAX_LAG_SECONDS:
        yield Finding(
            "Lag",
            "wrong",
            f"a load waits for {lag_seconds / 3600:.1f} hours to be published",
            "make run, or look at build_warehouse in the UI",
        )
    if figures.refused_load_count:
        yield Finding(
            "Loads",
            "wrong",
            f"{figures.refused_load_count} stand refused",
            "make quality says why; mend it, then make release",
        )
    critical, warnings = (figures.open_incident_count_by_severity[name] for name in ("critical", "warning"))
    if critical or warnings:
        yield Finding(
            "Incidents",
            "wrong" if critical else "warning",
            f"{critical} critical and {warnings} other ones are open",
            "make quality names them",
        )
    if figures.set_aside_count:
        yield Finding(
            "Set aside",
            "warning",
            f"{figures.set_aside_count} documents are left out of what is published",
            "make quality names them; mend the parser and make reprocess, or make release",
        )
    if figures.waiting_quarantined_count:
        yield Finding(
            "Quarantine",
            "ok",
            f"{figures.waiting_quarantined_count:,} things, whose reasons the ledger tells",
        )


def _published(settings: Settings) -> Finding:
    path = settings.published_path
    if not path.exists():
        return Finding("Published", "warning", "nothing is published yet", "make run")
    try:
        with reader(path) as connection:
            ((count,),) = connection.execute("select count(*) from core.article").fetchall()
    except Exception as error:
        return Finding("Published", "wrong", f"{path} cannot be read: {error}", "make rebuild writes it anew")
    return Finding("Published", "ok", f"{count:,} articles in {path}")


def _stages(settings: Settings) -> Iterator[Finding]:
    for stage in read_stages(settings).values():
        if not stage.is_success:
            yield Finding(
                "Stage",
                "wrong",
                f"{stage.name} failed {_moment(stage.finished_at)}, "
                f"and succeeded last {_moment(stage.succeeded_at)}",
                "its log in the UI, or the last one in the home's folder logs, says why",
            )


def _backups(settings: Settings) -> Finding:
    try:
        kept = backup.backups(settings)
    except BackupError as error:
        return Finding("Backups", "wrong", str(error), "look at PRESSMARK_BACKUPS")
    if not kept:
        return Finding("Backups", "warning", "there is none", "make maintain, or leave make up running")
    newest = kept[-1]
    age_seconds = time.time() - newest.created_at.timestamp()
    text = (
        f"{len(kept)} at {settings.backups_address}, the last one of {newest.created_at:%Y-%m-%d %H:%M} UTC"
    )
    if age_seconds > MAX_BACKUP_AGE_SECONDS:
        return Finding("Backups", "warning", text, "make maintain, or look at maintain_warehouse in the UI")
    return Finding("Backups", "ok", text)


def _moment(epoch_seconds: float | None) -> str:
    if epoch_seconds is None:
        return "never"
    return f"at {datetime.fromtimestamp(epoch_seconds, UTC):%Y-%m-%d %H:%M} UTC"
