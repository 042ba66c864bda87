"""What is measured: each task runs in a process of its own and prints its documents and seconds."""

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from include.landing.land import land_inbox
from include.mentions.matcher import Matcher
from include.mentions.names.gazetteer import load
from include.settings import PROJECT_ROOT, Settings, load_settings
from include.text_functions.duckdb_functions import register
from include.text_functions.pool import TextPool
from include.warehouse import writer
from tests.bench.documents import html_pages

SEEDS_DIR = PROJECT_ROOT / "seeds"
SLOW_BASELINE_COUNT = 400
"""What is a hundred times slower is measured on fewer documents."""

Measured = tuple[int, float]


def land(settings: Settings, _: int) -> Measured:
    """The inbox into `raw.document`."""
    started = time.perf_counter()
    summary = land_inbox(settings)
    return summary.landed_count, time.perf_counter() - started


def copy_text(settings: Settings, _: int) -> Measured:
    """The floor: the same text copied once inside DuckDB."""
    return _timed(
        settings, 1, "create or replace table bench_copy as select document_id, raw_text from raw.document"
    )


def parse(settings: Settings, process_count: int) -> Measured:
    """Every document to segments and values."""
    return _timed(
        settings,
        process_count,
        "create or replace table bench_parsed as"
        " select document_id, parse_document(raw_text, format, title, page_marks) as parsed"
        " from raw.document",
    )


def build_matcher(settings: Settings, _: int) -> Measured:
    """The seeds read and every alias compiled, as each process does it once."""
    started = time.perf_counter()
    gazetteer = load(_many_aliases_dir(settings))
    Matcher(gazetteer)
    seconds = time.perf_counter() - started
    return sum(map(len, gazetteer.aliases.values())), seconds


def read_documents(settings: Settings, process_count: int) -> Measured:
    """Every document to segments, values and mentions."""
    return _timed(
        settings,
        process_count,
        """
        create or replace table bench_read as
        select document_id, read_document(raw_text, format, title, page_marks) as reading
        from raw.document
        """,
        _many_aliases_dir(settings),
    )


def normalise(settings: Settings, _: int) -> Measured:
    """What was landed into tables, by dbt."""
    from include.transform import normalise as build

    started = time.perf_counter()
    build(settings)
    seconds = time.perf_counter() - started
    with writer(settings) as connection:
        (count,) = connection.execute("select count(*) from staging.stg_pending_document").fetchone() or (0,)
    return int(count), seconds


def publish(settings: Settings, _: int) -> Measured:
    """The accepted state into the published file."""
    from include.publication.publish import publish as write

    started = time.perf_counter()
    write(settings)
    seconds = time.perf_counter() - started
    with writer(settings) as connection:
        (count,) = connection.execute("select count(*) from staging.stg_pending_document").fetchone() or (0,)
    return int(count), seconds


def flashtext(settings: Settings, _: int) -> Measured:
    """A baseline for mentions: FlashText over the same texts and aliases, without any judgement."""
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=True)
    for surface in load(_many_aliases_dir(settings)).aliases:
        processor.add_keyword(surface)
    texts = _texts(settings)
    started = time.perf_counter()
    for text in texts:
        processor.extract_keywords(text, span_info=True)
    return len(texts), time.perf_counter() - started


def trafilatura(settings: Settings, _: int) -> Measured:
    """A baseline for parsing: trafilatura over the same articles as HTML."""
    from trafilatura import extract

    pages = list(html_pages(SEEDS_DIR, SLOW_BASELINE_COUNT))
    started = time.perf_counter()
    for page in pages:
        extract(page, with_metadata=True)
    return len(pages), time.perf_counter() - started


def gate(settings: Settings, _: int) -> Measured:
    """The whole gate over the load that waits, from its imports to the page."""
    started = time.perf_counter()
    from include.quality.gate import validate

    verdict = validate(settings)
    seconds = time.perf_counter() - started
    if not verdict.is_accepted:
        raise SystemExit(f"the gate refused: see {verdict.report_path}")
    with writer(settings) as connection:
        (count,) = connection.execute(
            "select document_count from quality.validation_run where validation_run_id = ?",
            [verdict.validation_run_id],
        ).fetchone() or (0,)
    return int(count), seconds


TASKS: dict[str, Callable[[Settings, int], Measured]] = {
    task.__name__: task
    for task in (
        land,
        normalise,
        gate,
        publish,
        copy_text,
        parse,
        read_documents,
        build_matcher,
        flashtext,
        trafilatura,
    )
}


def _many_aliases_dir(settings: Settings) -> Path:
    """The seeds with made-up organisations added, which the bench writes beside its homes."""
    return settings.home.parent / "seeds"


def _timed(settings: Settings, process_count: int, statement: str, seeds_dir: Path = SEEDS_DIR) -> Measured:
    pool = TextPool(process_count)
    with writer(replace(settings, text_process_count=process_count)) as connection:
        (char_count,) = connection.execute("select sum(char_count) from raw.document").fetchone() or (0,)
        pool.expect(int(char_count))
        register(connection, pool, str(seeds_dir), settings.max_document_seconds)
        connection.execute(f"set threads = {max(process_count, 1)}")
        started = time.perf_counter()
        connection.execute(statement)
        seconds = time.perf_counter() - started
        (count,) = connection.execute("select count(*) from raw.document").fetchone() or (0,)
    return int(count), seconds


def _texts(settings: Settings) -> list[str]:
    with writer(settings) as connection:
        rows = connection.execute(
            "select raw_text from raw.document limit ?", [SLOW_BASELINE_COUNT]
        ).fetchall()
    return [text for (text,) in rows]


def main(task: str, home: str, inbox: str, process_count: str) -> None:
    # The environment says which engine builds.
    settings = replace(load_settings(), home=Path(home), inbox=inbox, text_process_count=int(process_count))
    count, seconds = TASKS[task](settings, int(process_count))
    sys.stdout.write(json.dumps({"document_count": count, "seconds": seconds}) + os.linesep)


if __name__ == "__main__":
    main(*sys.argv[1:])
