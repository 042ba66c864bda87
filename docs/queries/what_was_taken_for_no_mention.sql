-- Which words look like a coin and were judged not to be one, and by which rule?
select
    rejected.surface,
    rejected.rule,
    count(*) as rejected_count,
    round(avg(rejected.confidence), 2) as mean_confidence
from core.rejected_mention as rejected
group by rejected.surface, rejected.rule
order by rejected_count desc, rejected.surface asc
limit 10;
