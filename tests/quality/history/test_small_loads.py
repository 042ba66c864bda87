"""One or two wrong documents refuse no load, however small: several must say the same."""

from importlib import import_module

import pytest

from tests.quality.conftest import SomeChecks

CAPTURES = ("published_before_capture_plausible", "published_before_capture_plausible_throughout")
PRICES = ("price_like_last_known", "price_like_last_known_throughout")

LAND_PAGES = """
    create or replace temp table shown as
    select * from core.price_snapshot where price > 0 qualify row_number() over (partition by asset_id) = 1;

    delete from core.price_snapshot;

    update core.article set layout = 'mexc_news';

    insert into core.price_snapshot
    select shown.* replace (page.document_id as document_id, {price} as price)
    from shown,
        (
            select document_id, row_number() over (order by document_id) as page_no
            from staging.stg_pending_document
            limit {page_count}
        ) as page;

    insert into core.price_snapshot
    select shown.* replace ('accepted before ' || page_no as document_id, {known_price} as price)
    from shown, range({known_page_count}) as pages (page_no);
"""
"""Pages that show one price of each asset, after earlier ones that did."""


def statuses(audit, module_name, check_names):
    return [
        result.status
        for result in audit(SomeChecks(import_module(f"expectations.{module_name}"), check_names))
    ]


@pytest.mark.parametrize(("impossible_count", "throughout"), [(1, "passed"), (2, "passed"), (3, "failed")])
def test_few_impossible_captures_refuse_no_small_load(audit, spoil, impossible_count, throughout):
    spoil(f"""
        delete from core.article where rowid not in (select rowid from core.article limit 7);
        update core.article set first_captured_at = landed_at, published_at = null;
        update core.article set impossible_values = ['first_captured_at']
        where rowid in (select rowid from core.article limit {impossible_count});
    """)
    assert statuses(audit, "core.article", CAPTURES) == ["warned", throughout]


@pytest.mark.parametrize(
    ("module_name", "name", "wrong"),
    [
        ("core.related_link", "published_at", "impossible_values = ['published_at']"),
        ("core.price_snapshot", "price", "price = null"),
        ("core.price_snapshot", "change_pct", "change_pct = 10001"),
    ],
)
def test_one_page_that_is_wrong_in_many_places_refuses_nothing(audit, spoil, module_name, name, wrong):
    table = import_module(f"expectations.{module_name}").TABLE
    spoil(f"""
        create or replace table {table} as
        select found.* replace ((select min(document_id) from {table}) as document_id) from {table} as found;
        update {table} set {wrong};
    """)
    checks = (f"{name}_plausible", f"{name}_plausible_throughout")
    assert statuses(audit, module_name, checks) == ["warned", "passed"]


@pytest.mark.parametrize(
    ("what_is_wrong", "is_refused"),
    [
        ({"price": "1000 * price"}, True),
        ({"price": "1000 * price", "page_count": 2}, False),
        ({"price": "1000 * price", "known_page_count": 2}, False),
        ({"price": "if(page.page_no = 1, 1000 * price, price)"}, False),
        ({"price": "if(asset_id = (select min(asset_id) from shown), 1000 * price, price)"}, False),
        ({"known_price": "if(page_no = 2, 1000 * price, price)"}, False),
    ],
    ids=["all", "two pages", "two earlier pages", "one page", "one asset", "one earlier page"],
)
def test_prices_refuse_where_several_pages_and_assets_agree(audit, spoil, what_is_wrong, is_refused):
    pages = {"price": "price", "known_price": "price", "page_count": 3, "known_page_count": 3}
    spoil(LAND_PAGES.format(**(pages | what_is_wrong)))
    assert statuses(audit, "core.price_snapshot", PRICES)[1] == ("failed" if is_refused else "passed")


def test_price_of_one_asset_that_fills_a_load_refuses_nothing(audit, spoil):
    """As after a redenomination."""
    pages = {"price": "1000 * price", "known_price": "price", "page_count": 3, "known_page_count": 3}
    spoil(LAND_PAGES.format(**pages))
    spoil("""
        delete from core.price_snapshot
        where asset_id is distinct from (select min(asset_id) from core.price_snapshot)
    """)
    assert statuses(audit, "core.price_snapshot", PRICES) == ["warned", "passed"]
