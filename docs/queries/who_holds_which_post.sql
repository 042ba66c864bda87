-- Who is said to be what of which firm, by how many articles, and until when?
select
    person_name,
    role,
    organisation_name,
    is_former,
    count(distinct article_id) as article_count,
    max(date_day) as last_said_on
from marts.person_organisation
where role is not null
group by all
order by article_count desc, person_name asc, role asc, organisation_name asc, is_former asc
limit 20;
