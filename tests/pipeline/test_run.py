"""`make run` on the bundled samples, from an empty home to the published file, and once more."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from stat import S_IMODE
from typing import Any, NamedTuple

import pytest

from include.settings import PROJECT_ROOT, Settings
from include.warehouse import reader
from tests.security.modes import modes_that_let_others_write


class Run(NamedTuple):
    exit_code: int
    output: str
    tables: dict[str, list[tuple[Any, ...]]]
    publication: tuple[int, str]


class Runs(NamedTuple):
    """The first one tells a collector of lineage."""

    settings: Settings
    first: Run
    second: Run
    lineage_events: list[dict[str, Any]]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    home = tmp_path_factory.mktemp("pressmark") / "a home"
    settings = Settings(home=home, inbox=str(home / "inbox"))
    collected = home.with_name("events.jsonl")
    transport = {"type": "file", "log_file_path": str(collected), "append": True}
    first = run(settings, {"AIRFLOW__OPENLINEAGE__TRANSPORT": json.dumps(transport)})
    events = [json.loads(line) for line in collected.read_text().splitlines()]
    yield Runs(settings, first, run(settings, {}), events)


def run(settings: Settings, variables: dict[str, str]) -> Run:
    completed = subprocess.run(
        [sys.executable, "-m", "include.operations.commands.run"],
        cwd=PROJECT_ROOT,
        env={**os.environ, **settings.environment, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        umask=0,  # the most careless one
    )
    assert settings.published_path.exists(), completed.stdout + logs(settings)
    return Run(
        completed.returncode,
        completed.stdout,
        content(settings.published_path),
        identity(settings.published_path),
    )


def logs(settings: Settings) -> str:
    return "\n".join(path.read_text()[-5000:] for path in sorted(settings.logs_dir.glob("*.log")))


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with reader(path) as connection:
        names = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables"
        ).fetchall()
        return {name: connection.execute(f"from {name} order by all").fetchall() for (name,) in names}


def identity(path: Path) -> tuple[int, str]:
    """Of a file: another one in its place differs in the first, other bytes in the second."""
    return path.stat().st_ino, hashlib.sha256(path.read_bytes()).hexdigest()


def ask(runs: Runs, query: str) -> list[tuple[Any, ...]]:
    with reader(runs.settings.published_path) as connection:
        return connection.execute(query).fetchall()


def texts_of_the_samples(settings: Settings) -> Iterator[str]:
    """The sample pages that are text, decoded here without the code under test."""
    for path in settings.sample_articles_dir.glob("*.txt"):
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
        if text:
            yield text


def test_the_samples_are_brought_to_the_published_file(runs: Runs) -> None:
    assert runs.first.exit_code == 0, runs.first.output + logs(runs.settings)
    assert "The inbox was empty: copied" in runs.first.output
    assert str(runs.settings.published_path) in runs.first.output


def test_a_collector_of_lineage_is_told_of_every_task_where_one_is_configured(runs: Runs) -> None:
    ended = {event["job"]["name"] for event in runs.lineage_events if event["eventType"] == "COMPLETE"}
    assert {
        "ingest_articles.land_inbox",
        "build_warehouse.normalise",
        "build_warehouse.validate",
        "build_warehouse.publish",
    } <= ended


def test_the_page_of_the_news_is_written_from_it(runs: Runs) -> None:
    path = runs.settings.reports_dir / "news.html"
    assert f"News page       {path}" in runs.first.output
    assert "Pressmark</title>" in path.read_text(encoding="utf-8")


def test_a_documents_id_is_the_digest_of_its_text(runs: Runs) -> None:
    expected = {hashlib.sha256(text.encode()).hexdigest() for text in texts_of_the_samples(runs.settings)}
    published = {
        document_id for (document_id,) in ask(runs, "select document_id from raw.document where url is null")
    }
    assert len(expected) > 10
    assert expected <= published


def test_the_ledger_balances_and_knows_every_file(runs: Runs) -> None:
    events = ask(
        runs,
        "select count(*), count(*) filter (outcome = 'landed'), count(*) filter (outcome = 'duplicate'),"
        " count(*) filter (outcome = 'quarantined') from raw.landing_event",
    )
    ((found, landed, duplicates, quarantined),) = events
    assert found == landed + duplicates + quarantined
    assert (
        ask(runs, "select found_count, landed_count, duplicate_count, quarantined_count from raw.load")
        == events
    )
    assert ask(runs, "select count(*) from raw.document") == [(landed,)]
    files = {uri for (uri,) in ask(runs, "select distinct source_uri from raw.landing_event")}
    assert files == {path.name for path in runs.settings.sample_articles_dir.iterdir()}


def test_every_document_is_an_article_once_or_none(runs: Runs) -> None:
    assert ask(runs, "select count(*) from core.article") > [(10,)]
    assert ask(runs, "select document_id from core.article group by all having count(*) > 1") == []
    assert ask(runs, "select document_id from core.article except select document_id from raw.document") == []


def test_every_value_says_where_it_stands(runs: Runs) -> None:
    """The columns `x_char_start` and `x_char_end` tell where the text in `x` stands; a mention's are bare."""
    spans = ask(
        runs,
        "select table_name, value.column_name, edge.column_name"
        " from information_schema.columns as value"
        " join information_schema.columns as edge using (table_schema, table_name)"
        " where table_schema = 'core' and (edge.column_name = value.column_name || '_char_start'"
        " or (table_name = 'mention' and value.column_name = 'surface' and edge.column_name = 'char_start'))",
    )
    assert {table for table, _, _ in spans} >= {"mention", "price_snapshot", "related_link"}
    for table, column, start in spans:
        end = start.replace("start", "end")
        ((value_count, misplaced_count),) = ask(
            runs,
            f"select count(value.{column}), count(*) filter (value.{column} <>"
            f" substr(raw_text, value.{start} + 1, value.{end} - value.{start}))"
            f" from core.{table} as value join raw.document using (document_id)"
            # A body is told without what stands in it and is none of it.
            f" where '{column}' <> 'body_text' or document_id not in"
            " (select document_id from core.article_segment where kind in ('code', 'ticker'))",
        )
        assert value_count > 0, f"no sample has a {table}.{column}"
        assert misplaced_count == 0, f"{table}.{column}"


def test_segments_tile_every_document(runs: Runs) -> None:
    gaps = ask(
        runs,
        "select document_id, char_start from (select document_id, char_start, char_end, char_count,"
        " lag(char_end, 1, 0) over (partition by document_id order by segment_no) as previous_end,"
        " lead(char_start, 1, char_count) over (partition by document_id order by segment_no) as next_start"
        " from core.article_segment join raw.document using (document_id))"
        " where char_start <> previous_end or char_end <> next_start",
    )
    assert gaps == []
    assert (
        ask(runs, "select document_id from raw.document except select document_id from core.article_segment")
        == []
    )


def test_the_table_at_the_end_tells_what_is_published(runs: Runs) -> None:
    shown = [" ".join(line.split()) for line in runs.first.output.splitlines()]
    for table in ("core.article", "core.mention", "core.related_link"):
        ((row_count,),) = ask(runs, f"select count(*) from {table}")
        assert f"Published {row_count:,} {table}" in shown


def test_a_second_run_finds_nothing_new_and_changes_nothing(runs: Runs) -> None:
    assert runs.second.exit_code == 0, runs.second.output + logs(runs.settings)
    assert "Nothing new" in runs.second.output
    assert "copied" not in runs.second.output
    assert runs.second.tables == runs.first.tables
    assert runs.second.publication == runs.first.publication


def test_everything_written_lies_in_known_places_under_home(runs: Runs) -> None:
    assert {path.name for path in runs.settings.home.iterdir()} <= {
        "airflow", "dbt", "home.lock", "inbox", "logs", "published", "reports", "stages", "tmp",
        "warehouse",
    }  # fmt: skip


def test_nobody_else_can_write_anything_of_the_home_or_read_its_secrets(runs: Runs) -> None:
    home = runs.settings.home
    assert modes_that_let_others_write(home) == {}
    assert S_IMODE(runs.settings.airflow_home.stat().st_mode) == 0o700
    for name in ("secrets.json", "passwords.json"):
        assert S_IMODE((runs.settings.airflow_home / name).stat().st_mode) == 0o600
    # For whoever may come as far as the folder: what is published is there to be read.
    assert S_IMODE(runs.settings.published_path.stat().st_mode) == 0o644
