"""`make profile INBOX=…`: what Pressmark makes of a folder, without touching any home.

Lands and parses into a warehouse that is thrown away, and shows shares by layout, source and reason.
"""

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import duckdb
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from include.landing.inbox.files import InboxError
from include.landing.land import land_inbox
from include.operations.errors import EXIT_UNUSABLE
from include.operations.terminal import Terminal, complain
from include.settings import Settings, load_settings
from include.text_functions.duckdb_functions import register
from include.text_functions.pool import TextPool
from include.variables import SettingsError
from include.warehouse import writer

_PARSED = """
create or replace temp table parsed as
select document_id, source, published_at_raw, parse_document(raw_text, format, title, page_marks) as parsed
from raw.document
"""

_SEGMENTED = """
create or replace temp table segmented as
select
    document_id,
    sum(char_end - char_start) as char_count,
    coalesce(sum(char_end - char_start) filter (kind = 'unclassified'), 0) as unclassified_char_count
from (select document_id, unnest(parsed.segments, recursive := true) from parsed)
group by document_id
"""

_FIELDS = """
    count(*) as documents,
    round(100.0 * sum(unclassified_char_count) / sum(char_count), 2) as "unclassified %",
    round(100.0 * count(parsed.headline) / count(*), 1) as "headline %",
    round(100.0 * count(parsed.body_text) / count(*), 1) as "body %",
    round(100.0 * count(coalesce(parsed.published_at_raw, published_at_raw)) / count(*), 1) as "dated %",
    round(100.0 * count(*) filter (parsed.is_truncated) / count(*), 1) as "truncated %",
    round(median(parsed.word_count)) as "words (median)"
"""

_REPORTS = {
    "Found, by outcome and reason": """
        select outcome, coalesce(reason, '') as reason, count(*) as found,
            round(100.0 * count(*) / sum(count(*)) over (), 2) as "share %"
        from raw.landing_event group by all order by found desc
    """,
    "Documents, by layout": f"""
        select parsed.layout as layout, {_FIELDS}
        from parsed inner join segmented using (document_id) group by all order by documents desc
    """,
    "Documents, by source (the 20 largest)": f"""
        select coalesce(source, '(not declared)') as source, {_FIELDS}
        from parsed inner join segmented using (document_id) group by all order by documents desc limit 20
    """,
    "Documents that are no article, by reason": """
        select parsed.not_article_reason as reason, count(*) as documents
        from parsed where parsed.not_article_reason is not null group by all order by documents desc
    """,
    "Characters, by kind of segment": """
        select kind, count(*) as segments, sum(length_chars) as characters,
            round(100.0 * sum(length_chars) / sum(sum(length_chars)) over (), 2) as "share %"
        from (
            select kind, char_end - char_start as length_chars
            from (select unnest(parsed.segments, recursive := true) from parsed)
        )
        group by all order by characters desc
    """,
    "Documents, by language": """
        select coalesce(parsed.language, '(unsure)') as language, count(*) as documents
        from parsed group by all order by documents desc limit 20
    """,
}


def profile(settings: Settings, console: Console) -> None:
    """Land and parse what is in the inbox into a warehouse that is thrown away, and print its shares.

    Raises:
        InboxError: the inbox cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="pressmark-profile-") as folder:
        scratch = replace(settings, home=Path(folder))
        land_inbox(scratch)
        with writer(scratch) as connection:
            ((char_count,),) = connection.execute(
                "select coalesce(sum(char_count), 0) from raw.document"
            ).fetchall()
            pool = TextPool(settings.text_process_count)
            pool.expect(int(char_count))
            register(connection, pool, str(settings.seeds_dir), settings.max_document_seconds)
            connection.execute(_PARSED)
            connection.execute(_SEGMENTED)
            for title, query in _REPORTS.items():
                console.print(_table(connection, title, query))


def _table(connection: duckdb.DuckDBPyConnection, title: str, query: str) -> Table:
    cursor = connection.execute(query)
    table = Table(title=title, title_justify="left")
    for position, (name, *_) in enumerate(cursor.description or []):
        table.add_column(name, no_wrap=position == 0, justify="right" if position else "left")
    for row in cursor.fetchall():
        table.add_row(*map(_cell, row))
    return table


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return "" if value is None else escape(str(value))


def main() -> int:
    """Profile the inbox of the settings; return the exit code."""
    try:
        profile(load_settings(), Terminal())
    except (InboxError, SettingsError) as error:
        complain(str(error))
        return EXIT_UNUSABLE
    return 0


if __name__ == "__main__":
    sys.exit(main())
