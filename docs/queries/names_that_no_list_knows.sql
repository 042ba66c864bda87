-- Which names did texts introduce that are in no list yet?
-- Candidates for seeds/: what comes often and reads like one thing deserves a row there.
select
    entity.name,
    entity.entity_type,
    count(*) as mention_count,
    count(distinct mention.article_id) as article_count
from core.entity
inner join core.mention on entity.entity_id = mention.entity_id
where entity.is_provisional
group by entity.entity_id, entity.name, entity.entity_type
order by article_count desc, mention_count desc, entity.name asc
limit 10;
