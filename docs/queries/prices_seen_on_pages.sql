-- Which prices did pages show, and between which times can they have been seen?
-- A page does not say when it was captured; as_of_min and as_of_max are the bounds that it gives.
select
    asset_symbol,
    price,
    currency,
    change_pct,
    as_of_min
from marts.price_history
where price is not null
order by as_of_min, asset_symbol, price
limit 10;
