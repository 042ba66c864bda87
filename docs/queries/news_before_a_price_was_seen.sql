-- What had been published about a coin in the day before a page showed its price?
-- Only articles that were out before as_of_min count: later ones may have come after the price was seen.
select
    price.as_of_min,
    price.as_of_max,
    price.price,
    price.change_pct,
    count(distinct overview.article_id) as article_count,
    min(overview.headline) as one_headline
from marts.price_history as price
left join marts.article_overview as overview
    on
        list_contains(overview.asset_slugs, price.asset_slug)
        and price.as_of_min - interval 1 day < overview.published_at
        and price.as_of_min >= overview.published_at
where
    price.asset_slug = 'ethereum'
    and price.price is not null
group by price.price_snapshot_id, price.as_of_min, price.as_of_max, price.price, price.change_pct
order by price.as_of_min, price.price;
