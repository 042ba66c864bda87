"""Monitors are told how each stage did, how far behind publication is, and what waits for a person."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from include.monitoring.exposition import HEALTH_NAME, METRICS_NAME, is_healthy, write_metrics
from include.monitoring.figures import read_figures
from include.monitoring.stages import read_stages, recorded
from include.operations.tasks.measured import measured
from include.settings import Settings
from include.warehouse import writer
from tests.conftest import copied

Labels = tuple[tuple[str, str], ...]


@pytest.fixture
def samples(published_samples: Settings, tmp_path: Path) -> Settings:
    return copied(published_samples, tmp_path / "home")


def told(settings: Settings) -> dict[tuple[str, Labels], float]:
    """What Prometheus reads."""
    write_metrics(settings)
    text = (settings.reports_dir / METRICS_NAME).read_text()
    return {
        (sample.name.removeprefix("pressmark_"), tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def change(settings: Settings, statement: str, *values: object) -> None:
    with writer(settings) as connection:
        connection.execute(statement, list(values))


def test_prometheus_reads_what_the_ledger_says(samples: Settings) -> None:
    metrics = told(samples)
    with writer(samples) as connection:
        outcomes = connection.execute(
            "select outcome, count(*) from raw.landing_event group by outcome"
        ).fetchall()
    assert {outcome for outcome, _ in outcomes} == {"landed", "duplicate", "quarantined"}
    for outcome, count in outcomes:
        assert metrics["found_things", (("outcome", outcome),)] == count
    assert metrics["expectations", (("status", "passed"),)] > 100
    assert metrics["refused_loads", ()] == 0
    assert metrics["publication_lag_seconds", ()] == 0
    assert metrics["file_size_bytes", (("file", "published"),)] == samples.published_path.stat().st_size
    assert is_healthy(samples)


def test_a_load_that_waits_to_be_published_is_lag(samples: Settings) -> None:
    landed_at = datetime.now(UTC) - timedelta(hours=3)
    change(samples, "insert into raw.load values ('waiting', ?, 1, 1, 0, 0)", landed_at)
    assert 3 * 3600 <= told(samples)["publication_lag_seconds", ()] < 4 * 3600
    change(
        samples,
        "insert into quality.load_verdict values ('waiting', 'run', true, ?)",
        datetime.now(UTC) + timedelta(hours=1),
    )
    assert told(samples)["publication_lag_seconds", ()] > 0, "accepted, and not published"
    change(samples, "update quality.load_verdict set decided_at = '2020-01-01' where load_id = 'waiting'")
    assert told(samples)["publication_lag_seconds", ()] == 0


def test_a_load_of_duplicates_alone_waits_for_nothing(samples: Settings) -> None:
    change(samples, "insert into raw.load values ('duplicates', '2026-01-01', 5, 0, 5, 0)")
    assert read_figures(samples).waiting_since is None


def test_a_refused_load_is_no_lag_and_is_not_well(samples: Settings) -> None:
    change(samples, "insert into raw.load values ('bad', '2026-01-01', 1, 1, 0, 0)")
    change(samples, "insert into quality.load_verdict values ('bad', 'run', false, now())")
    metrics = told(samples)
    assert metrics["refused_loads", ()] == 1
    assert metrics["publication_lag_seconds", ()] == 0
    assert not is_healthy(samples)


def test_a_stage_tells_how_it_did_however_it_ends(samples: Settings) -> None:
    with recorded(samples, "normalise") as stopwatch:
        pass
    first = read_stages(samples)["normalise"]
    assert first.is_success
    assert first.duration_seconds == stopwatch.duration_seconds
    assert first.succeeded_at == first.finished_at
    with pytest.raises(ZeroDivisionError), recorded(samples, "normalise"):
        1 / 0  # noqa: B018
    second = read_stages(samples)["normalise"]
    assert not second.is_success
    assert second.succeeded_at == first.succeeded_at, "the last success is not forgotten"
    metrics = told(samples)
    assert metrics["stage_is_success", (("stage", "normalise"),)] == 0
    assert not is_healthy(samples)


def test_a_stage_that_fails_is_told_at_once(samples: Settings) -> None:
    with pytest.raises(ZeroDivisionError), measured(samples, "publish"):
        1 / 0  # noqa: B018
    assert "stage_is_success" in (samples.reports_dir / METRICS_NAME).read_text()


def test_what_goes_wrong_with_the_telling_fails_no_stage(samples: Settings) -> None:
    samples.warehouse_path.write_bytes(b"damaged" * 1000)
    with measured(samples, "land_inbox", is_told=True):
        pass
    assert read_stages(samples)["land_inbox"].is_success


def test_health_is_no_news_after_an_hour(samples: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    write_metrics(samples)
    assert is_healthy(samples)
    now = time.time()
    monkeypatch.setattr("include.monitoring.exposition.time.time", lambda: now + 3700)
    assert not is_healthy(samples)


def test_a_new_home_tells_what_there_is(settings: Settings) -> None:
    metrics = told(replace(settings, text_process_count=1))
    assert metrics["documents", ()] == 0
    assert (settings.reports_dir / HEALTH_NAME).exists()
    assert ("last_landing_timestamp_seconds", ()) not in metrics
