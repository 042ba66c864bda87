"""Documents that show a fault: three of the waiting loads, the clearest first."""

import duckdb

from include.quality.history.deviations import EVERYTHING, Finding

SAMPLE_COUNT = 3

WAITING_ARTICLES = """
    select *, coalesce(source_name, '(unknown)') as source
    from core.article
    semi join staging.stg_pending_load using (load_id)
"""


def documents_of(connection: duckdb.DuckDBPyConnection, finding: Finding) -> tuple[str, ...]:
    """Samples of one deviation; empty where the fault is that there are no documents."""
    if finding.rule.kind == "layout_drift":
        return _ill_fitting(connection, finding)
    if finding.rule.kind == "mention_rate":
        return _without_mentions(connection)
    if finding.rule.kind in {"new_source", "freshness", "truncation"}:
        return _of_source(connection, finding.dimension_value.split(" / ")[0])
    return ()


def documents_of_load(connection: duckdb.DuckDBPyConnection, load_id: str) -> tuple[str, ...]:
    """Samples of a refused load."""
    return _ids(
        connection,
        f"select document_id from raw.document where load_id = ? order by document_id limit {SAMPLE_COUNT}",
        [load_id],
    )


def _ill_fitting(connection: duckdb.DuckDBPyConnection, finding: Finding) -> tuple[str, ...]:
    """Pages of the source and layout, the ones with most missing first."""
    place = {
        "source": "source = ?",
        "source_layout": "source || ' / ' || layout = ?",
        "everything": f"? = '{EVERYTHING}'",
    }[finding.rule.dimension]
    return _ids(
        connection,
        f"""
        with article as ({WAITING_ARTICLES}),

        missing as (
            select
                article.document_id,
                if(layout = 'plain', 1, 0)
                + if(headline is null, 1, 0)
                + if(published_at is null, 1, 0)
                + if(body_text is null, 1, 0) as missing_count,
                sum(segment.char_end - segment.char_start) filter (segment.kind = 'unclassified')
                / sum(segment.char_end - segment.char_start) as unclassified_share
            from article
            inner join core.article_segment as segment on article.document_id = segment.document_id
            where {place}
            group by all
        )

        select document_id
        from missing
        order by missing_count + coalesce(unclassified_share, 0) desc, document_id
        limit {SAMPLE_COUNT}
        """,
        [finding.dimension_value],
    )


def _without_mentions(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    return _ids(
        connection,
        f"""
        select document_id
        from ({WAITING_ARTICLES})
        anti join core.mention using (document_id)
        order by word_count desc, document_id
        limit {SAMPLE_COUNT}
        """,
        [],
    )


def _of_source(connection: duckdb.DuckDBPyConnection, source: str) -> tuple[str, ...]:
    return _ids(
        connection,
        f"""
        select document_id
        from ({WAITING_ARTICLES})
        where source = ?
        order by published_at desc nulls last, document_id
        limit {SAMPLE_COUNT}
        """,
        [source],
    )


def _ids(connection: duckdb.DuckDBPyConnection, query: str, parameters: list[str]) -> tuple[str, ...]:
    return tuple(document_id for (document_id,) in connection.execute(query, parameters).fetchall())
