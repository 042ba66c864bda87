"""Ask for landed documents to be read again. Nothing is landed: a request is a load that found nothing."""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import duckdb

from include.corrections.compared import COMPARED_TABLES
from include.lake.views import forget_lost_tables
from include.landing.identity import LoadIdentity
from include.quality.verdicts import set_aside
from include.settings import PROJECT_ROOT, Settings
from include.tables.create import create_tables
from include.warehouse import writer

_DAY_PARAMETERS = ("landed_from", "landed_to")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReprocessRequest:
    """`load_id` is None where there is nothing to read again, or where all of it was read so last."""

    load_id: str | None
    document_count: int


def request_reprocessing(
    settings: Settings,
    layout: str | None = None,
    landed_from: date | None = None,
    landed_to: date | None = None,
    *,
    is_rebuild: bool = False,
) -> ReprocessRequest:
    """Mark documents to be read again by the next build, and remember what they look like now.

    Documents are chosen by the layout that they were read in, and by the day of their landing, both days
    included; what is not given does not restrict. What is set aside was read in no layout, so it is chosen
    where none is given, and so is what was set aside before a request that was broken off.

    What was asked for last under the same parser, matcher, lists and limit of time is not asked for again,
    unless all is rebuilt: then every accepted document is chosen, also where no table knows it. Where it was
    broken off, before it was compared or decided, it is taken up under the same id.

    Raises:
        WarehouseBusyError: another process holds the warehouse.
    """
    if is_rebuild and forget_lost_tables(settings):
        logger.info("Files of the lake are gone: what documents looked like before is not known")
    with writer(settings) as connection:
        create_tables(connection)
        if not _is_built(connection):
            return ReprocessRequest(None, 0)
        connection.execute(
            """
            create or replace temp table chosen as
            select document_id
            from raw.document as document
            left join staging.stg_parsed_document using (document_id)
            where
                (
                    $is_rebuild
                    and document.load_id in (select load_id from quality.load_verdict where is_accepted)
                    or layout = $layout
                    or $layout is null and (
                        layout is not null
                        or document_id in (
                            select document_id from quality.set_aside_document where closed_at is null
                            union all
                            select document_id
                            from raw.reprocess_request
                            semi join staging.before_request using (load_id)
                            anti join quality.load_verdict using (load_id)
                        )
                    )
                )
                and ($landed_from is null or cast(landed_at as date) >= $landed_from)
                and ($landed_to is null or cast(landed_at as date) <= $landed_to)
            """,
            {
                "layout": layout,
                "landed_from": landed_from,
                "landed_to": landed_to,
                "is_rebuild": is_rebuild,
            },
        )
        document_count, content = connection.execute(
            "select count(*), md5(string_agg(document_id, ',' order by document_id)) from chosen"
        ).fetchall()[0]
        if not document_count:
            return ReprocessRequest(None, 0)
        version = reading_version(settings)
        earlier_ids = _earlier_requests(connection)
        last_id = earlier_ids[-1] if earlier_ids else None
        if last_id == _request_id(version, content, len(earlier_ids) - 1):
            if _is_broken_off(connection, last_id):
                logger.info("Load %s, which was broken off, is taken up again", last_id)
                return ReprocessRequest(last_id, document_count)
            if _is_decided(connection, last_id) and not is_rebuild:
                logger.info("%d documents were read so last, by load %s", document_count, last_id)
                return ReprocessRequest(None, document_count)
        load_id = _request_id(version, content, len(earlier_ids))
        _store(connection, load_id)
        logger.info("%d documents are to be read again, as load %s", document_count, load_id)
        return ReprocessRequest(load_id, document_count)


def request_for(settings: Settings, parameters: Mapping[str, Any]) -> ReprocessRequest:
    """The same with parameters as a form gives them: days as ISO dates.

    Raises:
        ValueError: a date is none.
        WarehouseBusyError: another process holds the warehouse.
    """
    days = [date.fromisoformat(day) if (day := parameters.get(key)) else None for key in _DAY_PARAMETERS]
    return request_reprocessing(
        settings, parameters.get("layout") or None, *days, is_rebuild=parameters.get("is_rebuild", False)
    )


def reading_version(settings: Settings) -> str:
    """A hash of what decides how a document is read: the parser, the matcher, the lists, and for how long."""
    include_dir = PROJECT_ROOT / "include"
    digest = hashlib.sha256(str(settings.max_document_seconds).encode())
    for path in sorted(
        [
            *settings.seeds_dir.glob("*.csv"),
            *include_dir.glob("parsing/**/*.py"),
            *include_dir.glob("mentions/**/*.py"),
            *include_dir.glob("repetition/**/*.py"),
        ]
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _is_built(connection: duckdb.DuckDBPyConnection) -> bool:
    found = connection.execute(
        """
        select 1
        from information_schema.tables
        where table_catalog = current_database() and table_schema = 'core' and table_name = 'price_snapshot'
        """
    ).fetchone()
    return found is not None


def _earlier_requests(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The requests and releases that concern any of the chosen documents, the last one last."""
    rows = connection.execute(
        """
        select load_id
        from raw.load
        where load_id in (select load_id from raw.reprocess_request semi join temp.chosen using (document_id))
        order by landed_at
        """
    ).fetchall()
    return [load_id for (load_id,) in rows]


def _request_id(version: str, content: str, earlier_count: int) -> str:
    """The same documents may be asked for under the same version again, when another one was in between."""
    identity = LoadIdentity("reprocess")
    identity.add(version, content, str(earlier_count))
    return identity.load_id()


def _is_broken_off(connection: duckdb.DuckDBPyConnection, load_id: str) -> bool:
    """Whether what the documents looked like is remembered, and waits to be compared or decided about."""
    found = connection.execute(
        "select is_compared from staging.before_request where load_id = ?", [load_id]
    ).fetchone()
    return found is not None and not (found[0] and _is_decided(connection, load_id))


def _is_decided(connection: duckdb.DuckDBPyConnection, load_id: str) -> bool:
    return bool(
        connection.execute("select 1 from quality.load_verdict where load_id = ?", [load_id]).fetchone()
    )


def _store(connection: duckdb.DuckDBPyConnection, load_id: str) -> None:
    connection.begin()
    for table in COMPARED_TABLES:
        connection.execute(
            f"create or replace table staging.before_{table.name} as"
            f" select * from core.{table.name} where document_id in (select document_id from temp.chosen)"
        )
    connection.execute("delete from staging.before_request")
    connection.execute("insert into staging.before_request values (?, false)", [load_id])
    document_ids = [
        document_id for (document_id,) in connection.execute("select document_id from temp.chosen").fetchall()
    ]
    request_documents(connection, load_id, document_ids)
    set_aside.close(connection, document_ids, "reprocessed")
    connection.commit()


def request_documents(connection: duckdb.DuckDBPyConnection, load_id: str, document_ids: list[str]) -> None:
    """Write a request down; part of the caller's transaction."""
    connection.execute("insert into raw.load values (?, ?, 0, 0, 0, 0)", [load_id, datetime.now(UTC)])
    connection.execute("insert into raw.reprocess_request select ?, unnest(?)", [load_id, document_ids])
