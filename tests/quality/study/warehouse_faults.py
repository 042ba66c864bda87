"""Faults of the tables themselves: what a faulty build, a stray hand or a lost block leaves behind."""

from dataclasses import dataclass

from include.settings import Settings
from include.warehouse import literal, writer

PENDING = "(select document_id from staging.stg_pending_document)"
SOME = f"(select document_id from {PENDING} order by document_id limit 20)"
LONG_AGO = """(
    select document_id from raw.document
    where landed_at < (select max(landed_at) from raw.load) - interval 9 day
    order by document_id limit 40
)"""
LAST_DAY = "(select max(date_day) from marts.source_daily)"
DAY_LONG_AGO = "(select max(date_day) - 12 from marts.source_daily)"


@dataclass(frozen=True)
class WarehouseFault:
    """`spoil` does it to the tables of a load that was built; `earlier` is the home as it was before it."""

    name: str
    shows: str
    spoil: str

    def apply(self, settings: Settings, before: Settings) -> None:
        """Spoil a home that waits for its verdict."""
        with writer(settings) as connection:
            connection.execute(f"attach {literal(str(before.warehouse_path))} as earlier (read_only)")
            connection.execute(self.spoil)


def _stale(table: str) -> str:
    return f"delete from {table}; insert into {table} by name from earlier.{table}"


def _doubled(table: str, condition: str) -> str:
    return f"create or replace table {table} as from {table} union all from {table} where {condition}"


WAREHOUSE_FAULTS = (
    WarehouseFault(
        "lost_documents", "fewer articles than came", f"delete from raw.document where document_id in {SOME}"
    ),
    WarehouseFault(
        "lost_ledger_entries",
        "documents of no origin",
        f"delete from raw.landing_event where document_id in {SOME}",
    ),
    WarehouseFault(
        "lost_articles", "fewer articles than came", f"delete from core.article where document_id in {SOME}"
    ),
    WarehouseFault(
        "lost_articles_with_their_rows",
        "fewer articles than came",
        f"""
        delete from marts.article_overview where document_id in {SOME};
        delete from core.mention where document_id in {SOME};
        delete from core.article where document_id in {SOME};
        delete from staging.stg_article_identity where document_id in {SOME}""",
    ),
    WarehouseFault(
        "lost_segments",
        "characters that nobody answers for",
        f"delete from core.article_segment where document_id in {SOME} and segment_no = 3",
    ),
    WarehouseFault(
        "lost_mentions", "fewer mentions", f"delete from core.mention where document_id in {SOME}"
    ),
    WarehouseFault(
        "lost_mentions_counted_so",
        "fewer mentions",
        f"""
        delete from core.mention where document_id in {SOME};
        update marts.article_overview set mention_count = 0, asset_slugs = [] where document_id in {SOME}""",
    ),
    WarehouseFault(
        "lost_prices",
        "fewer prices",
        f"delete from core.price_snapshot where document_id in {PENDING} and asset_name = 'Bitcoin'",
    ),
    WarehouseFault(
        "lost_cards",
        "fewer links",
        f"delete from core.related_link where document_id in {PENDING} and position = 1",
    ),
    WarehouseFault(
        "lost_entities", "mentions of nobody", "delete from core.entity where slug in ('bitcoin', 'coinbase')"
    ),
    WarehouseFault(
        "lost_spellings",
        "names that are found no more",
        "delete from core.entity_alias where rule = 'symbol'",
    ),
    WarehouseFault(
        "lost_sources", "articles of no source", "delete from core.source where slug = 'cointelegraph'"
    ),
    WarehouseFault(
        "lost_overview_rows",
        "fewer articles",
        f"delete from marts.article_overview where document_id in {SOME}",
    ),
    WarehouseFault(
        "lost_coins_of_the_day",
        "a day without its smaller coins",
        f"delete from marts.asset_daily where date_day = {LAST_DAY} and mention_count < 40",
    ),
    WarehouseFault(
        "lost_figures_of_the_load",
        "a load that nobody compares",
        "delete from quality.metric_load where landed_at = (select max(landed_at) from raw.load)",
    ),
    WarehouseFault(
        "lost_articles_of_long_ago",
        "gaps in the past",
        f"delete from core.article where document_id in {LONG_AGO}",
    ),
    WarehouseFault(
        "lost_mentions_of_long_ago",
        "gaps in the past",
        f"delete from core.mention where document_id in {LONG_AGO}",
    ),
    WarehouseFault(
        "lost_days_of_long_ago",
        "gaps in the past",
        f"delete from marts.asset_daily where date_day = {DAY_LONG_AGO}",
    ),
    WarehouseFault(
        "lost_overview_of_long_ago",
        "gaps in the past",
        f"delete from marts.article_overview where document_id in {LONG_AGO}",
    ),
    WarehouseFault(
        "doubled_articles_of_long_ago",
        "articles counted twice",
        _doubled("core.article", f"document_id in {LONG_AGO}"),
    ),
    WarehouseFault(
        "doubled_coins_of_the_day",
        "coins counted twice",
        _doubled("marts.asset_daily", f"date_day = {LAST_DAY}"),
    ),
    WarehouseFault(
        "doubled_overview_rows",
        "articles counted twice",
        _doubled("marts.article_overview", f"document_id in {SOME}"),
    ),
    WarehouseFault(
        "doubled_segments",
        "characters counted twice",
        _doubled("core.article_segment", f"document_id in {SOME}"),
    ),
    WarehouseFault(
        "doubled_links_of_the_graph",
        "links counted twice",
        _doubled(
            "marts.related_link_graph",
            "from_article_id in (select article_id from staging.int_affected_article)",
        ),
    ),
    WarehouseFault(
        "doubled_ledger", "documents found twice", _doubled("raw.landing_event", f"document_id in {SOME}")
    ),
    WarehouseFault(
        "doubled_days_of_long_ago",
        "coins counted twice",
        _doubled("marts.asset_daily", f"date_day = {DAY_LONG_AGO}"),
    ),
    WarehouseFault(
        "two_current_revisions",
        "articles counted twice",
        """
        update core.article set is_current = true
        where article_id in (select article_id from core.article where not is_current)""",
    ),
    WarehouseFault("stale_overview", "articles of yesterday", _stale("marts.article_overview")),
    WarehouseFault("stale_coins_by_day", "coins of yesterday", _stale("marts.asset_daily")),
    WarehouseFault("stale_sources_by_day", "articles of yesterday", _stale("marts.source_daily")),
    WarehouseFault("stale_prices", "prices of yesterday", _stale("marts.price_history")),
    WarehouseFault("stale_graph", "links of yesterday", _stale("marts.related_link_graph")),
    WarehouseFault(
        "stale_mention_counts",
        "counts of yesterday",
        f"""
        update marts.asset_daily set mention_count = 1, headline_mention_count = 0, article_count = 1
        where mention_count > 0 and date_day = {LAST_DAY}""",
    ),
    WarehouseFault(
        "sources_changed_about",
        "articles under another source's name",
        f"""
        update core.article set source_name = if(source_name = 'CoinDesk', 'Cointelegraph', 'CoinDesk')
        where source_name in ('Cointelegraph', 'CoinDesk') and document_id in {PENDING}""",
    ),
    WarehouseFault(
        "words_of_no_text",
        "texts of no words",
        f"update core.article set word_count = 0 where document_id in {PENDING}",
    ),
    WarehouseFault(
        "headlines_of_one_source_lost",
        "articles without a headline",
        f"""
        update core.article set headline = null, headline_char_start = null, headline_char_end = null
        where source_name = 'Decrypt' and document_id in {PENDING}""",
    ),
)
