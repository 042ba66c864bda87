"""The table at the end of `make run`."""

import duckdb
import pytest
from rich.console import Console

from include.operations import published
from include.operations.runs.pipeline import PipelineResult
from include.operations.runs.report import show_report
from include.settings import Settings

LANDING = {
    "load_id": "load-2",
    "found_count": 1234,
    "landed_count": 1200,
    "duplicate_count": 32,
    "quarantined_count": 2,
    "unchanged_count": 5,
    "deferred_count": 0,
    "pending_load_count": 1,
}


@pytest.fixture
def published_settings(settings: Settings) -> Settings:
    settings.published_path.parent.mkdir(parents=True)
    settings.warehouse_path.parent.mkdir(parents=True)
    with duckdb.connect(str(settings.published_path)) as connection:
        connection.execute("create schema core; create schema marts")
        connection.execute("create table core.article as from range(1500)")
        connection.execute("create table core.mention as from range(0)")
        connection.execute("create table marts.asset_daily as from range(3)")
    with duckdb.connect(str(settings.warehouse_path)) as connection:
        connection.execute("create schema raw")
        connection.execute("create table raw.landing_event (load_id text, outcome text, reason text)")
        connection.execute(
            "insert into raw.landing_event values ('load-1', 'quarantined', 'an earlier one'),"
            " ('load-2', 'quarantined', 'empty [0 bytes]'), ('load-2', 'quarantined', 'empty [0 bytes]'),"
            " ('load-2', 'landed', null)"
        )
    return settings


def report_lines(console: Console, settings: Settings, result: PipelineResult) -> list[str]:
    show_report(console, settings, result, setup_seconds=4.25, pipeline_seconds=31.04)
    return [" ".join(line.split()) for line in console.export_text().splitlines()]


def test_it_counts_what_came_of_the_run(published_settings: Settings, console: Console) -> None:
    validation = {
        "passed_count": 40,
        "warned_count": 2,
        "failed_count": 0,
        "report_path": "/home/report.html",
    }
    returned = {"land_inbox": LANDING, "validate": validation, "write_news_page": "/home/news.html"}
    result = PipelineResult(returned=returned, is_built=True)
    lines = report_lines(console, published_settings, result)
    for expected in (
        "Landing 1,234 found",
        "Landing 1,200 landed",
        "Landing 32 duplicates",
        "2 quarantined: empty [0 bytes]",
        "Quality 40 expectations passed",
        "Quality 2 expectations warned",
        "Quality 0 expectations failed",
        "Published 1,500 core.article",
        "Published 0 core.mention",
        "Quality report /home/report.html",
        "News page /home/news.html",
        "Setup 4.2 s, pipeline (first task to last) 31.0 s",
    ):
        assert expected in lines
    assert not any("an earlier one" in line or "asset_daily" in line for line in lines)


def test_a_long_path_stands_on_one_line(published_settings: Settings) -> None:
    narrow = Console(width=40, record=True, quiet=False)
    with narrow.capture() as captured:
        show_report(narrow, published_settings, PipelineResult(), 1.0, 1.0)
    assert str(published_settings.published_path) in captured.get()


def test_without_a_publication_there_is_nothing_to_count(settings: Settings, console: Console) -> None:
    assert published.row_counts(settings.published_path, "core") == {}
    assert not any("ublished file" in line for line in report_lines(console, settings, PipelineResult())[:-1])


def test_the_tables_of_the_published_file_are_listed_by_schema(published_settings: Settings) -> None:
    assert published.tables(published_settings.published_path) == [
        ("core", "article"),
        ("core", "mention"),
        ("marts", "asset_daily"),
    ]


def test_a_damaged_publication_is_named(published_settings: Settings, console: Console) -> None:
    published_settings.published_path.write_bytes(b"no database " * 1000)
    lines = report_lines(console, published_settings, PipelineResult())
    assert any(line.startswith("Published damaged, until the next build is accepted") for line in lines)
    assert not any("make sql" in line for line in lines)
