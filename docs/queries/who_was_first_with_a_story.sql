-- Who told the stories of several outlets first, and how long did the others take?
-- Of the outlets that are landed; an open story may still get an earlier first article.
select
    story.date_day,
    story.headline,
    story.first_source_name,
    story.source_count,
    median(story_article.delay_seconds) as median_delay_seconds,
    story.is_closed
from marts.story
inner join marts.story_article
    on story.story_id = story_article.story_id and story_article.position > 1
group by all
order by story.source_count desc, story.date_day desc, story.headline asc
limit 10;
