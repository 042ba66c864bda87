"""Writes the figures where monitors look: a text file for Prometheus, and one word for a health check."""

import time
from collections.abc import Mapping

import orjson
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from include.files import replace_file
from include.monitoring.figures import Figures, read_figures
from include.monitoring.stages import StageRun, read_stages
from include.settings import Settings, product_version

METRICS_NAME = "metrics.prom"
HEALTH_NAME = "health.json"

FRESH_SECONDS = 3600
"""The inbox is read every quarter of an hour, and then the health is written: an older one is no news."""


def write_metrics(settings: Settings) -> None:
    """Write `reports/metrics.prom` and `reports/health.json` anew, each at once.

    Raises:
        WarehouseBusyError: another process holds the warehouse.
    """
    figures, stages = read_figures(settings), read_stages(settings)
    replace_file(settings.reports_dir / METRICS_NAME, metrics_text(settings, figures, stages))
    is_ok = figures.is_ok and all(stage.is_success for stage in stages.values())
    health = {"is_ok": is_ok, "written_at": time.time()}
    replace_file(settings.reports_dir / HEALTH_NAME, orjson.dumps(health).decode())


def is_healthy(settings: Settings) -> bool:
    """Whether the last look found everything well, and was not long ago."""
    try:
        health = orjson.loads((settings.reports_dir / HEALTH_NAME).read_bytes())
        return bool(health["is_ok"]) and time.time() - float(health["written_at"]) < FRESH_SECONDS
    except (OSError, ValueError, KeyError, TypeError):
        return False


def metrics_text(settings: Settings, figures: Figures, stages: Mapping[str, StageRun]) -> str:
    """All figures in Prometheus' text format; names say units, as its conventions ask."""
    registry = CollectorRegistry()

    def gauge(name: str, text: str, labels: tuple[str, ...] = ()) -> Gauge:
        return Gauge(f"pressmark_{name}", text, labels, registry=registry)

    gauge("info", "The version that wrote this file.", ("version",)).labels(product_version()).set(1)
    found = gauge("found_things", "Things found in the inbox since the home was made.", ("outcome",))
    for outcome, count in figures.count_by_outcome.items():
        found.labels(outcome).set(count)
    gauge("documents", "Documents in the warehouse.").set(figures.document_count)
    gauge("quarantine_waiting_things", "Things in quarantine that were not landed since.").set(
        figures.waiting_quarantined_count
    )
    gauge("set_aside_documents", "Documents left out of what is published.").set(figures.set_aside_count)
    gauge("refused_loads", "Loads that stand refused.").set(figures.refused_load_count)
    gauge("publication_lag_seconds", "How long the oldest load waits that is not published yet.").set(
        figures.lag_seconds()
    )
    incidents = gauge("open_incidents", "Incidents that are open.", ("severity",))
    for severity, count in figures.open_incident_count_by_severity.items():
        incidents.labels(severity).set(count)
    expectations = gauge("expectations", "Expectations of the gate's last run.", ("status",))
    for status, count in figures.expectation_count_by_status.items():
        expectations.labels(status).set(count)
    for name, text, moment in (
        ("last_landing", "When something was last found in the inbox", figures.landed_at),
        ("last_publication", "When something was last published", figures.published_at),
    ):
        if moment is not None:
            gauge(f"{name}_timestamp_seconds", f"{text}, since 1970.").set(moment)
    durations = gauge("stage_duration_seconds", "Duration of a stage's last run.", ("stage",))
    is_success = gauge("stage_is_success", "Whether a stage's last run succeeded.", ("stage",))
    succeeded = gauge(
        "stage_last_success_timestamp_seconds", "When a stage last succeeded, since 1970.", ("stage",)
    )
    for stage in stages.values():
        durations.labels(stage.name).set(stage.duration_seconds)
        is_success.labels(stage.name).set(stage.is_success)
        if stage.succeeded_at is not None:
            succeeded.labels(stage.name).set(stage.succeeded_at)
    sizes = gauge("file_size_bytes", "Size of a database file.", ("file",))
    for name, path in (("warehouse", settings.warehouse_path), ("published", settings.published_path)):
        sizes.labels(name).set(path.stat().st_size if path.exists() else 0)
    return generate_latest(registry).decode()
