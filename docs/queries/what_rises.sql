-- Of which coins was more said than usual, in the last seven days?
-- The z counts spreads above the median of the 28 days before; history_day_count says what that rests on.
select
    asset_name,
    date_day,
    mention_count,
    usual_mention_count,
    mention_count_robust_z,
    history_day_count
from marts.asset_attention
where
    date_day > (select max(newest.date_day) from marts.asset_attention as newest) - 7
    and mention_count > usual_mention_count
order by mention_count_robust_z desc nulls last, mention_count desc, asset_name asc, date_day asc
limit 10;
