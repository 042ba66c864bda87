"""Prices shown on the pages that wait for a verdict."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.scope import GENESIS_DATE, LAST_LANDING, PENDING_DOCUMENTS, characters, documents, written

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "core.price_snapshot"
KEY_COLUMNS = ("price_snapshot_id", "document_id", "char_start", "char_end")
TEXT_VALUES = ("asset_name", "asset_symbol", "change_raw")
ASSET = "coalesce(asset_id, asset_name)"
LAST_KNOWN_COUNT = 5
LAST_KNOWN_PRICES = f"""
    select
        asset,
        currency,
        median(price) filter (recency_no <= {LAST_KNOWN_COUNT} and as_of_max is not null) as last_known_price,
        count(distinct document_id) as known_page_count
    from (
        select
            {ASSET} as asset,
            currency,
            price,
            as_of_max,
            document_id,
            row_number() over (
                partition by {ASSET}, currency order by as_of_max desc nulls last, price
            ) as recency_no
        from core.price_snapshot
        where price > 0 and document_id not in {PENDING_DOCUMENTS}
    ) as shown
    group by asset, currency
"""
"""What each asset cost on the latest pages that were accepted before; one of them may be wrong."""

BATCH_QUERY = f"""
    select
        price_snapshot.*,
        article.layout,
        last_known.last_known_price,
        last_known.known_page_count,
        {", ".join(map(characters, TEXT_VALUES))},
        {characters("price_raw", "price_snapshot.char_start", "price_snapshot.char_end")}
    from {written("core.price_snapshot", "document_id", PENDING_DOCUMENTS)} as price_snapshot
    left join {documents(PENDING_DOCUMENTS)} as document on price_snapshot.document_id = document.document_id
    left join core.article on price_snapshot.document_id = article.document_id
    left join ({LAST_KNOWN_PRICES}) as last_known
        on
            coalesce(price_snapshot.asset_id, price_snapshot.asset_name) = last_known.asset
            and price_snapshot.currency = last_known.currency
"""

REQUIRED_COLUMNS = (
    "price_snapshot_id",
    "article_id",
    "document_id",
    "asset_name",
    "price_raw",
    "as_of_max",
    "is_asset_in_body",
    "char_start",
    "char_end",
    "impossible_values",
)
MAX_CHANGE_PCT = 10_000
MAX_PRICE_FACTOR = 100
FAR_FROM_LAST_KNOWN = (
    f"(price > {MAX_PRICE_FACTOR} * last_known_price or {MAX_PRICE_FACTOR} * price < last_known_price)"
)
MIN_PAGE_COUNT = 3
"""Of two pages, the median is a mean: one that its source got wrong would refuse a load."""

MAX_UNKNOWN_ASSET_PCT = 50

DOLLARS = r"\$[0-9]{{1,3}}(,[0-9]{{3}})*(\.[0-9]+)?"
PERCENTAGE = r"[+-]?[0-9]+(\.[0-9]+)?%"
"""Numbers as an English page writes them, whose words leave no doubt, as patterns of a query."""


def suite() -> "gx.ExpectationSuite":
    """A price is what the page shows, of an asset, at a time that is known within bounds."""
    import great_expectations as gx

    shown = (*KEY_COLUMNS, "asset_name", "price_raw", "price")
    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(
                REQUIRED_COLUMNS, "Every price has it: a null is a fault of the parser or of a join."
            ),
            checks.unique(TABLE, ["price_snapshot_id"], "A place shows one price: it was written twice."),
            checks.hexadecimal("price_snapshot_id", 32, "Ids are hashes: another form is another writer."),
            checks.no_rows(
                "article_known",
                """
                select batch.price_snapshot_id, batch.document_id, batch.article_id
                from {batch} as batch
                left join core.article
                    on batch.document_id = article.document_id and batch.article_id = article.article_id
                where article.article_id is null
                """,
                "A price on no article belongs to nothing.",
            ),
            checks.known(
                "asset_id",
                "(select entity_id from core.entity where entity_type = 'asset')",
                "A price of something that is no asset: the widget was matched wrongly.",
                (*KEY_COLUMNS, "asset_id"),
                "entity_id",
            ),
            *(
                checks.reads_back(
                    name,
                    KEY_COLUMNS,
                )
                for name in (*TEXT_VALUES, "price_raw")
            ),
            checks.possible("price", "price <= 0", shown, "A price is more than nothing."),
            *checks.plausible(
                "price",
                "price is null",
                shown,
                "A price is more than nothing, and fits 20 digits before the point.",
            ),
            checks.no_rows(
                "price_is_its_words",
                f"""
                select {", ".join(shown)}
                from {{batch}}
                where
                    regexp_full_match(price_raw, '{DOLLARS}')
                    and price != try_cast(replace(ltrim(price_raw, '$'), ',', '') as decimal(38, 18))
                """,
                "The engine reads the same words as another price: mend the parser.",
            ),
            checks.no_rows(
                "change_pct_is_its_words",
                f"""
                select {", ".join(KEY_COLUMNS)}, change_raw, change_pct
                from {{batch}}
                where
                    regexp_full_match(change_raw, '{PERCENTAGE}')
                    and change_pct != try_cast(rtrim(change_raw, '%') as decimal(18, 6))
                """,
                "The engine reads the same words as another change: mend the parser.",
            ),
            checks.no_rows(
                "price_like_last_known",
                f"""
                select {", ".join(shown)}, last_known_price
                from {{batch}}
                where {FAR_FROM_LAST_KNOWN}
                """,
                "Hardly anything costs a hundred times what it did: compare the price with the text.",
                "warning",
            ),
            checks.no_rows(
                "price_like_last_known_throughout",
                f"""
                select
                    layout,
                    count(distinct document_id) as compared_page_count,
                    median(cast(price as double) / cast(last_known_price as double)) as median_price_factor,
                    min({ASSET} || ': ' || price_raw) as example
                from {{batch}}
                where price > 0 and known_page_count >= {MIN_PAGE_COUNT}
                group by layout
                having
                    compared_page_count >= {MIN_PAGE_COUNT}
                    -- One asset alone may have been given another unit.
                    and count(distinct {ASSET}) filter ({FAR_FROM_LAST_KNOWN}) > 1
                    and median_price_factor not between 1 / {MAX_PRICE_FACTOR} and {MAX_PRICE_FACTOR}
                """,
                "Most prices moved by the same power of ten: the parser misreads the separators; mend it.",
            ),
            checks.possible(
                "change_pct",
                "change_pct < -100",
                (*shown, "change_raw", "change_pct"),
                "Nothing loses more than all of its value.",
            ),
            *checks.plausible(
                "change_pct",
                f"({checks.left_out('change_pct')} or change_pct > {MAX_CHANGE_PCT})",
                (*shown, "change_raw", "change_pct"),
                "Nothing loses more than all of its value, and hardly anything gains a hundredfold.",
                rows_with="change_raw is not null",
            ),
            checks.no_rows(
                "currency_well_formed",
                """
                select price_snapshot_id, document_id, currency, price_raw
                from {batch}
                where not coalesce(regexp_full_match(currency, '[A-Z]{{3,5}}'), false)
                """,
                "Prices are compared within a currency: this one names none.",
            ),
            checks.possible(
                "as_of",
                f"as_of_min > as_of_max or as_of_min < '{GENESIS_DATE}' or as_of_max > {LAST_LANDING}",
                (*KEY_COLUMNS, "as_of_min", "as_of_max"),
                "A page shows a price before it was landed, and not before Bitcoin.",
            ),
            checks.share_below(
                "unknown_asset_share",
                """
                select count(*) filter (asset_id is null) as part_count, count(*) as whole_count
                from {batch}
                """,
                MAX_UNKNOWN_ASSET_PCT,
                "Many prices belong to no known asset: add the assets to the seeds.",
            ),
        ],
    )
